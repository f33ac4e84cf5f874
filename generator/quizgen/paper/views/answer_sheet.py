"""A form of an exam → its answer sheet: squares to be marked and blanks to be filled, without a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.assemble.labels import letter
from quizgen.model import Asked, Choice, Exam, Form, Matching, Numeric, ShortAnswer, TrueFalse
from quizgen.paper.views.view import AnswerRow, AnswerSheet, Squares
from quizgen.paper.views.words import Labels
from quizgen.problem import Problem, warning

ON_THE_SHEET = (Choice, TrueFalse, Matching, ShortAnswer, Numeric)
"""The kinds that are answered by a mark or on a short line."""


def answer_sheet(form: Form, labels: Labels) -> AnswerSheet | None:
    """The form's answer sheet; None where no question can be answered on one."""
    asked = tuple(form.questions)
    rows = tuple(_row(each, labels) for each in asked if isinstance(each.question, ON_THE_SHEET))
    others = [each.number for each in asked if not isinstance(each.question, ON_THE_SHEET)]
    notice = labels["in_paper"].format(numbers=_numbers(others)) if others else ""
    return AnswerSheet(rows, notice) if rows else None


def check(exam: Exam) -> tuple[Problem, ...]:
    """A warning where an answer sheet is asked for and no question can be answered on it."""
    wanted = exam.blueprint.paper.answer_sheet
    if not wanted or any(isinstance(question, ON_THE_SHEET) for question in exam.questions):
        return ()
    message = "no answer sheet is printed: no question of this exam can be answered on one"
    return (warning(exam.blueprint.place, message, "leave out answer_sheet"),)


def _row(asked: Asked, labels: Labels) -> AnswerRow:
    question = asked.question
    unit = question.unit if isinstance(question, Numeric) else ""
    return AnswerRow(str(asked.number), tuple(_squares(asked, labels)), unit)


def _squares(asked: Asked, labels: Labels) -> Iterator[Squares]:
    question = asked.question
    if isinstance(question, Choice):
        yield Squares("", _letters(len(asked.options)))
    elif isinstance(question, TrueFalse):
        yield Squares("", (labels["true"], labels["false"]))
    elif isinstance(question, Matching):
        letters = _letters(len(asked.entries))
        yield from (Squares(str(i + 1), letters) for i in range(len(question.pairs)))


def _letters(count: int) -> tuple[str, ...]:
    return tuple(map(letter, range(count)))


def _numbers(numbers: Iterable[int]) -> str:
    """Such as "3, 7–9"; the numbers rise."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        joined = spans and spans[-1][1] == number - 1
        spans.append((spans.pop()[0] if joined else number, number))
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)
