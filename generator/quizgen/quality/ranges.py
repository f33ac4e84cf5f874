"""An option's text → the range of numbers that it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from quizgen.quality.texts import listed
from quizgen.read.numbers import LONGEST, AmbiguousNumber, to_amount

_NUMBER = r"[-+−]?\d(?:[\d.,]*\d)?"
_UNIT = r"(?:[^\W\d_][^\d]{0,20}|[%‰°€$£][^\d]{0,10})"
_YEAR = re.compile(r"[12]\d{3}")
_SIGNS = {"<": (False, False), "≤": (False, True), ">": (True, False), "≥": (True, True)}


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers between two, each of which belongs to it or not; None is without end."""

    low: Decimal | None
    high: Decimal | None
    has_low: bool = True
    has_high: bool = True
    unit: str = ""

    @property
    def single(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    def overlaps(self, other: Range) -> bool:
        """Whether some number is in both.

        Where things are measured and not counted, that two ranges touch does no harm.
        """
        same = self.unit == other.unit or not self.unit or not other.unit
        return same and not _before(self, other) and not _before(other, self)


def _before(one: Range, other: Range) -> bool:
    """Whether one ends before the other begins."""
    if one.high is None or other.low is None:
        return False
    counted = one.single or other.single or not (one.unit or other.unit)
    touch = one.has_high and other.has_low and counted
    return one.high < other.low or (one.high == other.low and not touch)


def to_range(text: str, language: str) -> Range | None:
    """The range that a text such as "10 to 20 km", "more than 5" or "7" states, or None.

    Two years are a period, not a range of which one year is asked.
    """
    text = " ".join(text.lower().rstrip(".").split())
    for pattern, end in _patterns(language) if len(text) <= LONGEST else ():
        found = pattern.fullmatch(text)
        if found:
            return _range(found, end, language)
    return None


def _range(found: re.Match[str], end: str, language: str) -> Range | None:
    low = _value(found["low"], language)
    unit = " ".join((found["unit"] or "").split())
    if low is None:
        return None
    if end == "between":
        high = _value(found["high"], language)
        years = _YEAR.fullmatch(found["low"]) and _YEAR.fullmatch(found["high"]) and not unit
        return None if high is None or years or high < low else Range(low, high, unit=unit)
    if end == "single":
        return Range(low, low, unit=unit)
    upwards, closed = _SIGNS[end]
    return Range(low, None, closed, unit=unit) if upwards else Range(None, low, True, closed, unit)


def _value(text: str, language: str) -> Decimal | None:
    try:
        amount = to_amount(text, language)
    except (AmbiguousNumber, InvalidOperation):
        return None
    return amount.value if amount else None


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """How ranges are written in a language, and which end each has."""

    def one_of(name: str) -> str:
        phrases = sorted(listed(language, name), key=len, reverse=True)
        return "|".join(map(re.escape, phrases)) or r"(?!)"

    number, unit = rf"(?P<low>{_NUMBER})", rf"\s?(?P<unit>{_UNIT})?"
    low, high = rf"{number}(?:\s?{_UNIT})??", rf"(?P<high>{_NUMBER}){unit}"
    to = rf"(?:\s?(?:–|—|-|\.\.\.?)\s?|\s(?:{one_of('to')})\s)"
    start = rf"(?:{one_of('between')})\s"
    written = [
        (rf"(?:{start})?{low}{to}{high}", "between"),
        (rf"{start}{low}\s(?:{one_of('conjunction')})\s{high}", "between"),
        (number + unit, "single"),
    ]
    for name, sign in (("at_least", "≥"), ("at_most", "≤"), ("more_than", ">"), ("less_than", "<")):
        signs = {"≥": "≥|>=", "≤": "≤|<="}.get(sign, sign)
        written.append((rf"(?:(?:{one_of(name)})\s|(?:{signs})\s?){number}{unit}", sign))
    for name, sign in (("or_more", "≥"), ("or_less", "≤")):
        written.insert(0, (rf"{number}(?:\s?(?P<unit>{_UNIT}))??\s(?:{one_of(name)})", sign))
    return tuple((re.compile(pattern), end) for pattern, end in written)
