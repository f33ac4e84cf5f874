"""Paragraphs, headings and cells → the same, those that are too long cut down before they are read.

The time that inline notations take can grow faster than the length of their paragraph, so there must
be a longest one.
"""

from __future__ import annotations

from markdown_it.rules_core import StateCore

LONGEST = 20_000
"""Characters of a paragraph; a printed page has about 3,000."""

_KEPT = 40


def cut_too_long(state: StateCore) -> None:
    """Keep only the beginning of texts longer than `LONGEST`; meta["length"] is how long they were."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST:
            token.meta["length"] = len(token.content)
            token.content = token.content[:_KEPT]
