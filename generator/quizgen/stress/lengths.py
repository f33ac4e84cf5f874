"""Answers → how often the key is the longest option, or the shortest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from quizgen.quality.tail import LEVEL, by_chance
from quizgen.stress.answers import Answer


@dataclass(frozen=True, slots=True)
class Lengths:
    """Of so many different questions, in how many the key is the longest, is the shortest, or neither.

    `expected` is how many would be the longest by chance, and `telling` says whether chance does not
    explain that so many are.
    """

    longest: int
    shortest: int
    between: int
    expected: float
    telling: bool

    @property
    def total(self) -> int:
        """How many questions there are."""
        return self.longest + self.shortest + self.between


def key_lengths(papers: Iterable[Iterable[Answer]]) -> Lengths:
    """What can be said of all questions that any paper asks, each counted once."""
    questions = {answer.id: answer for paper in papers for answer in paper}.values()
    chances = [1 / len(answer.lengths) for answer in questions]
    longest = sum(map(_is_longest, questions))
    shortest = sum(map(_is_shortest, questions))
    return Lengths(
        longest=longest,
        shortest=shortest,
        between=len(questions) - longest - shortest,
        expected=fsum(chances),
        telling=bool(questions) and by_chance(longest, chances) <= LEVEL,
    )


def _is_longest(answer: Answer) -> bool:
    """Longer than every other option: where two are equal, length tells nothing."""
    return answer.lengths[answer.key] > max(_others(answer))


def _is_shortest(answer: Answer) -> bool:
    return answer.lengths[answer.key] < min(_others(answer))


def _others(answer: Answer) -> list[int]:
    return [length for place, length in enumerate(answer.lengths) if place != answer.key]
