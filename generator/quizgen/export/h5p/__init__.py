"""An exam → one H5P package: its questions as a question set, with their pictures.

A question that several forms ask is written once; H5P does the shuffling.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.document import NotMade
from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.h5p import files, kinds
from quizgen.export.h5p.limits import LIMITS, TARGET, check
from quizgen.export.h5p.readback import differences
from quizgen.export.lms import losses
from quizgen.export.lms.drawing import NotDrawn
from quizgen.export.lms.package import package
from quizgen.export.lms.verify import require_same
from quizgen.model import Exam
from quizgen.problem import Problem

__all__ = ["H5P"]


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The package. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    questions = losses.kept(exam, LIMITS)
    try:
        data = package(files.written(exam, questions))
        found = differences(exam, questions, data)
    except (NotDrawn, OSError) as failure:
        raise NotMade((Problem(exam.blueprint.place, str(failure)),)) from failure
    require_same(exam, TARGET, found)
    yield Document(f"{exam.blueprint.name}.h5p", data)


H5P = Exporter(
    name="h5p",
    summary="an H5P question set to practise with, with pictures and feedback",
    kinds=kinds.KINDS,
    check=check,
    export=export,
)
