"""The answers to a numerical question of a GIFT file → one number with its tolerance."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from quizgen.formats.gift import Answer
from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.shared.numbers import number, whole

_HINT = "write it with a decimal point, as 3.5, 3.5:0.1 or 3.4..3.6"


def numeric(answers: Sequence[Answer]) -> tuple[Decimal, Decimal, bool]:
    """Value and tolerance, and whether it is a range. Several that overlap are one.

    Raises Broken where one is no number, Inexpressible where several lie apart.
    """
    spans = {_span(answer) for answer in answers}
    ends = whole(spans)
    if ends is None:
        told = " and ".join(answer.text.text for answer in answers)
        raise Inexpressible(f"it takes several numbers ({told}), which no question of a deck does")
    low, high = ends
    is_range = len(spans) > 1 or ".." in answers[0].text.text
    return (low + high) / 2, (high - low) / 2, is_range


def _span(answer: Answer) -> tuple[Decimal, Decimal]:
    """The smallest and the largest number that is right."""
    text = answer.text.text
    if ".." in text:
        low, _, high = text.partition("..")
        return _ends(_number(low, answer), _number(high, answer), answer)
    value, _, tolerance = text.partition(":")
    middle = _number(value, answer)
    width = _number(tolerance, answer) if tolerance.strip() else Decimal(0)
    return _ends(middle - width, middle + width, answer)


def _ends(low: Decimal, high: Decimal, answer: Answer) -> tuple[Decimal, Decimal]:
    if low > high:
        raise Broken(f"nothing lies in the range {answer.text.text}", _HINT, answer.line)
    return low, high


def _number(text: str, answer: Answer) -> Decimal:
    found = number(text)
    if found is None:
        raise Broken(f"“{text.strip()[:40]}” is no number", _HINT, answer.line)
    return found
