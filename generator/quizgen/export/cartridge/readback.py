"""A written Common Cartridge and its exam → where the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizgen.export.cartridge.assessment import quiz_ident
from quizgen.export.cartridge.limits import weight, written
from quizgen.export.lms.facts import Facts
from quizgen.export.lms.verify import compared
from quizgen.export.qti1.archive import BROKEN, archive
from quizgen.export.qti1.found import Found, found
from quizgen.export.qti1.planned import planned
from quizgen.export.qti1.settings import minutes
from quizgen.export.qti1.texts import exam_name
from quizgen.model import Asked, Choice, Exam, Open, TrueFalse


def differences(exam: Exam, data: bytes) -> tuple[str, ...]:
    """What is not in the cartridge as the exam plans it, one line for each."""
    try:
        read = _found(data)
    except BROKEN as problem:
        return (f"the file cannot be read: {problem}",)
    return (
        *compared([_planned_whole(exam)], [read.whole], "quiz"),
        *compared(_planned_questions(exam), read.questions),
    )


def _found(data: bytes) -> Found:
    opened = archive(data)
    path = opened.resources["imsqti_xmlv1p2/imscc_xmlv1p1/assessment"]
    read = found(opened.files[path], opened.pictures)
    opened.require_pictures(read.shown)
    return read


def _planned_whole(exam: Exam) -> Facts:
    limit = minutes(exam.blueprint.duration)
    return {
        "ident": quiz_ident(exam),
        "title": exam.blueprint.title,
        "settings": {
            "cc_profile": "cc.exam.v0p1",
            "qmd_assessmenttype": "Examination",
            "qmd_scoretype": "Percentage",
            "cc_maxattempts": "1",
            **({"qmd_timelimit": str(limit)} if limit else {}),
        },
    }


def _planned_questions(exam: Exam) -> Iterator[Facts]:
    for asked in written(exam):
        facts = planned(asked, exam_name(exam), exam.pictures)
        yield {**facts, "group": None, "metadata": _metadata(asked)}


def _metadata(asked: Asked) -> Mapping[str, str]:
    unscored = {"qmd_computerscored": "No"} if isinstance(asked.question, Open) else {}
    profile = f"cc.{_profile(asked)}.v0p1"
    return {"cc_profile": profile, "cc_weighting": str(weight(asked.points)), **unscored}


def _profile(asked: Asked) -> str:
    question = asked.question
    if isinstance(question, Choice):
        return "multiple_response" if question.multiple else "multiple_choice"
    if isinstance(question, TrueFalse):
        return "true_false"
    return "essay" if isinstance(question, Open) else "fib"
