"""A file of QTI 1.2 → its questions; of what is none, its words and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from lxml.etree import _Element

from quizgen.author import same
from quizgen.importers.broken import NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported
from quizgen.importers.qti12 import tree
from quizgen.importers.qti12.documents import Document, Group, Place
from quizgen.importers.qti12.item import Item, item
from quizgen.importers.qti12.kinds import Kind, kind
from quizgen.importers.qti12.package import Package, opened
from quizgen.importers.qti12.pictures import Pictures
from quizgen.importers.qti12.questions import question
from quizgen.importers.qti12.texts import Texts, stem
from quizgen.importers.qti12.words import words
from quizgen.markup.plain import one_line, plain
from quizgen.model import Markup, Question

_REF = "assessment_question_identifierref"
_MEND = "correct it where it is from, and export it again"
_DRAWN = "an exam can do the same: a section that selects their topic, with count: {number}"


def read(file: File) -> Imported:
    """What the file holds. Raises Refused where it is no QTI 1.2 that can be read."""
    found = Gathering(file)
    _Reading(found, opened(file, found)).all()
    return found.imported()


class _Reading:
    """Goes through the documents, quizzes before the banks from which their questions are copied."""

    def __init__(self, found: Gathering, package: Package) -> None:
        self._found, self._package = found, package
        self._pictures = Pictures(found, package.archive)
        self._documents = sorted(package.documents, key=lambda each: each.is_bank)
        self._number = 0
        self._by_bank: dict[str, Question] = {}
        self._copies = 0

    def all(self) -> None:
        """Every question, note and problem."""
        self._found.language = self._package.language
        if len(self._documents) == 1:
            self._found.title = self._title(self._documents[0])
        for document in self._documents:
            self._document(document)
        self._found.at(0)
        if self._copies:
            self._found.warn(
                "what stands in a question bank and in a quiz is in the deck once"
                f" (left out: {self._copies})"
            )

    def _title(self, document: Document) -> str:
        quiz = self._package.quizzes.get(document.ident)
        return (quiz.title if quiz else "") or document.title

    def _document(self, document: Document) -> None:
        self._describe(document)
        self._pictures.folder = str(PurePosixPath(document.path).parent)
        texts = Texts(self._pictures.node, self._found.warn)
        reading = _DocumentReading(self, document, texts)
        for part, place in document.parts():
            if isinstance(part, Group):
                self._group(part)
            else:
                self._number += 1
                reading.item(item(part), place)

    def _describe(self, document: Document) -> None:
        """The instructions of a quiz belong to an exam: here they are a note."""
        quiz = self._package.quizzes.get(document.ident)
        if quiz and quiz.description.strip():
            self._found.at(0)
            texts = Texts(lambda attributes: None, lambda message: None)
            told = f"the instructions of the quiz “{quiz.title}” are kept as a note"
            self._found.warn(told, "write them into the file of an exam, as instructions")
            self._found.keep(plain(texts.html(quiz.description)), quiz.title)

    def _group(self, group: Group) -> None:
        self._found.at(self._line(group.element))
        title = f"the group “{group.title}”" if group.title else "a group"
        hint = _DRAWN.format(number=group.number)
        if next(group.element.iter("item"), None) is not None:
            told = f"{title} draws {group.number} of its questions: all of them are in the deck"
        elif banks := [self._title(d) for d in self._package.documents if d.ident == group.bank]:
            told = f"{title} draws {group.number} from the bank “{banks[0]}”, which is in the deck"
        else:
            told = f"{title} draws {group.number} from a question bank that is not in the file"
            hint = "export the question bank, too, and import it"
        self._found.warn(told, hint)

    def _line(self, element: _Element) -> int:
        return 0 if self._package.archive else tree.line(element)

    def start(self, each: Item, document: Document) -> None:
        """From now on problems are about this item."""
        named = f" “{each.title}”" if name(each) else ""
        whole = self._title(document) if len(self._documents) > 1 else ""
        within = f" of “{whole}”" if whole else ""
        self._found.at(self._line(each.element), f"question {self._number}{named}{within}")

    def add(self, made: Question, each: Item, document: Document) -> None:
        """The question; one of a bank only if no quiz has the same."""
        made = self._with_topic(made, document)
        copied = self._by_bank.get(each.ident) if document.is_bank else None
        if copied and same(replace(made, points=copied.points), copied):
            self._copies += 1
            return
        self._by_bank.setdefault(each.fields.get(_REF, ""), made)
        self._found.add(made, name=name(each))

    def _with_topic(self, made: Question, document: Document) -> Question:
        several = len(self._documents) > 1
        return replace(made, topic=made.topic or (self._title(document) if several else ""))

    @property
    def found(self) -> Gathering:
        """What was found so far."""
        return self._found


class _DocumentReading:
    """Goes through the items of one document."""

    def __init__(self, reading: _Reading, document: Document, texts: Texts) -> None:
        self._reading, self._document, self._texts = reading, document, texts
        self._heading = ""
        self._missed: set[str] = set()
        places = [place.stimulus for _, place in document.parts() if place.stimulus]
        self._wanted = frozenset(places)
        self._stimuli: Mapping[str, _Element] = {
            ident: each
            for each in document.root.iter("item")
            if (ident := each.get("ident", "")) in self._wanted
        }

    def item(self, each: Item, place: Place) -> None:
        """A question, a heading, or a note that tells why it is neither."""
        found = self._reading.found
        self._reading.start(each, self._document)
        try:
            if kind(each) is Kind.TEXT and self._is_heading(each):
                return
            made = question(each, self._texts, place.points, found.language, found.warn)
            made = replace(made, topic=place.topic or self._heading)
            self._reading.add(self._with_text(made, place.stimulus), each, self._document)
        except NoQuestion as why:
            found.give_up(why, words(each), name(each), _MEND)

    def _is_heading(self, each: Item) -> bool:
        """Whether it is the title of a section, or a text that stands in front of its questions now."""
        if each.ident in self._wanted:
            self._reading.found.warn("this text stands in front of each question about it now")
            return True
        text = stem(each.presentation, self._texts)
        if not text or text[0].kind != "paragraph" or one_line(text[:1]) != each.title:
            return False
        if [node.kind for node in text[0].children] != ["strong"]:
            return False
        self._heading = each.title
        if text[1:]:
            self._reading.found.warn("the text below this heading is kept as a note")
            self._reading.found.keep(plain(text[1:]), each.title)
        return True

    def _with_text(self, made: Question, stimulus: str) -> Question:
        if not stimulus:
            return made
        if stimulus not in self._stimuli:
            if stimulus not in self._missed:
                told = "the text that it and what follows is about is not in the file"
                self._reading.found.warn(told)
            self._missed.add(stimulus)
            return made
        before: Markup = stem(item(self._stimuli[stimulus]).presentation, self._texts)
        return replace(made, stem=(*before, *made.stem))


def name(each: Item) -> str:
    """The title of an item, where it is one that a person gave."""
    return "" if each.title.lower() in ("", "question", each.ident.lower()) else each.title
