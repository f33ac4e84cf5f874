"""A written page to practise with and its exam → where the two differ; also what else in it might act."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.export.lms.verify import compared, require_same
from quizgen.export.practice.found import found
from quizgen.export.practice.planned import planned
from quizgen.materials import Materials
from quizgen.model import Asked, Exam


def verify(exam: Exam, asked: Iterable[Asked], materials: Materials, data: bytes) -> None:
    """Raise `NotMade` with all differences, if there are any: a fault of ours."""
    require_same(exam, "practice", differences(exam, asked, materials, data))


def differences(
    exam: Exam, asked: Iterable[Asked], materials: Materials, data: bytes
) -> tuple[str, ...]:
    """What is not in the page as the exam plans it, one line for each."""
    try:
        facts = tuple(found(data))
    except (ValueError, KeyError, ArithmeticError) as problem:
        return (f"the page cannot be read: {problem}",)
    return tuple(compared(planned(exam, asked, materials), facts))
