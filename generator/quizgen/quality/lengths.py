"""Questions → keys that are longer than all distractors, in one question and over the bank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.quality.rule import Flaw
from quizgen.quality.tail import LEVEL, by_chance
from quizgen.quality.texts import ChoiceText, visible_length
from quizgen.read.giveaways import right_is_longest

LONGER, MORE = 1.5, 15
"""A key stands out if it is so many times as long as every distractor, and so many characters longer."""

FEWEST = 20
"""Questions in which a habit can be told from chance at this level."""

_HINT = "make some distractors as long, or move what explains the key into the feedback"


def longest_key(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if all keys of a question are far longer than each of its distractors."""
    rights = [visible_length(option.markup) for option in text.keys]
    wrongs = [visible_length(option.markup) for option in text.distractors]
    if not rights or len(wrongs) < 2:
        return
    shortest, longest = min(rights), max(wrongs)
    if shortest >= LONGER * longest and shortest >= longest + MORE:
        keys = "the key is" if len(rights) == 1 else "the right options are"
        message = f"{keys} far longer than every distractor: {shortest} to {longest} characters"
        yield Flaw(text.keys[0].place, message, _HINT)


def longest_keys(texts: Sequence[ChoiceText]) -> Iterator[Flaw]:
    """A flaw if the key is by far the longest option more often than chance makes it."""
    single = [text for text in texts if sum(option.right for option in text.options) == 1]
    telling = [text for text in single if right_is_longest(text.question)]
    chances = [1 / len(text.options) for text in single]
    if len(single) < FEWEST or by_chance(len(telling), chances) > LEVEL:
        return
    message = (
        f"in {len(telling)} of the {len(single)} questions with one right option, it is by far the"
        f" longest; by chance it would be in about {round(sum(chances))} at most"
    )
    yield Flaw(
        telling[0].question.place, message, "make distractors as long as keys, here and there"
    )
