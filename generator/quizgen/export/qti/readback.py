"""A written QTI package and its exam → where the two differ; nothing is handed out unless equal."""

from __future__ import annotations

from zipfile import BadZipFile

from lxml import etree

from quizgen.export.exporter import Materials
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.qti.dialects import Dialect
from quizgen.export.qti.found import found
from quizgen.export.qti.planned import planned
from quizgen.model import Exam

_UNREADABLE = (etree.XMLSyntaxError, BadZipFile, ValueError, ArithmeticError, LookupError)


def verify(exam: Exam, materials: Materials, dialect: Dialect, data: bytes) -> None:
    """Raise `NotMade` with all differences, if there are any: a fault of ours."""
    require_same(exam, dialect.title, differences(exam, materials, dialect, data))


def differences(exam: Exam, materials: Materials, dialect: Dialect, data: bytes) -> tuple[str, ...]:
    """What is not in the package as the exam plans it, one line for each."""
    try:
        facts = tuple(found(data))
    except _UNREADABLE as problem:
        return (f"the package cannot be read: {problem}",)
    return tuple(compared(planned(exam, materials, dialect), facts))
