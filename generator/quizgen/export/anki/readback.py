"""A written Anki package and its exam → where the two differ; nothing is handed out unless equal."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.export.anki.found import BROKEN, found
from quizgen.export.anki.planned import planned
from quizgen.export.lms.verify import compared, require_same
from quizgen.model import Asked, Exam


def verify(exam: Exam, asked: Iterable[Asked], data: bytes) -> None:
    """Raise `NotMade` with all differences, if there are any: a fault of ours."""
    require_same(exam, "Anki", differences(exam, asked, data))


def differences(exam: Exam, asked: Iterable[Asked], data: bytes) -> tuple[str, ...]:
    """What is not in the package as the exam plans it, one line for each."""
    try:
        facts = tuple(found(data))
    except BROKEN as problem:
        return (f"the package cannot be read: {problem}",)
    return tuple(compared(planned(exam, asked), facts))
