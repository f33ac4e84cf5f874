"""A written Moodle XML file and its exam → where the two differ; nothing is handed out unless equal.

Both are boiled down to plain facts, question by question: what the file says as Moodle would read it,
and what the exam plans, told from its nodes and not from our HTML.
"""

from __future__ import annotations

from lxml import etree

from quizgen.export.lms.verify import compared, require_same
from quizgen.export.moodle.found import found
from quizgen.export.moodle.planned import planned
from quizgen.model import Exam


def verify(exam: Exam, data: bytes) -> None:
    """Raise `NotMade` with all differences, if there are any: a fault of ours."""
    require_same(exam, "Moodle", differences(exam, data))


def differences(exam: Exam, data: bytes) -> tuple[str, ...]:
    """What is not in the file as the exam plans it, one line for each."""
    try:
        facts = tuple(found(data))
    except (etree.XMLSyntaxError, ValueError) as problem:
        return (f"the file cannot be read: {problem}",)
    return tuple(compared(planned(exam), facts))
