"""Questions that were derived and written out → warnings where the card that they name is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from quizgen.model import Place
from quizgen.problem import Problem, warning
from quizgen.read.question import Reading


def orphans(
    readings: Iterable[Reading], derived_from: Mapping[Place, tuple[str, ...]]
) -> Iterator[Problem]:
    """A warning for each name of a card that no card has; `derived_from` is that of each deck.

    To be asked only of all decks of a project: one alone may well name cards of others.
    """
    cards = tuple(reading.card for reading in readings)
    known = {card.id for card in cards}
    for place, names in derived_from.items():
        gone = [name for name in names if name not in known]
        if gone:
            listed = ", ".join(gone[:_MOST]) + (", …" if len(gone) > _MOST else "")
            message = f"derived_from names cards that are not there: {listed}"
            hint = "renamed, or with another front? What has a new name is derived from again"
            yield warning(place, message, hint)
    for card in cards:
        if card.source and card.source not in known:
            message = f"there is no card {card.source!r}, from which this question was derived"
            hint = "write the card's present name behind card=, or leave card= out"
            yield warning(card.place, message, hint)


_MOST = 3
