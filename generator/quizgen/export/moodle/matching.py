"""A matching's right-hand entries → the plain texts that Moodle shows in its menus."""

from __future__ import annotations

from html import escape

from quizgen.markup.plain import one_line
from quizgen.model import Markup, Matching

ANSWER_LENGTH = 255
FEWEST_PAIRS = 2
FEWEST_ANSWERS = 3


def answer_text(entry: Markup) -> str:
    """The entry in one line; Moodle strips tags from it and decodes entities."""
    return escape(one_line(entry), quote=False)


def surplus(question: Matching) -> tuple[Markup, ...]:
    """The right-hand entries that belong to no pair, each once."""
    rights = {pair.right for pair in question.pairs}
    return tuple(entry for entry in question.entries if entry not in rights)
