"""A file of QTI → all its questions, with what is broken and what is lost told."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lxml import etree

from quizgen.importers.broken import Broken, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Refused
from quizgen.importers.qti.feedback import take_out
from quizgen.importers.qti.item import Item, item
from quizgen.importers.qti.kept import source_words
from quizgen.importers.qti.normal import normalised
from quizgen.importers.qti.package import Listed, Package, opened
from quizgen.importers.qti.passages import Reader, joined
from quizgen.importers.qti.reading import Source, questions
from quizgen.importers.shared import xml
from quizgen.importers.shared.archive import Archive, is_archive
from quizgen.model import Markup

_OF_MACHINE = re.compile(r"\d{6}|(?=[a-f]*\d)[a-f0-9]{8}", re.IGNORECASE)
"""What people do not write into a name."""

_USUAL = Decimal("0.6")


def read(file: File) -> Imported:
    """All questions of a package or a single item. Raises Refused."""
    found = Gathering(file)
    languages: Counter[str] = Counter()
    if is_archive(file.data):
        package, listed = opened(Archive(file.data))
        if not listed:
            raise Refused(
                "there is no question in this package", 0, "export it again, with its questions"
            )
        found.title = package.title
        for each in listed:
            _Reading(found, languages, each, package).read()
    else:
        root = normalised(xml.root(file.data))
        _Reading(found, languages, Listed("")).read_tree(root)
    found.language = next((language for language, _ in languages.most_common(1)), "")
    return found.imported()


def _id(made: Item) -> str:
    """The id where we wrote it, else the identifier where it looks as if people had given it."""
    name = made.root.get("identifier", "").strip()
    human = "" if _OF_MACHINE.search(name) else name
    return made.root.get("label", "") if made.ours else human


class _Reading:
    """Reads one item."""

    def __init__(
        self,
        found: Gathering,
        languages: Counter[str],
        listed: Listed,
        package: Package | None = None,
    ) -> None:
        self._found, self._languages = found, languages
        self._listed, self._package = listed, package

    def read(self) -> None:
        """The item of a package; where its file is damaged or missing, that is an error."""
        assert self._package
        self._found.at(0, "")
        try:
            root = self._package.tree(self._listed.path)
        except Refused as refused:
            self._found.error(refused.message, refused.hint)
            self._found.keep(f"the question in {self._listed.path}, which could not be read")
            return
        self.read_tree(root)

    def read_tree(self, root: etree._Element) -> None:
        """The item of a normalised tree."""
        name = root.get("title", "").strip() or root.get("identifier", "").strip()
        line = 0 if self._package else xml.line(root)
        self._found.at(line, f"the question “{name[:80]}”")
        self._languages[root.get("lang", "")] += 1
        pieces = take_out(root)
        try:
            if root.tag != "assessmentItem":
                raise Broken(f"it is no question but <{root.tag}>")
            made = item(root, self._listed.path)
            for question, kept in questions(self._source(made, pieces)):
                self._found.add(question, kept, name)
        except NoQuestion as why:
            self._found.give_up(why, source_words(root), name)

    def _source(self, made: Item, pieces: Any) -> Source:
        files = self._package.file if self._package else None
        reader = Reader(self._found, files, made.path)
        shared = self._stimulus(made, reader)
        return Source(made, reader, pieces, shared, self._fields(made), self._listed.weight)

    def _fields(self, made: Item) -> dict[str, Any]:
        return {
            "id": _id(made),
            "topic": self._listed.topic,
            "tags": self._listed.tags,
            "difficulty": self._listed.difficulty or _USUAL,
            "language": made.root.get("lang") or "en",
        }

    def _stimulus(self, made: Item, reader: Reader) -> Markup:
        """The text that several items share (QTI 3.0). Raises Broken."""
        shared: Markup = ()
        for each in made.root.iterfind("assessmentStimulusRef"):
            path = joined(made.path, each.get("href", ""))
            if self._package is None:
                raise Broken(f"its text stands in another file, {path}", "import the whole package")
            try:
                root = self._package.tree(path)
            except Refused as refused:
                raise Broken(refused.message, refused.hint) from None
            shared += replace(reader, path=path).passage(root.find("stimulusBody"))
        return shared
