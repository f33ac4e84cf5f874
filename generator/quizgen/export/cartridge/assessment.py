"""An exam → the assessment of a Common Cartridge: one section with its items."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.cartridge.limits import weight, written
from quizgen.export.lms.words import number
from quizgen.export.qti1 import texts, xml
from quizgen.export.qti1.body import Setting
from quizgen.export.qti1.kinds import item
from quizgen.export.qti1.settings import minutes
from quizgen.export.qti1.texts import Texts, exam_name
from quizgen.export.qti1.xml import qti
from quizgen.model import Asked, Exam

PROFILES: Mapping[str, str] = {
    "multiple_choice_question": "cc.multiple_choice.v0p1",
    "multiple_answers_question": "cc.multiple_response.v0p1",
    "true_false_question": "cc.true_false.v0p1",
    "short_answer_question": "cc.fib.v0p1",
    "essay_question": "cc.essay.v0p1",
}


def assessment(exam: Exam, texts: Texts) -> bytes:
    """The file's bytes; `texts` has noted the pictures that it shows."""
    setting = Setting(exam_name(exam), texts, _fields)
    root = qti(
        "assessment",
        xml.metadata(_settings(exam)),
        qti("section", *(item(asked, setting) for asked in written(exam)), ident="root_section"),
        ident=quiz_ident(exam),
        title=exam.blueprint.title,
    )
    return xml.document(qti("questestinterop", root))


def quiz_ident(exam: Exam) -> str:
    """What the quiz is called."""
    return texts.ident(exam_name(exam))


def _settings(exam: Exam) -> Mapping[str, str]:
    limit = minutes(exam.blueprint.duration)
    return {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        **({"qmd_timelimit": str(limit)} if limit is not None else {}),
        "cc_maxattempts": "1",
    }


def _fields(asked: Asked, kind: str) -> Mapping[str, str]:
    """The standard's own labels and Canvas's. An essay must say that no computer scores it."""
    return {
        "cc_profile": PROFILES[kind],
        "cc_weighting": str(weight(asked.points)),
        **({"qmd_computerscored": "No"} if kind == "essay_question" else {}),
        "question_type": kind,
        "points_possible": number(asked.points),
    }
