"""What keeps a question out of any file of rows, as reasons."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.export.lms.features import choices, shown_before
from quizgen.export.lms.passages import blank
from quizgen.export.rows.fields import formula_like, plain
from quizgen.export.spreadsheets.limits import unwritable
from quizgen.model import Asked, Choice, Gaps, Pattern, Question, ShortAnswer


def patterns(question: Question) -> tuple[Pattern, ...]:
    """All accepted answers, of gaps one after the other."""
    if isinstance(question, Gaps):
        return tuple(answer for gap in question.gaps for answer in gap.answers)
    return question.answers if isinstance(question, ShortAnswer) else ()


def unfit(asked: Asked) -> Iterator[str]:
    """Why a question does not fit."""
    question = asked.question
    yield from unwritable(question)
    if any(blank(text) for given in (shown_before, choices) for text in given(question)):
        yield "its text, an option or an entry is empty"
    answers = tuple(plain(str(answer)) for answer in patterns(question))
    if not all(answers):
        yield "an accepted answer is empty"
    yield from formula_like(iter(answers))
    if isinstance(question, Choice) and not any(option.right for option in question.options):
        yield "none of its options is right"
