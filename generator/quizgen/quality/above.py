"""A question → its options that speak of all the others: all of the above, none of the above."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText

_HINT = "replace it by an option of its own, or ask to mark all that are right"


def all_or_none(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw for each such option."""
    for option in text.options:
        if option.about_others:
            message = f"the option {option.prose!r} speaks of all the others"
            yield Flaw(option.place, message, _HINT)
