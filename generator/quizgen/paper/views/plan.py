"""A paper's view → what a reader must find on it, to be compared with what is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from markupsafe import Markup as Html

from quizgen.model import NOWHERE, Exam, Form, Place, Question
from quizgen.paper.views.marking_view import FormKey, GuideView, KeyView, QuestionGuide
from quizgen.paper.views.view import AnswerRow, Entry, PaperView, QuestionView

RIGHT, WRONG = "✓", "–"
"""What marks options in the marking guide."""

LONGEST_NAME = 40
"""Characters of a passage that a message shows."""

_EMPTY = frozenset({"img", "br", "hr"})
"""Elements that have no end tag."""


_HREF = re.compile(r'<a href="([^"]*)"')
_WIDTH = re.compile(r"width: ([\d.]+)em")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or a drawing by its description; `formula` is a drawing that has ink
    wherever it has a shape, which a picture need not have; `width` is then that in em. `block` numbers
    the block around it."""

    text: str
    drawing: bool = False
    formula: bool = False
    width: float = 0.0
    block: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that stands on the page as a whole, beside its letter or number if it has one."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether some of it is written so: PDF readers then disagree on the order."""
        text = "".join(piece.text for piece in self.pieces if not piece.drawing)
        return any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)

    @property
    def quoted(self) -> str:
        """How it begins, as a message shows it."""
        text = "".join(piece.text for piece in self.pieces)
        text = " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())
        short = text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
        return f"“{short}”"

    def __str__(self) -> str:
        return f"{self.label} {self.quoted}".strip()


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A question: its stem, beside its number, and its lists of passages, each from top to bottom.

    `place` is where its author wrote it, `blocks` where the blocks of its stem are; `name` is what
    messages call it where it has no number of its own.
    """

    stem: Passage
    points: str
    lists: tuple[tuple[Passage, ...], ...]
    place: Place = NOWHERE
    blocks: tuple[Place, ...] = ()
    name: str = ""

    @property
    def called(self) -> str:
        """What messages call it."""
        return self.name or f"question {self.stem.label}"

    def place_of(self, block: int) -> Place:
        """Where a block of the stem was written."""
        known = block < len(self.blocks) and self.blocks[block].path
        return self.blocks[block] if known else self.place


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document: texts that stand there in their order, then questions."""

    texts: tuple[str, ...]
    questions: tuple[PlannedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What must be in a document, part by part, and secrets that must be nowhere in its file."""

    parts: tuple[Part, ...]
    secrets: tuple[str, ...] = ()


def paper_plan(paper: PaperView, asked: Iterable[Question], secrets: Iterable[str]) -> Plan:
    """The plan of a paper with these questions. Secrets that the paper shows anyway are none."""
    shown = _words(" ".join(_shown(paper)))
    hidden = tuple(secret for secret in secrets if _words(secret) not in shown)
    views = [question for section in paper.sections for question in section.questions]
    pairs = list(zip(views, asked, strict=True))
    written = {view.number: question.place for view, question in pairs}
    questions = tuple(_question(view, question) for view, question in pairs)
    return Plan((Part(_texts(paper), questions), *_sheet(paper, written)), hidden)


def places(form: Form) -> tuple[Place, ...]:
    """Where the questions of a form were written."""
    return tuple(asked.question.place for asked in form.questions)


def key_plan(key: KeyView, forms: Iterable[Form]) -> Plan:
    """The plan of keys: for each form its name, then each question's number, points and answer."""
    return Plan(tuple(map(_form, key.forms, forms)))


def guide_plan(guide: GuideView, exam: Exam) -> Plan:
    """The plan of a marking guide: each stem, its options with the marks of the right ones, answers."""
    questions = tuple(map(_guided, guide.questions, exam.questions))
    return Plan((Part((guide.sheet.title,), questions),))


def pieces(html: Html) -> tuple[Piece, ...]:
    """What a reader sees of HTML of ours."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.pieces)


def _form(key: FormKey, form: Form) -> Part:
    name = key.candidate.id if key.candidate else key.label
    rows = (
        PlannedQuestion(Passage(row.number, (Piece(row.answer),)), row.points, (), place)
        for row, place in zip(key.rows, places(form), strict=True)
    )
    return Part((name,), tuple(rows))


def _guided(question: QuestionGuide, asked: Question) -> PlannedQuestion:
    options = tuple(
        Passage(RIGHT if option.right else WRONG, pieces(option.html))
        for option in question.options
    )
    answers = tuple(Passage(line.label, pieces(line.html)) for line in question.answers)
    lists = tuple(passages for passages in (options, answers) if passages)
    stem = Passage(question.id, pieces(question.stem))
    return PlannedQuestion(stem, "", lists, asked.place, _blocks(asked))


def _texts(paper: PaperView) -> tuple[str, ...]:
    return tuple(text for text in (paper.sheet.title, *_named(paper)) if text)


def _named(paper: PaperView) -> tuple[str, ...]:
    return (paper.candidate.name, paper.candidate.id) if paper.candidate else ()


def _sheet(paper: PaperView, written: Mapping[str, Place]) -> Iterator[Part]:
    """The answer sheet: whose it is and of which version, then the squares of each question."""
    sheet, label = paper.answer_sheet, paper.sheet.labels["answer_sheet"]
    if sheet is not None:
        questions = tuple(
            PlannedQuestion(Passage(row.number, (Piece(_row(row)),)), "", (), written[row.number])
            for row in sheet.rows
        )
        texts = tuple(text for text in (paper.version, label, *_named(paper)) if text)
        yield Part(texts, questions)


def _row(row: AnswerRow) -> str:
    return "".join("".join((line.prompt, *line.names)) for line in row.lines) + row.unit


def _question(question: QuestionView, asked: Question) -> PlannedQuestion:
    ordered = question.kind == "ordering"
    options = tuple(_entry(entry, lettered=not ordered) for entry in question.options)
    prompts = tuple(_entry(entry, lettered=True) for entry in question.prompts)
    stem = Passage(question.number, pieces(question.stem))
    lists = tuple(entries for entries in (prompts, options) if entries)
    return PlannedQuestion(stem, question.points, lists, asked.place, _blocks(asked))


def _blocks(question: Question) -> tuple[Place, ...]:
    return tuple(node.place for node in question.stem)


def _entry(entry: Entry, lettered: bool) -> Passage:
    return Passage(entry.letter if lettered else "", pieces(entry.html))


def _shown(paper: PaperView) -> Iterator[str]:
    """All words that a paper shows by its templates, in whatever order."""
    sheet = paper.sheet
    yield from (sheet.title, sheet.course, sheet.date, sheet.duration, *sheet.labels.values())
    yield from (paper.version, paper.points, paper.total, _text(paper.instructions))
    yield from (
        *_texts(paper),
        *(part for mark in paper.marks for part in (mark.head, mark.points)),
    )
    for section in paper.sections:
        yield from (section.title, section.points, section.notice, _text(section.instructions))
        for question in section.questions:
            yield from (question.points, question.unit, _text(question.stem))
            for entry in (*question.prompts, *question.options):
                yield from (entry.letter, _text(entry.html))
    if paper.answer_sheet:
        yield from (paper.answer_sheet.notice, *map(_row, paper.answer_sheet.rows))


def _text(html: Html) -> str:
    """The words, and the addresses of links, which pages for browsers show."""
    addresses = (unescape(address) for address in _HREF.findall(html))
    return " ".join(("".join(piece.text for piece in pieces(html)), *addresses))


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


class _Reader(HTMLParser):
    """Gathers text and the descriptions of pictures, and counts the blocks that they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._block = self._depth = 0

    def handle_data(self, data: str) -> None:
        self.pieces.append(Piece(data, block=self._block))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "img":
            formula = attributes.get("class") == "formula"
            width = _WIDTH.match(attributes.get("style") or "") if formula else None
            em = float(width[1]) if width else 0.0
            text = attributes.get("alt") or ""
            self.pieces.append(Piece(text, True, formula, em, self._block))
        self._depth += 1
        if tag in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._depth -= 1
        self._block += self._depth == 0
