"""An exam → what Canvas cannot hold of it, question by question, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from quizgen.export.exporter import Materials
from quizgen.export.lms import losses
from quizgen.export.lms.features import Feature
from quizgen.export.lms.losses import Limits
from quizgen.export.qti1 import settings
from quizgen.export.qti1.parts import Part, parts
from quizgen.export.qti1.reasons import digits_lost, reasons
from quizgen.export.qti1.texts import STYLE, is_plain
from quizgen.model import (
    KINDS,
    Asked,
    Exam,
    Gaps,
    Matching,
    Numeric,
    Ordering,
    Picture,
    ShortAnswer,
    walk,
)
from quizgen.problem import Problem

TITLE_LENGTH = 255
TEXT_LENGTH = 16_384
"""Characters of HTML in a question's text: saving a longer one in Canvas's editor fails."""

_DROPS = frozenset(
    {
        Feature.TAGS,
        Feature.HINTS,
        Feature.RUBRIC,
        Feature.MODEL_ANSWER,
        Feature.CREDIT,
        Feature.WRONG,
        Feature.WILDCARDS,
    }
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """All problems, the questions' first."""
    return (*losses.check(exam, limits(exam)), *_whole(exam))


def limits(exam: Exam) -> Limits:
    """Canvas shuffles the options of all questions or of none."""
    shuffled = {Feature.PINNED} if exam.blueprint.shuffle_options else set()
    return Limits(
        target="Canvas",
        kinds=dict.fromkeys(KINDS, ""),
        drops=_DROPS | shuffled,
        reasons=partial(_reasons, pictures=exam.pictures),
        changes=changes,
    )


def kept_parts(exam: Exam) -> tuple[Part, ...]:
    """What is written, section by section."""
    return parts(exam, losses.kept(exam, limits(exam)))


def _reasons(asked: Asked, pictures: Mapping[str, Picture]) -> Iterator[str]:
    found = tuple(reasons(asked, pictures))
    yield from found
    long = sum(len(node.text) for node in walk(asked.question.stem)) > TEXT_LENGTH // 16
    if not found and long:
        length = len(STYLE.rich(asked.question.stem, pictures).html)
        if length > TEXT_LENGTH:
            yield f"its text has {length} characters of HTML, of which it takes {TEXT_LENGTH}"


def changes(asked: Asked) -> Iterator[str]:
    """What Canvas shows in another way."""
    question = asked.question
    if isinstance(question, Ordering):
        yield "classic quizzes in Canvas show an ordering as a matching with 1, 2, 3"
        if not all(map(is_plain, question.entries)):
            yield (
                "classic quizzes in Canvas show the entries of an ordering as plain text, without"
                " pictures, formulas and what looks like a tag; New Quizzes show all of it"
            )
    if isinstance(question, Matching) and any(
        node.kind.startswith("formula") for entry in question.entries for node in walk(entry)
    ):
        yield "Canvas shows right-hand entries as plain text: the formula appears as TeX"
    if isinstance(question, ShortAnswer | Gaps) and question.case:
        yield "classic quizzes in Canvas take upper and lower case for the same"
    if isinstance(question, Numeric) and digits_lost(question):
        yield "Canvas computes with 15 digits: further ones of the number are lost"


def _whole(exam: Exam) -> Iterator[Problem]:
    yield from settings.problems(exam, "Canvas")
    title = exam.blueprint.title
    if len(title) > TITLE_LENGTH:
        yield Problem(
            exam.blueprint.place,
            f"the title has {len(title)} characters; Canvas takes {TITLE_LENGTH}",
            "shorten the title",
        )
    for part in kept_parts(exam):
        if part.uneven:
            yield Problem(
                part.place,
                "the versions ask different questions here, which have different points: Canvas"
                " gives all questions that it picks from a group the same",
                "give the section points, such as points: 1, or ask the same in all versions",
            )
