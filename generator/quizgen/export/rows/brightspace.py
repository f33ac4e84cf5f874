"""An exam → the CSV that Brightspace's question library imports: a block of rows for each question.

The form is that of D2L's sample file: five columns, blocks that begin with NewQuestion, a row of commas
between them, UTF-8 with the mark at its beginning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.features import Feature, used
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.rows.brightspace_facts import found, planned
from quizgen.export.rows.brightspace_rows import rows, weight
from quizgen.export.rows.limits import unfit
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import Problem, warning

COLUMNS = 5
_BETWEEN = "," * (COLUMNS - 1) + "\r\n"


def _reasons(asked: Asked) -> Iterator[str]:
    question = asked.question
    yield from unfit(asked)
    if isinstance(question, Gaps) and len(question.gaps) != 1:
        yield f"it has {len(question.gaps)} gaps, and may have one"
    if isinstance(question, Numeric) and question.value != question.value.to_integral_value():
        yield "it asks for a number that is not whole, which may be written in several ways"
    if isinstance(question, Choice) and not question.multiple:
        weights = [weight(option) for option in question.options]
        if min(weights) < 0 or max(weights) != 100:
            yield "its options must earn 0 to 100 % of the points, and one of them all"


LIMITS: Final = losses.Limits(
    "Brightspace",
    {
        **dict.fromkeys((Choice, TrueFalse, ShortAnswer, Matching, Ordering, Open), ""),
        Gaps: "a short answer",
        Numeric: "a short answer",
    },
    drops=frozenset(
        {
            Feature.FEEDBACK_PICTURES,
            Feature.TAGS,
            Feature.WRONG,
            Feature.PINNED,
            Feature.CASE,
            Feature.SURPLUS,
        }
    ),
    refuses=frozenset(
        {
            Feature.PICTURES,
            Feature.OPTION_PICTURES,
            Feature.WILDCARDS,
            Feature.REPEATED,
            Feature.TOLERANCE,
        }
    ),
    reasons=_reasons,
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What Brightspace cannot hold."""
    return (
        *losses.check(exam, LIMITS),
        *_lost(exam),
    )


def _lost(exam: Exam) -> Iterator[Problem]:
    """What Brightspace can hold in some questions only."""
    for asked in losses.kept(exam, LIMITS):
        question = asked.question
        if question.rubric and not isinstance(question, Open):
            message = f"Brightspace has no marking guide for questions of kind {question.kind}"
            yield warning(
                question.place, f"{message}: it is left out", "it is printed with the key"
            )
        if isinstance(question, Choice) and question.multiple and Feature.CREDIT in used(asked):
            message = "Brightspace has no credit for single options where several may be picked"
            yield warning(question.place, f"{message}: it is left out")


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file; raises `NotMade` if it is read back as anything else."""
    data = write(exam)
    require_same(exam, "Brightspace", differences(exam, data))
    yield Document(f"{exam.blueprint.name}-brightspace.csv", data)


def write(exam: Exam) -> bytes:
    """The file's bytes, not yet read back."""
    blocks = (_block(asked) for asked in losses.kept(exam, LIMITS))
    return _BETWEEN.join(blocks).encode("utf-8-sig")


def differences(exam: Exam, data: bytes) -> Iterator[str]:
    """What is not in the file as the exam plans it, one line for each."""
    try:
        facts = tuple(found(data))
    except (ValueError, ArithmeticError) as problem:
        yield f"the file cannot be read: {problem}"
        return
    yield from compared(map(planned, losses.kept(exam, LIMITS)), facts)


def _block(asked: Asked) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows(asked):
        writer.writerow(row + ("",) * (COLUMNS - len(row)))
    return text.getvalue()


BRIGHTSPACE = Exporter(
    name="brightspace",
    summary="CSV for Brightspace's question library, without pictures",
    kinds=frozenset(LIMITS.kinds),
    check=check,
    export=export,
)
