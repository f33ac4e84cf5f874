"""A number → a deck of so many plain cards, to measure how long deriving takes.

The words are made up, but common and rare as those of real texts are (Zipf's law), since the work hangs on
how many cards share a word. No two decks of one size differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate, product
from random import Random

_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")
_WORDS = tuple("".join(parts) + "n" for parts in product(_SYLLABLES, repeat=3))
_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))
_TOPIC = 40
"""Cards of a topic, which share some words."""


class _Writer:
    """Writes cards; each kind as often as in a teacher's deck."""

    def __init__(self) -> None:
        self._random = Random(1)
        self._topic: list[str] = []

    def topic(self, number: int) -> str:
        self._topic = self._random.choices(_WORDS, k=30)
        return f"# Topic {number} {self.words(2)}"

    def card(self, number: int) -> str:
        kinds: tuple[Callable[[int], str], ...] = (
            *(self._term,) * 4,
            *(self._person, self._year) * 2,
            *(self._entries,) * 3,
            self._members,
            self._formula,
            self._gaps,
        )
        return self._random.choice(kinds)(number)

    def words(self, count: int) -> str:
        own = self._random.choices(self._topic, k=count // 2)
        others = self._random.choices(_WORDS, cum_weights=_WEIGHTS, k=count - count // 2)
        return " ".join(own + others)

    def _term(self, number: int) -> str:
        return f"{self.words(1).title()} {number} :: {self.words(self._random.randint(4, 8))}"

    def _person(self, number: int) -> str:
        return f"Q: Who made the {self.words(4)} {number}?\nA: {self.words(2).title()}"

    def _year(self, number: int) -> str:
        year = self._random.randint(1500, 2000)
        return f"Q: In which year came the {self.words(4)} {number}?\nA: {year}"

    def _entries(self, number: int) -> str:
        lines = (f"- **{self.words(2).title()}**: {self.words(9)}" for _ in range(4))
        return f"## What is {self.words(2)} {number}?\n\nKinds:\n\n" + "\n".join(lines)

    def _members(self, number: int) -> str:
        lines = (f"- {self.words(4)}" for _ in range(4))
        head = f"## How does {self.words(3)} {number} differ?\n\nFound in {self.words(2)}:\n\n"
        return head + "\n".join(lines)

    def _formula(self, number: int) -> str:
        a, b, c = self._random.choices("abcdghkmnpqrstuvwxyz", k=3)
        return f"## What is the {self.words(2)} {number}?\n\nFormula: $F = {a} {b}^2 / {c}$"

    def _gaps(self, number: int) -> str:
        parts = (f"{self.words(4)} {{{{c{i}::{self.words(1)}}}}}" for i in (1, 2, 3))
        return f"In case {number} " + " ".join(parts) + "."


def deck(cards: int) -> str:
    """The text of a deck of so many cards."""
    return "\n\n".join(_parts(cards)) + "\n"


def _parts(cards: int) -> Iterator[str]:
    writer = _Writer()
    for number in range(cards):
        if number % _TOPIC == 0:
            yield writer.topic(number)
        yield writer.card(number)
