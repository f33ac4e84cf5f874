"""An exam → the texts that no candidate's file may hold: answers, feedback, rubrics, names of files."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.markup.plain import plain
from quizgen.model import (
    Choice,
    Exam,
    Gaps,
    Markup,
    Numeric,
    Open,
    Pattern,
    Question,
    ShortAnswer,
)

SHORTEST = 4
"""Shorter texts stand anywhere by accident."""


def secrets(exam: Exam) -> tuple[str, ...]:
    """Each secret once, line by line; some may be on a paper rightly, as an option or in a stem."""
    lines = (line.strip(" -") for text in _texts(exam) for line in text.split("\n"))
    return tuple(line for line in dict.fromkeys(lines) if len(line) >= SHORTEST)


def _texts(exam: Exam) -> Iterator[str]:
    yield exam.blueprint.seed
    for question in exam.questions:
        yield from (question.id, question.place.path)
        yield from map(plain, _passages(question))
        yield from _answers(question)


def _passages(question: Question) -> Iterator[Markup]:
    yield from question.hints
    yield from (note.text for note in question.notes)
    yield from (criterion.text for criterion in question.rubric)
    if isinstance(question, Choice):
        yield from (option.feedback for option in question.options)
    if isinstance(question, Open):
        yield question.answer


def _answers(question: Question) -> Iterator[str]:
    match question:
        case ShortAnswer():
            yield from _literal(question.answers)
        case Gaps():
            for gap in question.gaps:
                yield from _literal(gap.answers)
        case Numeric():
            yield f"{question.value:f}"


def _literal(patterns: tuple[Pattern, ...]) -> Iterator[str]:
    return (part for pattern in patterns for part in pattern.parts)
