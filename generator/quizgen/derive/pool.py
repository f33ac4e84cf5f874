"""The answers of all cards → for each of them, others of its kind that may serve as wrong options."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from quizgen.derive.alternatives import Alternative
from quizgen.meaning import Index

NEAREST, BESIDE = 30, 10
"""How many are looked at that are near in meaning, and on either side that are as long."""

_AT_HOME_ANYWHERE = ("year", "number", "name")
"""Shapes that go together across decks whatever they are about."""


class Pool:
    """Alternatives of one sort, such as all short backs, in reading order."""

    def __init__(self, alternatives: Iterable[Alternative]) -> None:
        self.all = tuple(alternatives)
        self._index = Index(alternative.context for alternative in self.all)
        self._positions = {_name(each): position for position, each in enumerate(self.all)}
        self._shelves: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for number, alternative in enumerate(self.all):
            for shelf in _shelves(alternative):
                self._shelves[shelf].append((len(alternative.plain), number))
        for entries in self._shelves.values():
            entries.sort()

    def shared(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """The share of what the words of `part` tell that those of `whole` tell too, rare words most."""
        return self._index.shared(part, whole)

    def similarity(self, one: Alternative, other: Alternative) -> float:
        """How close two of the pool are in meaning, from 0 to 1."""
        return self._index.similarity(self._positions[_name(one)], self._positions[_name(other)])

    def near(self, own: Alternative) -> Iterator[Alternative]:
        """Other cards' alternatives of the same language and shape as one of the pool.

        The nearest in meaning come first, those of its topic before the others; then, of its topic and
        of its deck, those whose length is most like its own. Raises KeyError for one not in the pool.
        """
        number = self._positions[_name(own)]
        seen = {number}
        for other in self._ranked(number, own):
            if other not in seen:
                seen.add(other)
                if _comparable(own, self.all[other]):
                    yield self.all[other]

    def _ranked(self, number: int, own: Alternative) -> Iterator[int]:
        near = self._index.nearest(number, NEAREST)
        same = (other for other, _ in near if self.all[other].topic == own.topic)
        yield from same
        yield from (other for other, _ in near)
        for shelf in _shelves(own):
            yield from self._beside(shelf, len(own.plain), number)

    def _beside(self, shelf: tuple[str, ...], length: int, number: int) -> list[int]:
        entries = self._shelves[shelf]
        middle = bisect_left(entries, (length, number))
        around = entries[max(0, middle - BESIDE) : middle + BESIDE + 1]
        return [n for _, n in sorted(around, key=lambda e: (abs(e[0] - length), e[1]))]


def _name(alternative: Alternative) -> tuple[str, str, str]:
    """What tells an alternative from the others of its pool."""
    return alternative.card, alternative.label, alternative.plain


def _shelves(alternative: Alternative) -> tuple[tuple[str, ...], ...]:
    shape = (alternative.shape.kind, alternative.shape.trait, alternative.language)
    deck, topic = alternative.deck, alternative.topic
    near = ((*shape, deck, topic), (*shape, deck))
    return (*near, shape) if alternative.shape.kind in _AT_HOME_ANYWHERE else near


def _comparable(own: Alternative, other: Alternative) -> bool:
    return other.shape == own.shape and other.language == own.language and other.card != own.card
