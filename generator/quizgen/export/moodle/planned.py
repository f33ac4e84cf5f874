"""An exam → the facts that its Moodle XML must state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from quizgen.export.lms import remarks
from quizgen.export.lms.asked import asked_once
from quizgen.export.lms.facts import EMPTY, Facts, gap_hints, planned_passage
from quizgen.export.lms.words import tags
from quizgen.export.moodle import categories, cloze, fractions, words
from quizgen.export.moodle.kinds import response_lines
from quizgen.export.moodle.matching import surplus
from quizgen.markup.plain import one_line
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)

_Pictures = Mapping[str, Picture]


def planned(exam: Exam) -> Iterator[Facts]:
    """The facts of all questions, in the order of the file."""
    numbers = words.idnumbers(asked.question for asked in asked_once(exam))
    for category, group in categories.grouped(exam).items():
        for asked in group:
            yield {
                "category": category,
                "idnumber": numbers[asked.question.id],
                **_common(asked, exam.pictures),
                **_KINDS[type(asked.question)](asked, exam),
            }


def _common(asked: Asked, pictures: _Pictures) -> Facts:
    question = asked.question
    passage = partial(planned_passage, pictures=pictures)
    return {
        "name": words.name(question),
        "points": words.points(asked),
        "tags": tags(question),
        "text": planned_passage(question.stem, pictures, gap_hints(question)),
        "feedback": passage(remarks.general_feedback(question)),
        "hints": tuple(passage(hint) for hint in question.hints),
    }


def _choice(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Choice)
    pinned = any(option.pin for option in question.options)
    options = asked.options if pinned else question.options
    graded = fractions.of_options(options, question.multiple, asked.wrong)
    return {
        "kind": "multichoice",
        "single": not question.multiple,
        "shuffled": exam.blueprint.shuffle_options and not pinned,
        "answers": tuple(_option(option, grade, exam.pictures) for option, grade in graded),
    }


def _option(option: Option, grade: Decimal, pictures: _Pictures) -> tuple[object, ...]:
    return planned_passage(option.text, pictures), grade, planned_passage(option.feedback, pictures)


def _truefalse(asked: Asked, exam: Exam) -> Facts:
    assert isinstance(asked.question, TrueFalse)
    return {"kind": "truefalse", "answers": (str(asked.question.answer).lower(),)}


def _short(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    return {
        "kind": "shortanswer",
        "case": question.case,
        "answers": tuple(map(words.pattern_parts, question.answers)),
    }


def _numeric(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Numeric)
    return {
        "kind": "numerical",
        "answers": ((question.value, words.tolerance(question)),),
        "units": (words.unit(question),) if words.unit(question) else (),
    }


def _matching(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Matching)
    pairs = [(planned_passage(p.left, exam.pictures), one_line(p.right)) for p in question.pairs]
    extra = [(EMPTY, one_line(entry)) for entry in surplus(question)]
    return {
        "kind": "matching",
        "shuffled": exam.blueprint.shuffle_options,
        "answers": (*pairs, *extra),
    }


def _ordering(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Ordering)
    entries = tuple(planned_passage(entry, exam.pictures) for entry in question.entries)
    return {"kind": "ordering", "answers": entries, "all asked": True}


def _gaps(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Gaps)
    order = [int(node.get("number")) for node in walk(question.stem) if node.kind == "gap"]
    weight = cloze.weight(question, asked.points)
    answers = (tuple(map(words.pattern_parts, question.gaps[number].answers)) for number in order)
    return {
        "kind": "multianswer",
        "answers": tuple((weight, question.case, answer) for answer in answers),
    }


def _open(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Open)
    return {
        "kind": "essay",
        "answers": (planned_passage(remarks.grader_info(question), exam.pictures),),
        "lines": response_lines(question),
    }


_KINDS: Mapping[type[Question], Callable[[Asked, Exam], Facts]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Open: _open,
}
