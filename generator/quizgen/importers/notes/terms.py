"""A line `Term: text` → the term and what is said of it."""

from __future__ import annotations

import re

from quizgen.importers.notes.words import split_label

_MOST_WORDS = 6
_LONGEST = 60


def term(text: str) -> tuple[str, str] | None:
    """The term of a line `Term: text` and what is said of it; None where it is no such line."""
    name, rest = split_label(text)
    if not name or not rest or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
        return None
    return (name, rest) if re.search(r"[:：][*_]{0,3}\s", text) else None
