"""Authored values → the plain words that all platforms understand alike."""

from __future__ import annotations

import re
from decimal import Decimal

from quizgen.model import Question

INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


def number(value: Decimal) -> str:
    """Plain digits with a point: no platform reads 3,5 or 1E+3 reliably."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def tags(question: Question) -> tuple[str, ...]:
    """The tags, each once, on one line; tags that differ in case only are one."""
    words = (" ".join(tag.split()) for tag in question.tags)
    unique: dict[str, str] = {}
    for word in words:
        unique.setdefault(word.casefold(), word)
    return tuple(word for word in unique.values() if word)
