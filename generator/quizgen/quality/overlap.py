"""A question → options of which one holds the other, so that both may be right."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.quality.ranges import Range, to_range
from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText, OptionText, listed, pairs

_NEAR = 3
"""So many words before "range" may say that a value in a range is asked for: "in which range"."""


def overlapping(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw for the first two options whose ranges overlap, and for each that adds words to another."""
    yield from _ranges(text)
    idle = frozenset(listed(text.language, "idle")) - frozenset(listed(text.language, "negation"))
    for one, other in pairs(text.own):
        for short, long in ((one, other), (other, one)):
            if _adds(short, long, idle):
                message = f"this option only adds to {short.prose!r}: where it is right, both are"
                yield Flaw(long.place, message, "make options that exclude each other")


def _ranges(text: ChoiceText) -> Iterator[Flaw]:
    if _asks_for_range(text):
        return
    found = [(option, to_range(option.prose, text.language)) for option in text.own]
    spans = [(option, span) for option, span in found if span]
    for number, (first, one) in enumerate(spans):
        for second, other in spans[number + 1 :]:
            if not (one.single and other.single) and one.overlaps(other):
                yield _overlap(first, second, one, other)
                return


def _overlap(first: OptionText, second: OptionText, one: Range, other: Range) -> Flaw:
    touch = one.high == other.low or other.high == one.low
    hint = (
        "let each range begin above the end of the one before" if touch else "make them exclusive"
    )
    message = f"{second.prose!r} overlaps with {first.prose!r}: some numbers are in both"
    return Flaw(second.place, message, hint)


def _asks_for_range(text: ChoiceText) -> bool:
    """Whether a range itself is asked for, where all that are wrong may overlap with the right one."""
    names, within = listed(text.language, "range"), set(listed(text.language, "within"))
    at = next((i for i, word in enumerate(text.words) if word in names), None)
    return at is not None and not set(text.words[max(0, at - _NEAR) : at]) & within


def _adds(short: OptionText, long: OptionText, idle: frozenset[str]) -> bool:
    """Whether one option is the other and an addition, as "erosion by wind" is to "erosion".

    "Carbon dioxide" is no kind of carbon: the addition must begin with a small word.
    """
    size = len(short.words)
    if not (short.all_prose and long.all_prose and short.stems) or len(long.words) < size + 2:
        return False
    return long.words[:size] == short.words and long.words[size] in idle
