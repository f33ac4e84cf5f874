"""A written H5P package and its exam → where the two differ; nothing is handed out unless equal."""

from __future__ import annotations

from zipfile import BadZipFile

from quizgen.export.h5p.found import found
from quizgen.export.h5p.planned import planned
from quizgen.export.lms.verify import compared
from quizgen.model import Asked, Exam


def differences(exam: Exam, questions: tuple[Asked, ...], data: bytes) -> tuple[str, ...]:
    """What is not in the package as the exam plans it, one line for each."""
    try:
        facts = tuple(found(data))
    except (BadZipFile, ValueError, KeyError, TypeError) as problem:
        return (f"the file cannot be read: {problem!r}",)
    return tuple(compared(planned(exam, questions), facts))
