"""Shares of a question's points → the percentages that Moodle knows.

Moodle refuses a file with any other grade, so every share is mapped to one of these.

Several right options share 100 % as evenly as the grades allow, such that picking all of them scores
exactly 1.0. Three times 33.33333 scores 0.9999999, so three right options count 40, 30 and 30 %.
Moodle cuts a score above 1 down to 1.0, so six times 16.66667 is exact.

A wrong option among several costs as much as a right one earns on average, and at least so much that
picking everything scores nothing. Moodle never lets such a question fall below 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from quizgen.model import Option

_POSITIVE = tuple(
    Decimal(grade)
    for grade in (
        "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111"
        " 10 5"
    ).split()
)
GRADES: tuple[Decimal, ...] = tuple(
    sorted({*_POSITIVE, Decimal(0), *(-grade for grade in _POSITIVE)})
)
"""Every percentage that Moodle accepts, ascending."""

_MATCH = Decimal("0.001")
"""Less than this from a grade, Moodle still takes a percentage for it."""

_ROUNDING = Decimal("0.0001")
"""Less than a millionth of the points, which Moodle itself takes for nothing."""

_SHARES: Mapping[int, tuple[tuple[str, int], ...]] = {
    1: (("100", 1),),
    2: (("50", 2),),
    3: (("40", 1), ("30", 2)),
    4: (("25", 4),),
    5: (("20", 5),),
    6: (("16.66667", 6),),
    7: (("16.66667", 3), ("12.5", 4)),
    8: (("12.5", 8),),
    9: (("12.5", 4), ("10", 5)),
    10: (("10", 10),),
    20: (("5", 20),),
    **{count: (("10", 20 - count), ("5", 2 * count - 20)) for count in range(11, 20)},
}
MOST_RIGHT = max(_SHARES)
"""So many right options share 100 % with the smallest grade, 5 %."""

UNEVEN = frozenset(count for count, shares in _SHARES.items() if len(shares) > 1)
"""The numbers of right options that no equal grades share exactly."""


def exact(percent: Decimal) -> Decimal | None:
    """The grade that Moodle takes the percentage for, if any."""
    grade = nearest(percent)
    return grade if abs(grade - percent) < _MATCH else None


def nearest(percent: Decimal) -> Decimal:
    """The grade closest to the percentage; of two, the smaller."""
    return min(GRADES, key=lambda grade: (abs(grade - percent), grade))


def neighbours(percent: Decimal) -> tuple[Decimal, Decimal]:
    """The nearest grades below and above a percentage from -100 to 100."""
    below = max(grade for grade in GRADES if grade <= percent)
    above = min(grade for grade in GRADES if grade >= percent)
    return below, above


def right_shares(count: int) -> tuple[Decimal, ...]:
    """What each of 1 to `MOST_RIGHT` right options earns in percent, the larger shares first."""
    return tuple(Decimal(grade) for grade, times in _SHARES[count] for _ in range(times))


def wrong_share(right: int, wrong: int, least: Decimal) -> Decimal:
    """What each of `wrong` wrong options costs in percent, negative, where `right` share 100 %.

    `least` is the share of the points, 0 to 1, that a wrong choice shall cost at least.
    """
    ideal = max(Decimal(100) / right, Decimal(100) / wrong, 100 * least)
    return -min(grade for grade in GRADES if grade >= min(ideal - _ROUNDING, Decimal(100)))


def of_options(
    options: Sequence[Option], multiple: bool, wrong: Decimal
) -> Iterator[tuple[Option, Decimal]]:
    """Each option with its grade; `wrong` is the share that a wrong choice costs, 0 or negative."""
    if not multiple:
        yield from ((option, _of_single(option, wrong)) for option in options)
        return
    rights = sum(option.right for option in options)
    shares = iter(right_shares(rights))
    for option in options:
        cost = next(shares) if option.right else wrong_share(rights, len(options) - rights, -wrong)
        yield option, cost


def _of_single(option: Option, wrong: Decimal) -> Decimal:
    if option.credit is not None:
        return nearest(100 * option.credit)
    return Decimal(100) if option.right else nearest(100 * wrong)


def shown(percent: Decimal) -> str:
    """A percentage as Moodle writes it: 33.33333, 50, -12.5."""
    return f"{percent.normalize():f}" if percent else "0"
