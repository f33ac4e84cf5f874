"""An exam → the papers, the keys and the marking guide as PDF files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from quizgen.document import Document, NotMade
from quizgen.export.exporter import Exporter
from quizgen.materials import Materials
from quizgen.model import KINDS, Exam
from quizgen.paper import answer_sheet, characters, lengths
from quizgen.paper.pool import print_all
from quizgen.paper.printing import jobs, press
from quizgen.problem import Problem


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What can be told before printing: characters that no font has, words too long for any line,
    an answer sheet without answers."""
    return (
        *characters.check(exam, materials.theme),
        *lengths.check(exam),
        *answer_sheet.check(exam),
    )


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The documents, each read back and found to be as planned; raises NotMade."""
    wanted = jobs(exam, materials)
    with closing(print_all(press(exam, materials), wanted)) as outcomes:
        for job, outcome in zip(wanted, outcomes, strict=False):
            if outcome.problems:
                raise NotMade(outcome.problems)
            yield Document(job.path, outcome.data)


PDF = Exporter(
    name="pdf",
    summary="papers to print, with answer keys and a marking guide",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
)
