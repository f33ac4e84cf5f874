"""Feedback on one of several answers → a note that says to which."""

from __future__ import annotations

from quizgen.markup.leading import led_by
from quizgen.model import Markup, Node, Note


def on_answer(answer: str, feedback: Markup) -> tuple[Note, ...]:
    """The feedback with the answer in bold before it; () where there is none."""
    label = Node("strong", children=(Node("text", f"{answer}:"),))
    return (Note("feedback", led_by(label, feedback)),) if feedback else ()
