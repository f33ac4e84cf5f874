r"""Accepted answers in Moodle's notation, in which * is a wildcard and \* a star → patterns."""

from __future__ import annotations

import re

from quizgen.model import Pattern

_WILDCARD = re.compile(r"(?<!\\)\*+")


def pattern(text: str) -> Pattern:
    """The pattern of an accepted answer."""
    return Pattern(tuple(part.replace(r"\*", "*") for part in _WILDCARD.split(text.strip())))
