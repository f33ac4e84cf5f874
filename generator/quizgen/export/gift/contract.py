"""An exam → what GIFT cannot hold, and what Moodle would refuse or misread in it.

What holds for Moodle's XML holds here, too: a question that the importer would refuse is left out, with
the same words; so no file can fail half-way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from quizgen.export.exporter import Materials
from quizgen.export.gift.fitted import fitted
from quizgen.export.gift.syntax import looks_set_aside
from quizgen.export.lms import losses, passages
from quizgen.export.lms.characters import invalid
from quizgen.export.lms.features import Feature
from quizgen.export.lms.losses import Limits
from quizgen.export.lms.words import tags as all_tags
from quizgen.export.moodle import categories, contract_kinds, matching, words
from quizgen.export.moodle import contract as moodle
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.problem import ERROR, Problem, warning

_UNTAGGABLE = re.compile(r"[<>`\\\x00-\x1f\x7f]")


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """All problems; those that hold for many questions at once come last."""
    written = losses.kept(exam, LIMITS)
    found = chain.from_iterable(_changes(asked) for asked in written)
    return (*losses.check(exam, LIMITS), *found, *_whole(exam, written))


def tags(question: Question) -> tuple[str, ...]:
    """The tags that a comment of GIFT's can hold."""
    return tuple(tag for tag in all_tags(question) if not _tag_problem(tag))


def _reasons(asked: Asked) -> Iterator[str]:
    """Why Moodle could not import the question as it was meant."""
    question, fit = asked.question, fitted(asked)
    yield from invalid(fit.question)
    if passages.blank(question.stem):
        yield "the question has no text"
    if isinstance(question, Gaps):
        yield from _gaps(question)
    if isinstance(question, Ordering) and len(question.entries) < matching.FEWEST_ANSWERS:
        yield "an ordering becomes a matching, for which Moodle wants at least three entries"
    for pattern in _patterns(fit.question):
        yield from _pattern(pattern)
    for problem in _by_moodle(fit):
        if problem.severity == ERROR:
            yield f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    if isinstance(question, Ordering):
        yield from (problem.message for problem in contract_kinds.problems(asked))


def _gaps(question: Gaps) -> Iterator[str]:
    found = [node.get("number") for node in walk(question.stem) if node.kind == "gap"]
    if len(question.gaps) > 1:
        yield "it cannot hold texts with several gaps"
    elif found != ["0"]:
        yield "the gaps of the text and their answers do not agree"


def _changes(asked: Asked) -> Iterator[Problem]:
    """What Moodle does in another way."""
    yield from (problem for problem in _by_moodle(fitted(asked)) if problem.severity != ERROR)
    for tag in all_tags(asked.question):
        if reason := _tag_problem(tag):
            yield warning(
                asked.question.place,
                f"GIFT cannot hold the tag “{tag}”, {reason}: it is left out here",
                "name it differently",
            )


def _by_moodle(fit: Asked) -> Iterator[Problem]:
    """What holds for all formats that Moodle reads."""
    for node in passages.nodes(fit.question):
        if node.kind in {"formula", "formula_block"}:
            yield from moodle.formula(node, fit.question.place)
    yield from contract_kinds.problems(fit)


def _patterns(question: Question) -> tuple[Pattern, ...]:
    return question.answers if isinstance(question, ShortAnswer) else ()


def _pattern(pattern: Pattern) -> Iterator[str]:
    """An accepted answer is plain text, which has no other way to write these."""
    text = words.pattern(pattern)
    if "->" in text:
        yield f"the -> in “{pattern}” would make it a matching"
    if looks_set_aside(text):
        yield f"Moodle would read a part of “{pattern}” as an escaped character"


def _tag_problem(tag: str) -> str:
    """Why a tag cannot be written, or ""."""
    if _UNTAGGABLE.search(tag):
        return "which has one of < > ` \\"
    return "which is too long" if len(tag) > words.TAG_LENGTH else ""


def _whole(exam: Exam, written: tuple[Asked, ...]) -> Iterator[Problem]:
    yield from _long_names(exam, written)
    yield from moodle.uneven(written)
    yield from moodle.idnumbers(written)
    yield from _marked_differently(exam, written)
    yield from losses.shuffled_anyway(exam, written, LIMITS.target)


def _long_names(exam: Exam, written: tuple[Asked, ...]) -> Iterator[Problem]:
    for deck in exam.decks:
        if categories.shortened(deck.title):
            yield warning(deck.place, *moodle.long_category("title"))
    for asked in written:
        if categories.shortened(asked.question.topic):
            yield warning(asked.question.place, *moodle.long_category("topic"))


def _marked_differently(exam: Exam, written: Iterable[Asked]) -> Iterator[Problem]:
    """A question that several forms ask is written once, as the first asks it."""
    first = {asked.question.id: asked for asked in written}
    other = {
        asked.question.id
        for form in exam.forms
        for asked in form.questions
        if asked.question.id in first and asked.wrong != first[asked.question.id].wrong
    }
    for identifier in (each for each in first if each in other):
        yield warning(
            first[identifier].question.place,
            f"the forms take different points off for wrong answers to “{identifier}”;"
            " GIFT gets those of the first",
            "give all sections that ask it the same scoring",
        )


_DROPPED = frozenset(
    {
        Feature.FEEDBACK_PICTURES,
        Feature.POINTS,
        Feature.HINTS,
        Feature.RUBRIC,
        Feature.MODEL_ANSWER,
        Feature.PINNED,
        Feature.UNIT,
    }
)
LIMITS = Limits(
    target="GIFT",
    kinds={
        Choice: "",
        TrueFalse: "",
        ShortAnswer: "",
        Numeric: "",
        Matching: "",
        Ordering: "a matching of numbers",
        Gaps: "a short answer with a gap in its text",
        Open: "",
    },
    drops=_DROPPED,
    refuses=frozenset({Feature.PICTURES, Feature.OPTION_PICTURES, Feature.CASE}),
    reasons=_reasons,
)
