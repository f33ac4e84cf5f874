"""Numbers → as authors write them."""

from __future__ import annotations

from decimal import Decimal

from quizgen.labels import labels
from quizgen.model import Numeric

_LONGEST = 15
"""Digits of a number that is written without an exponent."""

_SMALLEST = -6
"""The same in powers of ten."""


def written(number: Decimal) -> str:
    """The number with digits and a point, without zeros that say nothing."""
    number = number.normalize()
    text = f"{number:f}"
    fits = len(text) <= _LONGEST and number.adjusted() >= _SMALLEST
    return text if fits or not number else f"{number:e}".replace("e+", "e")


def amount(question: Numeric) -> str:
    """The answer of a numeric question: a number or a range, its tolerance and unit."""
    mark = labels(question.language).print["decimal_mark"]
    if question.is_range:
        text = f"{written(question.low)} .. {written(question.high)}"
        numbers = text.replace(" .. ", "\0").replace(".", mark).replace("\0", " .. ")
    else:
        tolerance = f" ± {written(question.tolerance)}" if question.tolerance else ""
        numbers = f"{written(question.value)}{tolerance}".replace(".", mark)
    return f"{numbers} {question.unit}".strip()
