"""An open question → whether markers need its model answer beside its rubric."""

from __future__ import annotations

from quizgen.markup.plain import plain
from quizgen.model import Open


def answer_tells_more(question: Open) -> bool:
    """Whether the model answer is more than the lines of the rubric: often it is where they are from."""
    rubric = "".join(plain(criterion.text) for criterion in question.rubric)
    return _letters(plain(question.answer)) not in ("", _letters(rubric))


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
