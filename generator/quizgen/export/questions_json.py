"""An exam → one JSON file with all of its questions, their markup and pictures, and the forms that ask them.

Nothing is lost: what is written is read back and must equal the exam.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.asked import in_bank_order
from quizgen.export.lms.verify import require_same
from quizgen.model import KINDS, Bank, Exam
from quizgen.problem import Problem
from quizgen.record import RecordError
from quizgen.record.questions import dump_questions, load_questions

LIMITS: Final = losses.Limits("JSON", dict.fromkeys(KINDS, ""))


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """An error if there is no question."""
    return losses.check(exam, LIMITS)


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file; raises `NotMade` if it is read back as anything else."""
    data = write(exam)
    require_same(exam, "JSON", differences(exam, data))
    yield Document(f"{exam.blueprint.name}-questions.json", data)


def write(exam: Exam) -> bytes:
    """The file's bytes, not yet read back."""
    return dump_questions(exam, _bank(exam).questions).encode()


def differences(exam: Exam, data: bytes) -> Iterator[str]:
    """What the file says otherwise than the exam, one line for each."""
    try:
        found = load_questions(data.decode())
    except (RecordError, UnicodeDecodeError) as problem:
        yield f"the file cannot be read: {problem}"
        return
    wanted = _bank(exam)
    for name in ("questions", "decks", "pictures"):
        if getattr(found.bank, name) != getattr(wanted, name):
            yield f"other {name}"
    if found.forms != exam.forms:
        yield "other forms"


def _bank(exam: Exam) -> Bank:
    questions = tuple(asked.question for asked in in_bank_order(exam))
    return Bank(questions, exam.decks, exam.pictures)


JSON = Exporter(
    name="json",
    summary="JSON for other programs: everything of every question, with pictures",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
)
