"""An exam → a table of its questions as CSV (RFC 4180), for spreadsheets and for statistics.

UTF-8 with the mark at its beginning by which Excel knows it. Every cell is between quotes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.features import Feature
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.spreadsheets.columns import COLUMNS, cells
from quizgen.export.spreadsheets.harmless import harmless
from quizgen.export.spreadsheets.limits import too_long, unwritable
from quizgen.export.spreadsheets.table_facts import found, planned
from quizgen.model import KINDS, Asked, Exam
from quizgen.problem import Problem


def _reasons(asked: Asked) -> Iterator[str]:
    yield from unwritable(asked.question)
    yield from too_long(map(harmless, cells(asked)))


LIMITS: Final = losses.Limits(
    "a table",
    dict.fromkeys(KINDS, ""),
    drops=frozenset(
        {
            Feature.PICTURES,
            Feature.OPTION_PICTURES,
            Feature.FEEDBACK_PICTURES,
            Feature.WRONG,
        }
    ),
    reasons=_reasons,
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What a table cannot hold."""
    return losses.check(exam, LIMITS)


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file; raises `NotMade` if it is read back as anything else."""
    data = write(exam)
    require_same(exam, "CSV", differences(exam, data))
    yield Document(f"{exam.blueprint.name}.csv", data)


def write(exam: Exam) -> bytes:
    """The file's bytes, not yet read back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for asked in losses.kept(exam, LIMITS):
        writer.writerow(map(harmless, cells(asked)))
    return text.getvalue().encode("utf-8-sig")


def differences(exam: Exam, data: bytes) -> Iterator[str]:
    """What is not in the file as the exam plans it, one line for each."""
    try:
        rows = tuple(found(data))
    except (ValueError, ArithmeticError) as problem:
        yield f"the file cannot be read: {problem}"
        return
    yield from compared(map(planned, losses.kept(exam, LIMITS)), rows)


CSV = Exporter(
    name="csv",
    summary="a table for spreadsheets, a question in each row",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
)
