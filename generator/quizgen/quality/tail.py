"""Counts → how likely chance alone yields so many."""

from __future__ import annotations

import math
from collections.abc import Sequence

LEVEL = 0.001
"""What chance yields in fewer than one of a thousand banks is no chance."""


def by_chance(count: int, chances: Sequence[float]) -> float:
    """At most how likely `count` or more of some independent events happen, each with its own chance.

    The tail of the binomial distribution with their mean chance bounds the true one from above, as soon
    as the count is above what is expected by one (Hoeffding, 1956, On the distribution of the number of
    successes in independent trials, Annals of Mathematical Statistics 27).
    """
    number, expected = len(chances), math.fsum(chances)
    if count < expected + 1:
        return 1.0
    mean = expected / number
    return math.fsum(_exactly(i, number, mean) for i in range(count, number + 1))


def _exactly(count: int, number: int, chance: float) -> float:
    if chance >= 1:
        return float(count == number)
    ways = math.lgamma(number + 1) - math.lgamma(count + 1) - math.lgamma(number - count + 1)
    odds = count * math.log(chance) + (number - count) * math.log1p(-chance)
    return math.exp(ways + odds)
