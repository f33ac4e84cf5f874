"""An exam → what QTI packages cannot hold of it, question by question."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.export.exporter import Materials
from quizgen.export.lms import losses, passages
from quizgen.export.lms.asked import asked_once
from quizgen.export.lms.features import Feature
from quizgen.export.lms.losses import Limits
from quizgen.export.lms.words import INVALID
from quizgen.export.qti.dialects import Dialect
from quizgen.export.qti.names import LABEL_LENGTH
from quizgen.export.qti.scoring import share
from quizgen.model import KINDS, Asked, Choice, Exam, Gaps, Matching, Question, ShortAnswer
from quizgen.problem import Problem, visible, warning

POINTS_LIMIT = 1_000_000


def limits(dialect: Dialect) -> Limits:
    """What packages of this version can hold.

    A rubric block in an item may hold a marking guide for scorers, but TAO shows it to candidates.
    """
    return Limits(
        dialect.title,
        dict.fromkeys(KINDS, ""),
        drops=frozenset({Feature.HINTS, Feature.RUBRIC, Feature.MODEL_ANSWER}),
        reasons=_reasons,
    )


def check(exam: Exam, materials: Materials, dialect: Dialect) -> tuple[Problem, ...]:
    """All problems, in the order of the questions."""
    return (*losses.check(exam, limits(dialect)), *_ids(exam, dialect))


def _ids(exam: Exam, dialect: Dialect) -> Iterator[Problem]:
    for asked in asked_once(exam):
        if len(asked.question.id) > LABEL_LENGTH:
            yield warning(
                asked.question.place,
                f"{dialect.title} takes {LABEL_LENGTH} characters of an id, this one has"
                f" {len(asked.question.id)}: it becomes a short one of letters and digits",
                "give the question a shorter name",
            )


def _reasons(asked: Asked) -> Iterator[str]:
    question = asked.question
    yield from _characters(question)
    if not asked.points.is_finite() or not 0 <= asked.points < POINTS_LIMIT:
        yield f"{asked.points} points cannot be given"
    elif _in_parts(question) and share(asked.points, _count(question)) == 0:
        yield "its parts earn points, and there are none to share"
    if isinstance(question, Choice) and not any(option.right for option in question.options):
        yield "no option is right"


def _characters(question: Question) -> Iterator[str]:
    nodes = passages.nodes(question)
    texts = (text for node in nodes for text in (node.text, *(v for _, v in node.attributes)))
    for text in (question.id, *passages.plain_words(question), *texts):
        found = INVALID.search(text)
        if found:
            yield f"the character {visible(found.group())} cannot stand in an XML file"
            return


def _in_parts(question: Question) -> bool:
    """Whether right and wrong are told by what parts of it earn."""
    if isinstance(question, Choice):
        return question.multiple or sum(option.right for option in question.options) > 1
    return isinstance(question, Gaps | Matching | ShortAnswer)


def _count(question: Question) -> int:
    if isinstance(question, Gaps):
        return len(question.gaps)
    if isinstance(question, Matching):
        return len(question.pairs)
    return len(question.options) if isinstance(question, Choice) else 1
