"""What spreadsheets would take for a formula in a file, and questions with texts that try to be one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import openpyxl
from builders import bank
from hypothesis import strategies as st
from test_moodle_import import NUMBERS, PLAIN, SOME_WORDS, WORDS, gap_questions

from quizgen.assemble import bank_exam
from quizgen.markup.plain import plain
from quizgen.model import (
    Choice,
    Exam,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Note,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)

DANGEROUS = tuple("=+-@＝＋－＠\t\r")
DELIMITERS = ",;\t"

ATTACKS = (
    "=1+1",
    '=HYPERLINK("https://example.org";"x")',
    "=cmd|'/C calc'!A0",
    "+1+cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "＝1+1",
    "a;=1+1",
    "a; =1+1",
    'a;"=1+1";b',
    "a\t=1+1",
    "' =1+1",
    "'=1+1",
    "\t=1+1",
    "x\n=1+1",
    '"=1+1',
    "&=1",
    "<=1",
)


def formulas_in_text(data: bytes) -> Iterator[str]:
    """Cells that begin like a formula, whichever sign a spreadsheet divides the file at."""
    text = data.decode("utf-8-sig")
    for delimiter in DELIMITERS:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                if cell.lstrip(" \u00a0\u3000\n").startswith(DANGEROUS) and not number(cell):
                    yield cell


def number(cell: str) -> bool:
    """Whether the cell is a mere number."""
    return cell.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdecimal()


def formulas_in_workbook(data: bytes) -> Iterator[object]:
    """Cells that are formulas, or that would become some when edited."""
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            text = isinstance(cell.value, str)
            if cell.data_type == "f" or (text and cell.number_format != "@"):
                yield cell.value


def attack(text: str) -> tuple[Question, ...]:
    """A question of each kind that holds the text wherever one may be."""
    words = (Node("paragraph", children=(Node("text", text),)),)
    other = (Node("paragraph", children=(Node("text", "other"),)),)
    hole = Node("gap", attributes=(("number", "0"),))
    notes = (Note("feedback", words),)
    fields: dict[str, Any] = {"stem": words, "topic": text, "tags": (text,), "hints": (words,)}
    answers = (Pattern((text,)),)
    options = (
        Option(text=words, right=True, feedback=words),
        Option(text=other, right=False),
    )
    stem = (Node("paragraph", children=(Node("text", text), hole)),)
    return (
        Choice(id=f"{text}1", options=options, notes=notes, **fields),
        Choice(id="c2", options=options, multiple=True, **fields),
        TrueFalse(id="t", answer=True, **fields),
        ShortAnswer(id="s", answers=answers, **fields),
        ShortAnswer(id="s2", answers=(Pattern(("word",)),), **fields),
        Matching(id="m", pairs=(Pair(words, words), Pair(other, other)), **fields),
        Ordering(id="o", entries=(words, other), **fields),
        Gaps(id="g", gaps=(Gap(answers, text),), **{**fields, "stem": stem}),
        Gaps(id="g2", gaps=(Gap((Pattern(("x",)),), text),), **{**fields, "stem": stem}),
        Open(id="w", answer=words, **fields),
    )


def exam_of(*questions: Question) -> Exam:
    """A bank of these questions."""
    return bank_exam(bank(*questions), "All")


_COMMON: dict[str, st.SearchStrategy[object]] = {
    "id": st.uuids().map(str),
    "stem": PLAIN,
    "topic": WORDS,
    "tags": st.lists(WORDS, max_size=2).map(tuple),
    "points": st.integers(1, 8).map(lambda number: Decimal(number) / 2),
    "language": st.sampled_from(("en", "de")),
    "notes": st.lists(st.builds(Note, st.just("feedback"), PLAIN), max_size=1).map(tuple),
    "hints": st.lists(PLAIN, max_size=2).map(tuple),
}


_LITERAL = SOME_WORDS.map(lambda words: Pattern((words,)))
PLAIN_QUESTIONS: st.SearchStrategy[Question] = st.one_of(
    st.builds(
        Choice,
        **_COMMON,
        options=st.lists(
            st.builds(
                Option,
                text=PLAIN,
                right=st.booleans(),
                feedback=PLAIN | st.just(()),
                pin=st.sampled_from(("", "", "first", "last")),
            ),
            min_size=2,
            max_size=5,
        ).map(tuple),
        multiple=st.booleans(),
    ),
    st.builds(TrueFalse, **_COMMON, answer=st.booleans()),
    st.builds(
        ShortAnswer, **_COMMON, answers=st.lists(_LITERAL, min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Numeric, **_COMMON, value=NUMBERS, tolerance=NUMBERS.map(abs) | st.just(Decimal(0))),
    st.builds(
        Matching,
        **_COMMON,
        pairs=st.lists(st.builds(Pair, PLAIN, PLAIN), min_size=2, max_size=4).map(tuple),
        distractors=st.lists(PLAIN, max_size=1).map(tuple),
    ),
    st.builds(
        Ordering, **_COMMON, entries=st.lists(PLAIN, min_size=2, max_size=4, unique=True).map(tuple)
    ),
    gap_questions(),
    st.builds(Open, **_COMMON, answer=PLAIN),
)
"""Questions whose texts are plain words, and nasty ones."""


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(character for character in text if character.isalnum())


def said(markup: Markup) -> str:
    """The letters and digits of a passage."""
    return letters(plain(markup))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "iframe", "img", "style", "object", "form"}
        assert not any(name.startswith("on") for name, _ in attrs)


def shown(html: str) -> str:
    """The letters and digits that a browser shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return letters("".join(reader.parts))
