"""An exam → a QTI 1.2 package for Canvas: a quiz with its pictures, for classic and New Quizzes.

A question that several forms ask is written once; a section whose forms ask different questions becomes
a group that Canvas picks from. Canvas does the shuffling.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.export.canvas.assessment import assessment
from quizgen.export.canvas.limits import check
from quizgen.export.canvas.manifest import files
from quizgen.export.canvas.readback import differences
from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms.package import package
from quizgen.export.lms.verify import require_same
from quizgen.export.qti1.kinds import KINDS
from quizgen.export.qti1.texts import Texts
from quizgen.model import Exam

__all__ = ["CANVAS", "differences"]


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The package. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    data = write(exam)
    require_same(exam, "Canvas", differences(exam, data))
    yield Document(f"{exam.blueprint.name}-canvas.zip", data)


def write(exam: Exam) -> bytes:
    """The package's bytes, not yet read back."""
    texts = Texts(exam.pictures)
    return package(files(exam, assessment(exam, texts), texts))


CANVAS = Exporter(
    name="canvas",
    summary="a quiz for Canvas (QTI 1.2), with pictures, feedback and groups",
    kinds=KINDS,
    check=check,
    export=export,
)
