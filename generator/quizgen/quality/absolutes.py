"""A question → words such as "always" that only its distractors have, and that give them away."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText, OptionText, listed

_HINT = "say it without the word, or let the key have one too"


def absolute_distractors(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if distractors, and neither key nor stem, speak in absolute words.

    One "always" is enough; "all" and the like are often meant as they are, and tell only where most
    distractors have them, and several.
    """
    absolute = frozenset(listed(text.language, "absolute"))
    either = absolute | frozenset(listed(text.language, "sweeping"))
    if set(text.words) & either or any(set(key.words) & either for key in text.keys):
        return
    loud = [option for option in text.distractors if set(option.words) & absolute]
    some = [option for option in text.distractors if set(option.words) & either]
    if text.keys and (loud or len(some) > max(1, len(text.distractors) / 2)):
        yield _flaw((loud or some)[0], either)


def _flaw(option: OptionText, either: frozenset[str]) -> Flaw:
    word = next(word for word in option.words if word in either)
    message = f"only distractors speak in absolute words, such as {word!r}"
    return Flaw(option.place, message, _HINT)
