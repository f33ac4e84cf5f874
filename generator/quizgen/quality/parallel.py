"""A question → options that are not written alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText, OptionText, listed

SENTENCE, WORD = 6, 1
"""An option of so many words stands out among options of single words."""

_FULL_STOP = re.compile(r"\w{3}\.$")
"""Shorter words before a point are abbreviations more often than not."""
_END_MARK = re.compile(r"[.!?…:]['\"”’)\]]*$")


def not_parallel(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if options differ in their first letter's size, in the full stop, or in being a sentence."""
    options = [option for option in text.own if option.all_prose]
    if len(options) == len(text.own) >= 2:
        yield from _capitals(options, frozenset(listed(text.language, "idle")))
        yield from _full_stops(options, frozenset(listed(text.language, "abbreviation")))
        yield from _sentence(options)


def _capitals(options: list[OptionText], idle: frozenset[str]) -> Iterator[Flaw]:
    """Of capitals only those of words like "The" are judged: others may be names."""
    small = [option for option in options if _first(option).islower()]
    large = [o for o in options if _first(o).istitle() and _first(o).lower() in idle]
    if small and large:
        message = f"{_first(large[0])!r} begins with a capital, {_first(small[0])!r} does not"
        yield Flaw(_rarer(large, small).place, message, "begin all options alike")


def _full_stops(options: list[OptionText], abbreviations: frozenset[str]) -> Iterator[Flaw]:
    ending = [o for o in options if len(o.words) > 1 and o.words[-1] not in abbreviations]
    with_stop = [option for option in ending if _FULL_STOP.search(option.prose)]
    without = [option for option in options if not _END_MARK.search(option.prose)]
    if with_stop and without:
        message = "some options end with a full stop, and others do not"
        yield Flaw(_rarer(with_stop, without).place, message, "end all options alike")


def _sentence(options: list[OptionText]) -> Iterator[Flaw]:
    long = [option for option in options if len(option.words) >= SENTENCE]
    short = [option for option in options if len(option.words) <= WORD]
    if len(long) == 1 and len(short) == len(options) - 1 >= 2:
        message = "one option is as long as a sentence, and all others are single words"
        yield Flaw(long[0].place, message, "write all options in the same form")


def _first(option: OptionText) -> str:
    return option.prose.split()[0].strip("\"'“„‚‘«»(,.:;")


def _rarer(one: list[OptionText], other: list[OptionText]) -> OptionText:
    return (one if len(one) <= len(other) else other)[0]
