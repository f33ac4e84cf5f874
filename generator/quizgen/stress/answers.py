"""An exam → its choice questions with one right option, as they are asked on each paper."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.model import Choice, Exam, Form
from quizgen.quality.texts import visible_length


@dataclass(frozen=True, slots=True)
class Answer:
    """A question on a paper: the place of its key among the options, and how long each of them is.

    `free` says whether every option may stand anywhere.
    """

    id: str
    key: int
    lengths: tuple[int, ...]
    free: bool


def answers(exam: Exam) -> tuple[tuple[Answer, ...], ...]:
    """For each paper its questions with one right option, in printed order."""
    known: dict[str, tuple[int, ...]] = {}
    return tuple(tuple(_answers(form, known)) for form in exam.forms)


def _answers(form: Form, known: dict[str, tuple[int, ...]]) -> list[Answer]:
    found = []
    for asked in form.questions:
        question = asked.question
        if isinstance(question, Choice) and not question.multiple and len(asked.key) == 1:
            written = known.setdefault(question.id, _lengths(question))
            lengths = tuple(written[i] for i in asked.order)
            free = not any(option.pin for option in question.options)
            found.append(Answer(question.id, asked.key[0], lengths, free))
    return found


def _lengths(question: Choice) -> tuple[int, ...]:
    return tuple(visible_length(option.text) for option in question.options)
