"""Texts → for each of them, those that are nearest in meaning.

Term frequency, weighted by inverse document frequency, compared by the cosine (Salton and Buckley, 1988,
Term-weighting approaches in automatic text retrieval, Information Processing and Management 24: "lnc",
with the logarithm of N / df). Only a text's most telling words are looked up, and of these only such as
few texts hold, so that the work grows with the number of texts and not with its square.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

TELLING = 8
"""So many of a text's rarest words are looked up."""

CROWDED = 100
"""A word that more texts hold than this tells too little to be looked up."""

Weights = Mapping[str, float]


class Index:
    """Texts, given by their words, ready to be compared with each other."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        counts = [Counter(text) for text in texts]
        found = Counter(word for count in counts for word in count)
        self._rarity = {word: math.log(1 + len(counts) / n) for word, n in found.items()}
        self._sums: dict[frozenset[str], float] = {}
        self._rarest = math.log(1 + len(counts))
        self._weights = [self._weigh(count) for count in counts]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, count in enumerate(counts):
            for word in sorted(count):
                self._holders[word].append(number)

    def rarity(self, word: str) -> float:
        """How much a word tells: 0 for one that no text has, else the more the fewer texts have it."""
        return self._rarity.get(word, 0.0)

    def similarity(self, one: int, other: int) -> float:
        """The cosine of two texts, given by their positions: 0 nothing shared, 1 the same words."""
        return _product(self._weights[one], self._weights[other])

    def shared(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """The share of the first text's words that the second has, weighed by how much they tell.

        Words that no text has tell most. 0 if the first has no words.
        """
        both = part & whole
        return round(self._told(both) / self._told(part), 9) if both else 0.0

    def _told(self, words: frozenset[str]) -> float:
        """How much the words tell together; the exact sum does not hang on their order."""
        if words not in self._sums:
            rarities = (self._rarity.get(word, self._rarest) for word in words)
            self._sums[words] = math.fsum(rarities)
        return self._sums[words]

    def nearest(self, number: int, most: int) -> tuple[tuple[int, float], ...]:
        """The positions of up to `most` other texts that share a telling word, nearest first, with cosine.

        Of equally near ones the earlier text comes first.
        """
        own = self._weights[number]
        others = {other for word in self._telling(own) for other in self._holders[word]} - {number}
        near = ((other, _product(own, self._weights[other])) for other in others)
        return tuple(sorted(near, key=lambda pair: (-pair[1], pair[0]))[:most])

    def _telling(self, weights: Weights) -> list[str]:
        usable = [word for word in weights if 1 < len(self._holders[word]) <= CROWDED]
        return sorted(usable, key=lambda word: (len(self._holders[word]), word))[:TELLING]

    def _weigh(self, count: Counter[str]) -> Weights:
        raw = {word: (1 + math.log(n)) * self._rarity[word] for word, n in sorted(count.items())}
        length = math.sqrt(math.fsum(value * value for value in raw.values()))
        return {word: value / length for word, value in raw.items()}


def _product(one: Weights, other: Weights) -> float:
    """Their scalar product, rounded: the last digits of a logarithm differ between machines."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return round(sum([value * large[word] for word, value in small.items() if word in large]), 9)
