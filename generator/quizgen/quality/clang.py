"""A question → a telling word of its stem that the key repeats and no distractor does."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.meaning import stem
from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText, listed

SHORTEST = 4
"""Letters of a word that is heard again."""

_HINT = "say one of them in other words, or let distractors repeat the word too"


def echo(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if the stem and all keys share a word that no distractor has."""
    if not text.keys or not text.distractors or not listed(text.language, "idle"):
        return
    shared = text.stems.intersection(*(key.stems for key in text.keys))
    shared = shared.difference(*(option.stems for option in text.distractors))
    key = text.keys[0]
    telling = (w for w in key.words if len(w) >= SHORTEST and w.isalpha())
    word = next((w for w in telling if stem(w, text.language) in shared), None)
    if word:
        message = f"of all options only the key repeats {word!r} of the stem"
        yield Flaw(key.place, message, _HINT)
