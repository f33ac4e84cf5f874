"""Questions that were derived and written out → warnings where the card that they name is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from quizgen.model import Place
from quizgen.problem import Problem, warning
from quizgen.read.question import Reading


def orphans(
    readings: Iterable[Reading], derived_from: Mapping[Place, tuple[str, ...]]
) -> Iterator[Problem]:
    """A warning for each card that is missed, at the first question of it; `derived_from` is each deck's.

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
    orphaned = {card.source: card for card in reversed(cards) if card.source not in {"", *known}}
    for card in reversed(orphaned.values()):
        message = f"there is no card {card.source!r}, from which this question was derived"
        hint = "write the card's present name behind card=, here and in others of it, or leave card= out"
        yield warning(card.place, message, hint)


_MOST = 3
