"""A question → stems that ask nothing, and words of options that belong into the stem."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from quizgen.quality.rule import Flaw
from quizgen.quality.texts import UNREAD, ChoiceText, listed

FEW_WORDS = 3
"""A stem of no more words that asks nothing leaves open what is asked."""

REPEATED, TELLING = 3, 2
"""So many words at the start of all options, so many of them with a meaning, belong into the stem."""


def unfocused(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw for a stem of very few words that neither asks nor shows anything."""
    asks = frozenset(listed(text.language, "ask"))
    if not asks or not 0 < len(text.words) <= FEW_WORDS or set(text.words) & asks:
        return
    inner = text.prose.rstrip(": …._")
    if "?" in inner or ":" in inner or UNREAD in text.prose:
        return
    message = f"the stem {text.prose!r} does not say what is asked"
    yield Flaw(
        text.question.place, message, "ask a question that can be answered without the options"
    )


def repeated_start(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if all options begin with the same words, and these say something."""
    if len(text.own) < 3:
        return
    columns = zip(*(option.words for option in text.own if option.words), strict=False)
    common = [column[0] for column in takewhile(lambda c: len(set(c)) == 1, columns)]
    readable = all(not o.prose.startswith(UNREAD) and len(o.words) > len(common) for o in text.own)
    idle = frozenset(listed(text.language, "idle"))
    if len(common) >= REPEATED and readable and len(set(common) - idle) >= TELLING:
        message = f"every option begins with {' '.join(common)!r}"
        yield Flaw(text.own[0].place, message, "say these words once, at the end of the stem")
