"""Questions as they were written → a place where the key stands too often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.quality.rule import Flaw
from quizgen.quality.tail import LEVEL, by_chance
from quizgen.quality.texts import ChoiceText

FEWEST = 20
"""Questions in which a habit can be told from chance at this level."""

_HINT = "it shows wherever options are not shuffled (shuffle: {options: false}); vary where the key stands"


def favoured_place(texts: Sequence[ChoiceText]) -> Iterator[Flaw]:
    """A flaw for each place that holds the key more often than chance puts it there.

    Derived questions do not count: nobody wrote their options in an order.
    """
    written = [text for text in texts if not text.derived and _single(text)]
    if len(written) < FEWEST:
        return
    places = max(len(text.options) for text in written)
    for place in range(places):
        yield from _too_often(written, place, LEVEL / places)


def _single(text: ChoiceText) -> bool:
    return sum(option.right for option in text.options) == 1


def _too_often(written: Sequence[ChoiceText], place: int, level: float) -> Iterator[Flaw]:
    having = [text for text in written if len(text.options) > place]
    there = [text for text in having if text.options[place].right]
    chances = [1 / len(text.options) for text in having]
    if by_chance(len(there), chances) > level:
        return
    message = (
        f"the key was written as option {chr(ord('A') + place)} in {len(there)} of {len(having)}"
        f" questions; by chance it would be in about {round(sum(chances))}"
    )
    yield Flaw(there[0].options[place].place, message, _HINT)
