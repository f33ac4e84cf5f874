"""Answers → what candidates get who know nothing of the subject but follow a rule.

A rule that brings more than guessing blindly is what test-wise candidates live on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import fsum

from quizgen.assemble import letter
from quizgen.stress.answers import Answer

Paper = Sequence[Answer]


@dataclass(frozen=True, slots=True)
class Strategy:
    """A rule in words, and the share of questions that it answers rightly."""

    rule: str
    share: float


def strategies(papers: Sequence[Paper]) -> Iterator[Strategy]:
    """Blind guessing first, then each rule; nothing if no question has one right option."""
    asked = [answer for paper in papers for answer in paper]
    if not asked:
        return
    yield Strategy("guess blindly", fsum(1 / len(a.lengths) for a in asked) / len(asked))
    for place in range(max(len(answer.lengths) for answer in asked)):
        yield Strategy(f"always {letter(place)}", _share(papers, partial(_always, place)))
    for rule, follow in _RULES.items():
        yield Strategy(rule, _share(papers, follow))


def _share(papers: Sequence[Paper], follow: Callable[[Paper], Sequence[int]]) -> float:
    right = [
        guess == answer.key
        for paper in papers
        for guess, answer in zip(follow(paper), paper, strict=True)
    ]
    return sum(right) / len(right)


def _always(place: int, paper: Paper) -> list[int]:
    return [place] * len(paper)


def _longest(paper: Paper) -> list[int]:
    return [answer.lengths.index(max(answer.lengths)) for answer in paper]


def _shortest(paper: Paper) -> list[int]:
    return [answer.lengths.index(min(answer.lengths)) for answer in paper]


def _rarest(paper: Paper) -> list[int]:
    """The letter that was right least often so far, for whoever knows the answers before it."""
    counts = Counter[int]()
    guesses = []
    for answer in paper:
        guesses.append(min(range(len(answer.lengths)), key=lambda place: counts[place]))
        counts[answer.key] += 1
    return guesses


def _another(paper: Paper) -> list[int]:
    """A letter that differs from the one that was right in the question before: the next."""
    keys = [-1, *(answer.key for answer in paper[:-1])]
    return [(key + 1) % len(answer.lengths) for key, answer in zip(keys, paper, strict=True)]


_RULES: dict[str, Callable[[Paper], Sequence[int]]] = {
    "the longest option": _longest,
    "the shortest option": _shortest,
    "the letter that was right least often so far": _rarest,
    "the letter after the one that was right before": _another,
}
