"""A question that fits GIFT → its text; one function for each kind, in one table.

Sources: https://docs.moodle.org/en/GIFT_format, and what Moodle's importer was seen to do. Every text is on
a line that begins with something of GIFT's, so that none is empty, a 0, or looks like a comment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from quizgen.export.gift.syntax import accepted, escaped, passage
from quizgen.export.lms import remarks
from quizgen.export.lms.media import Style, gap_mark
from quizgen.export.lms.words import number
from quizgen.export.moodle import fractions, words
from quizgen.export.moodle.matching import answer_text, surplus
from quizgen.model import (
    Asked,
    Choice,
    Markup,
    Matching,
    Numeric,
    Open,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
)


def _no_address(picture: Picture) -> str:
    raise ValueError("GIFT holds no pictures")


_STYLE = Style(_no_address)


def question(asked: Asked) -> str:
    """The text of a question and its answers; it passed the checks."""
    stem = f"[html]{passage(_rich(asked.question.stem))}"
    lines = (*_KINDS[type(asked.question)](asked), *_feedback(asked.question))
    answers = "".join(f"\t{line}\n" for line in lines)
    before, _, after = stem.partition(gap_mark(0))
    return f"{before}{{\n{answers}}}{after}\n"


def _rich(markup: Markup) -> str:
    return _STYLE.rich(markup, {}).html


def _inline(markup: Markup) -> str:
    return passage(_STYLE.inline(markup, {}).html)


def _feedback(asked: Question) -> Iterator[str]:
    text = passage(_rich(remarks.general_feedback(asked)))
    if text:
        yield f"####{text}"


def _choice(asked: Any) -> Iterator[str]:
    """A = makes it a choice of one; Moodle takes the answers of a choice without a ~ for words to write."""
    options = asked.options if _pinned(asked.question) else asked.question.options
    several = asked.question.multiple
    marked = several
    for option, grade in fractions.of_options(options, several, asked.wrong):
        weight = f"~%{fractions.shown(grade)}%" if grade else "~"
        if grade == 100 and not marked:
            weight, marked = "=", True
        feedback = passage(_rich(option.feedback))
        yield f"{weight}{_inline(option.text)}{'#' if feedback else ''}{feedback}"


def _pinned(asked: Choice) -> bool:
    return any(option.pin for option in asked.options)


def _truefalse(asked: Any) -> Iterator[str]:
    yield "TRUE" if asked.question.answer else "FALSE"


def _short(asked: Any) -> Iterator[str]:
    yield from map(accepted, map(words.pattern, asked.question.answers))


def _numeric(asked: Any) -> Iterator[str]:
    """Always with a tolerance: Moodle finds no answer in a mere 0."""
    value, tolerance = asked.question.value, words.tolerance(asked.question)
    yield f"#{number(value)}:{number(tolerance)}"


def _matching(asked: Any) -> Iterator[str]:
    for pair in asked.question.pairs:
        yield f"={_inline(pair.left)} -> {escaped(answer_text(pair.right))}"
    for entry in surplus(asked.question):
        yield f"= -> {escaped(answer_text(entry))}"


def _open(asked: Any) -> Iterator[str]:
    return iter(())


_KINDS: Mapping[type[Question], Callable[[Any], Iterator[str]]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Open: _open,
}
