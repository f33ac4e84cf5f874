"""Moodle XML → its questions.

The format is what `qtype`'s export functions of Moodle write (`question/format/xml/format.php`), from
version 1.9 to 4.5, and what other programs write for it. What Moodle itself was seen to do with such
files stands in `quizgen.export.moodle`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml.etree import _Element

from quizgen.importers.broken import Inexpressible, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.moodle import (
    choices,
    cloze,
    common,
    dragging,
    entries,
    essay,
    remains,
    written,
)
from quizgen.importers.moodle.given import Given, Reader, plain_text
from quizgen.importers.shared import categories, xml
from quizgen.model import Question

__all__ = ["MOODLE"]

_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "multichoice": choices.multichoice,
        "multichoiceset": choices.sets,
        "oumultiresponse": choices.sets,
        "truefalse": choices.truefalse,
        "shortanswer": written.short,
        "numerical": written.numerical,
        "matching": entries.matching,
        "match": entries.matching,
        "ddmatch": entries.dragged,
        "ordering": entries.ordering,
        "essay": essay.essay,
        "multianswer": cloze.multianswer,
        "cloze": cloze.multianswer,
        "ddwtos": dragging.dragged_words,
        "gapselect": dragging.menus,
    }
)
_NOT_BEFORE_MARKUP = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_FIRST = re.compile(rb"<([A-Za-z_][\w.-]*)")
_LOOKED_AT = 100_000
_USUAL_INFO = "The default category for questions shared in context"
_MEND = "mend it in Moodle, and export it again"
_REASONS = {
    "description": "a text without a question",
    "random": "a place for a random question, which holds none itself",
    "": "a question without a type",
}


def _recognises(file: File) -> bool:
    """Whether the first element is a quiz."""
    start = file.data[:_LOOKED_AT].replace(b"\0", b"")  # of UTF-16
    if not start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return False
    first = _FIRST.search(_NOT_BEFORE_MARKUP.sub(b"", start))
    return bool(first) and first[1] == b"quiz"  # type: ignore[index]


def _read(file: File) -> Imported:
    root = xml.root(file.data)
    if root.tag != "quiz":
        raise Refused(f"it holds <{root.tag}>, no <quiz>", xml.line(root), "export it as XML")
    found = Gathering(file)
    shared = common.Shared(root)
    placed = tuple(_placed(root, found))
    paths = [path for path, element in placed if element.get("type") != "category"]
    topics, names = categories.topics(paths), categories.title(paths)
    for path, element in placed:
        _at(found, element)
        if element.get("type") == "category":
            _keep_info(element, found)
        else:
            _question(element, topics[path], shared, found)
    found.title = names[-1] if names else ""
    return found.imported()


def _placed(root: _Element, found: Gathering) -> Iterator[tuple[categories.Path, _Element]]:
    """The questions with their categories; what is no question is told."""
    path: categories.Path = ()
    for element in root:
        if element.tag != "question":
            found.at(xml.line(element))
            found.warn(f"<{xml.local(element)}> is no question, and is left out")
            continue
        if element.get("type") == "category":
            path = categories.path(plain_text(element.find("category")))
        yield path, element


def _at(found: Gathering, element: _Element) -> None:
    name = _name(element)
    found.at(xml.line(element), f"the question “{name}”" if name else "")


def _name(element: _Element) -> str:
    """What Moodle calls the question, not too long for a message."""
    return " ".join(plain_text(element.find("name")).split())[:60]


def _keep_info(element: _Element, found: Gathering) -> None:
    """What a category says of itself, but for what Moodle says of all."""
    info = plain_text(element.find("info"))
    if info and not info.startswith(_USUAL_INFO):
        found.warn("the description of a category is kept as a note")
        found.keep(remains.words(element))


def _question(element: _Element, topic: str, shared: common.Shared, found: Gathering) -> None:
    given = Given(element, found)
    try:
        question = _made(given, topic, shared)
    except NoQuestion as why:
        found.give_up(why, remains.words(element), _name(element), _MEND)
    else:
        found.add(question, "\n".join(given.kept), _name(element))


def _made(given: Given, topic: str, shared: common.Shared) -> Question:
    reader = _READERS.get(given.kind)
    if reader is None:
        usual = f"a question of the type {given.kind}, of which decks know nothing"
        raise Inexpressible(_REASONS.get(given.kind, usual))
    common.read(given, topic, shared)
    return reader(given)


MOODLE = Importer("moodle", "Moodle XML, with its pictures", _recognises, _read)
