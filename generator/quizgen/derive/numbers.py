"""A number as right answer → wrong ones: its neighbours, and what slips of calculation would give."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal

from quizgen.derive.alternatives import Alternative
from quizgen.derive.distractors import WANTED
from quizgen.derive.shape import amount, is_year
from quizgen.read.numbers import Amount

_FARTHEST = 20
"""A neighbour differs by no larger a factor; nobody believes in one that does."""

_FARTHEST_YEARS = 120
_CLOSE = Decimal("0.04")
"""A share by which numbers differ at least, lest two of them be right within what is usual to round."""

_PLAIN = re.compile(r"(?P<sign>[-+−–]?)(?P<digits>\d+(?:[.,]\d+)?)(?P<rest>[^\d]*\S*)?")
_SMALL, _WHOLE, _COLDEST, _TENFOLD = 20, Decimal(100), Decimal("-273.15"), Decimal(10)
_FEWEST_DIGITS = 2
_FACTORS = tuple(map(Decimal, ("2", "0.5", "1.5", "0.75", "1.2", "0.9", "4", "0.25")))
_SLIPS = (*_FACTORS[:2], Decimal(10), Decimal("0.1"), *_FACTORS[2:])


def wrong_numbers(key: Alternative, candidates: Iterable[Alternative]) -> tuple[str, ...] | str:
    """Three wrong numbers written as the right one is, unit and all; or the reason why there are none.

    How many are smaller is drawn from the card's id, so that the right one is not always in the middle.
    """
    right = amount(key.plain, key.language)
    assert right is not None
    near = _different(right, _neighbours(right, key, candidates))
    found = near if len(near) >= WANTED else _different(right, (*near, *_slips(right, key)))
    low = [text for value, text in found if value < right.value]
    high = [text for value, text in found if value > right.value]
    wanted_low = hashlib.sha256(key.card.encode()).digest()[0] % (WANTED + 1)
    fewest_low, most_low = max(0, WANTED - len(high)), min(WANTED, len(low))
    smaller = min(max(wanted_low, fewest_low), most_low)
    chosen = (*low[:smaller], *high[: WANTED - smaller])
    return chosen if len(chosen) == WANTED else "too few wrong numbers of this kind could be made"


def _different(right: Amount, found: Iterable[tuple[Decimal, str]]) -> list[tuple[Decimal, str]]:
    """Those that differ clearly from the right one and from each other."""
    kept: list[tuple[Decimal, str]] = []
    for value, text in found:
        others = (right.value, *(other for other, _ in kept))
        if all(_apart(value, other, right) for other in others):
            kept.append((value, text))
    return kept


def _apart(one: Decimal, other: Decimal, right: Amount) -> bool:
    if is_year(right):
        return one != other
    return abs(one - other) >= _CLOSE * max(abs(one), abs(other))


def _neighbours(
    right: Amount, key: Alternative, candidates: Iterable[Alternative]
) -> Iterator[tuple[Decimal, str]]:
    """The numbers of other cards, nearest in magnitude first."""
    others = ((amount(c.plain, c.language), c.plain) for c in candidates)
    near = [(a.value, text) for a, text in others if a and _believable(a, right)]
    yield from sorted(near, key=lambda pair: (_distance(pair[0], right), pair[1]))


def _believable(other: Amount, right: Amount) -> bool:
    if is_year(right):
        return abs(other.value - right.value) <= _FARTHEST_YEARS
    if not other.value or not right.value:
        return abs(other.value - right.value) <= _SMALL
    return (other.value < 0) == (right.value < 0) and _distance(other.value, right) <= _FARTHEST


def _distance(value: Decimal, right: Amount) -> Decimal:
    """For years their difference, for others the factor between them, 1 or more."""
    if is_year(right) or not value or not right.value:
        return abs(value - right.value)
    ratio = abs(value / right.value)
    return max(ratio, 1 / ratio)


def _is_count(right: Amount) -> bool:
    return right.value == right.value.to_integral_value()


def _slips(right: Amount, key: Alternative) -> Iterator[tuple[Decimal, str]]:
    """A wrong power of ten, a factor left out, a wrong sign, a step too far, a year of another decade."""
    written = _PLAIN.fullmatch(key.plain.rstrip("."))
    if not written:
        return
    for slip in _slipped(right):
        value = _rounded(slip, right)
        text = _rewritten(written, value)
        # Another value is read where the number has an exponent or groups.
        read = amount(text, key.language)
        if _keeps_form(value, right) and read and read.value == value:
            yield value, text


def _slipped(right: Amount) -> Iterator[Decimal]:
    if is_year(right):
        yield from (right.value + years for years in (-3, 4, -10, 11, -7, 8, 20, -21))
        return
    if right.value < 0:
        yield -right.value
    if right.unit.startswith("°"):  # half of a temperature means nothing
        yield from (right.value + step for step in (10, -10, 20, -20, 30, -30))
        return
    if _is_count(right) and abs(right.value) < _SMALL:
        yield from (right.value + step for step in (1, -1, 2, -2, 3, -3))
    factors = _SLIPS if right.unit else _FACTORS
    yield from (right.value * factor for factor in factors)


def _keeps_form(value: Decimal, right: Amount) -> bool:
    """A whole number stays whole, a positive one positive, so that no option stands out."""
    if right.value > 0 and value <= 0 and not right.unit.startswith("°"):
        return False
    if right.unit == "%" and value > _WHOLE >= right.value:
        return False
    if right.unit == "°C" and value < _COLDEST:
        return False
    return not _is_count(right) or value == value.to_integral_value()


def _rounded(value: Decimal, right: Amount) -> Decimal:
    """The value with no more digits than the right one has; a third digit would give itself away."""
    digits = max(_FEWEST_DIGITS, len(right.value.normalize().as_tuple().digits))
    return Context(prec=digits).plus(value) if not is_year(right) else value


def _rewritten(written: re.Match[str], value: Decimal) -> str:
    """The value with the sign, the decimal mark and the unit as the author wrote them."""
    mark = "," if "," in written["digits"] else "."
    places = len(written["digits"].partition(mark)[2])
    near = (
        Decimal("0.1") < abs(value / (Decimal(written["digits"].replace(",", ".")) or 1)) < _TENFOLD
    )
    digits = f"{abs(value):.{places}f}" if near else f"{abs(value).normalize():f}"
    digits = digits.replace(".", mark)
    sign = (written["sign"] or "-") if value < 0 else "+" if written["sign"] == "+" else ""
    return f"{sign}{digits}{written['rest'] or ''}"
