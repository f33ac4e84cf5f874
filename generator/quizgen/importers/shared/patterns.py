r"""Moodle's accepted answers → patterns: * is a wildcard, \* a star."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.model import Pattern

_WILDCARDS = re.compile(r"(?<!\\)\*+")


def pattern(text: str) -> Pattern:
    """The pattern of an answer, which is trimmed."""
    parts = _WILDCARDS.split(text.strip())
    return Pattern(tuple(part.replace(r"\*", "*") for part in parts))


def anything(answer: Pattern) -> bool:
    """Whether it accepts whatever is written."""
    return answer.wild and not any(part.strip() for part in answer.parts)


def unique(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """The patterns with some text, each once."""
    return tuple(dict.fromkeys(each for each in patterns if any(map(str.strip, each.parts))))
