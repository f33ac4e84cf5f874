"""An exam → what a Common Cartridge cannot hold of it, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from quizgen.export.cartridge.nearest import nearest
from quizgen.export.exporter import Materials
from quizgen.export.lms import losses
from quizgen.export.lms.features import Feature
from quizgen.export.lms.losses import Limits
from quizgen.export.lms.words import number
from quizgen.export.qti1 import settings
from quizgen.export.qti1.parts import parts
from quizgen.export.qti1.reasons import reasons
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Numeric,
    Open,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import Problem, warning

MOST_POINTS = 99
TARGET = "Common Cartridge"

SUPPORTED: Mapping[type[Question], str] = {
    Choice: "",
    TrueFalse: "",
    ShortAnswer: "",
    Numeric: "a question for a word, which accepts the number as it is written here",
    Gaps: "a question for a word, with ____ for the gap",
    Open: "",
}

_DROPS = frozenset(
    {
        Feature.TAGS,
        Feature.HINTS,
        Feature.RUBRIC,
        Feature.MODEL_ANSWER,
        Feature.CREDIT,
        Feature.WRONG,
        Feature.PINNED,
        Feature.WILDCARDS,
    }
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """All problems, the questions' first."""
    return (*losses.check(exam, _limits(exam)), *_whole(exam))


def written(exam: Exam) -> tuple[Asked, ...]:
    """The questions as they are written: one list, in the order in which they are first asked."""
    sections = parts(exam, losses.kept(exam, _limits(exam)))
    return tuple(nearest(asked) for part in sections for asked in part.questions)


def weight(points: Decimal) -> int:
    """Points as the standard has them: whole ones from 1 to 99."""
    whole = int(points.to_integral_value(ROUND_HALF_UP))
    return min(max(whole, 1), MOST_POINTS)


def _limits(exam: Exam) -> Limits:
    return Limits(
        target=TARGET,
        kinds=SUPPORTED,
        drops=_DROPS,
        reasons=partial(_reasons, pictures=exam.pictures),
        changes=_changes,
    )


def _reasons(asked: Asked, pictures: Mapping[str, Picture]) -> Iterator[str]:
    question = asked.question
    yield from reasons(asked, pictures)
    if isinstance(question, Numeric) and not _is_whole(question):
        yield "it has no questions for numbers, but for exact whole ones"
    if isinstance(question, Gaps) and len(question.gaps) != 1:
        yield "it has no questions with several gaps"


def _is_whole(question: Numeric) -> bool:
    value = question.value
    return not question.tolerance and value.is_finite() and value == value.to_integral_value()


def _changes(asked: Asked) -> Iterator[str]:
    if weight(asked.points) != asked.points:
        yield (
            f"{number(asked.points)} points: {TARGET} has whole points from 1 to {MOST_POINTS};"
            f" platforms other than Canvas count {weight(asked.points)}"
        )


def _whole(exam: Exam) -> Iterator[Problem]:
    blueprint = exam.blueprint
    yield from settings.problems(exam, TARGET)
    sections = parts(exam, losses.kept(exam, _limits(exam)))
    if blueprint.instructions or any(part.title or part.instructions for part in sections):
        yield warning(
            blueprint.place,
            f"{TARGET} cannot hold instructions and the titles of sections: left out",
            "write them on the platform, above the quiz",
        )
    for part in sections:
        if part.pick is not None:
            yield warning(
                part.place,
                f"{TARGET} cannot pick questions: it gets all {len(part.questions)} of this"
                f" section, of which each version asks {part.pick}",
                "set the platform to draw so many at random, or use the format canvas",
            )
