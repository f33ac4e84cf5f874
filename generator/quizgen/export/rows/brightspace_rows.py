"""A question as asked → the rows of its block in a file for Brightspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from itertools import chain

from quizgen.export.lms.asked import options_in_order
from quizgen.export.lms.facts import GAP
from quizgen.export.lms.media import gap_mark
from quizgen.export.lms.remarks import general_feedback, grader_info
from quizgen.export.lms.words import number
from quizgen.export.rows.fields import STYLE, described, field, on_one_line, plain
from quizgen.markup.plain import one_line
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)

TITLE_LENGTH = 100
BOX = "1", "40"
"""Rows and columns of the box for a short answer."""

Row = tuple[str, ...]


def rows(asked: Asked) -> Iterator[Row]:
    """All rows of a question's block."""
    question = asked.question
    kind, own = _KINDS[type(question)]
    yield "NewQuestion", "MS" if getattr(question, "multiple", False) else kind
    yield "Title", _title(question)
    yield "QuestionText", _stem(question), "HTML"
    yield "Points", number(asked.points)
    yield "Difficulty", str(difficulty(question))
    yield from own(asked)
    yield from _passage("Hint", tuple(chain.from_iterable(question.hints)))
    yield from _passage("Feedback", general_feedback(question))


def _title(question: Question) -> str:
    """A name for lists, which no spreadsheet takes for a formula."""
    text = one_line(question.stem, TITLE_LENGTH).replace(";", ",")
    return text.lstrip("=+-@＝＋－＠'\" ") or question.kind


def _stem(question: Question) -> str:
    html = STYLE.inline(described(question.stem), {}).html
    for place, gap in enumerate(question.gaps if isinstance(question, Gaps) else ()):
        hint = f" ({escape(plain(gap.hint))})" if gap.hint else ""
        html = html.replace(gap_mark(place), f"{GAP}{hint}")
    return on_one_line(html)


def _passage(name: str, text: Markup) -> Iterator[Row]:
    if text:
        yield name, field(text), "HTML"


def difficulty(question: Question) -> int:
    """From 1, which nearly all get right, to 5."""
    return 5 - int((4 * question.difficulty).to_integral_value(ROUND_HALF_UP))


def weight(option: Option) -> Decimal:
    """What an option earns, in percent."""
    return 100 * option.credit if option.credit is not None else Decimal(100 * option.right)


def _choice(asked: Asked) -> Iterator[Row]:
    question = asked.question
    assert isinstance(question, Choice)
    if question.multiple:
        # Whoever ticks everything earns nothing.
        yield "Scoring", "RightMinusWrong"
    for option in options_in_order(asked):
        earned = str(int(option.right)) if question.multiple else number(weight(option))
        yield "Option", earned, field(option.text), "HTML", field(option.feedback)


def _truefalse(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, TrueFalse)
    yield "TRUE", "100" if asked.question.answer else "0"
    yield "FALSE", "0" if asked.question.answer else "100"


def _answers(*texts: str) -> Iterator[Row]:
    yield "InputBox", *BOX
    yield from (("Answer", "100", text) for text in texts)


def _short(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, ShortAnswer)
    yield from _answers(*(plain(str(answer)) for answer in asked.question.answers))


def _gap(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, Gaps)
    (gap,) = asked.question.gaps
    yield from _answers(*(plain(str(answer)) for answer in gap.answers))


def _numeric(asked: Asked) -> Iterator[Row]:
    """The number, with its unit or without."""
    question = asked.question
    assert isinstance(question, Numeric)
    figure, unit = number(question.value), plain(question.unit)
    yield from _answers(figure, *([f"{figure} {unit}"] if unit else []))


def _matching(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, Matching)
    yield "Scoring", "EquallyWeighted"
    pairs = asked.question.pairs
    yield from (("Choice", str(n), field(p.left), "HTML") for n, p in enumerate(pairs, 1))
    yield from (("Match", str(n), field(p.right), "HTML") for n, p in enumerate(pairs, 1))


def _ordering(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, Ordering)
    yield "Scoring", "EquallyWeighted"
    yield from (("Item", field(entry), "HTML") for entry in asked.question.entries)


def _open(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, Open)
    yield from _passage("AnswerKey", grader_info(asked.question))


_KINDS: Mapping[type[Question], tuple[str, Callable[[Asked], Iterator[Row]]]] = {
    Choice: ("MC", _choice),
    TrueFalse: ("TF", _truefalse),
    ShortAnswer: ("SA", _short),
    Gaps: ("SA", _gap),
    Numeric: ("SA", _numeric),
    Matching: ("M", _matching),
    Ordering: ("O", _ordering),
    Open: ("WR", _open),
}
