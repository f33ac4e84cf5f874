"""Answers → how often each letter is the right one, and whether chance explains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from quizgen.stress.answers import Answer

RARE = 5.0
"""Standard deviations from the mean that chance yields once in two million."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Of questions with equally many options, how often each place held the key."""

    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many questions were asked."""
        return sum(self.counts)

    @property
    def expected(self) -> float:
        """How often each place holds the key on average."""
        return self.total / len(self.counts)

    @property
    def deviation(self) -> float:
        """The standard deviation of such a count, that of the binomial distribution."""
        return sqrt(self.expected * (1 - 1 / len(self.counts)))


def key_letters(papers: Iterable[Iterable[Answer]]) -> Iterator[Letters]:
    """For each number of options, where keys fell; options with a fixed place are left out."""
    found: dict[int, Counter[int]] = {}
    for paper in papers:
        for answer in paper:
            if answer.free:
                found.setdefault(len(answer.lengths), Counter())[answer.key] += 1
    for options, counts in sorted(found.items()):
        yield Letters(tuple(counts[place] for place in range(options)))


def uneven(letters: Letters) -> tuple[int, ...]:
    """The places that hold the key so often, or so seldom, that chance does not explain it."""
    far = RARE * letters.deviation
    return tuple(i for i, n in enumerate(letters.counts) if abs(n - letters.expected) > far)
