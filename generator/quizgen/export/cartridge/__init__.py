"""An exam → a Common Cartridge 1.1: a quiz for Brightspace, Schoology, Blackboard, and also Canvas.

Its questions carry the profile and the weighting of the standard as well as Canvas's kind and points, so
that they keep their points everywhere (IMS Common Cartridge Profile 1.1, question types of section 4.6).
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.export.cartridge.assessment import assessment
from quizgen.export.cartridge.limits import SUPPORTED, check
from quizgen.export.cartridge.manifest import files
from quizgen.export.cartridge.readback import differences
from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms.package import package
from quizgen.export.lms.verify import require_same
from quizgen.export.qti1.texts import Texts
from quizgen.model import Exam

__all__ = ["CARTRIDGE", "differences"]


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The cartridge. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    data = write(exam)
    require_same(exam, "Common Cartridge", differences(exam, data))
    yield Document(f"{exam.blueprint.name}.imscc", data)


def write(exam: Exam) -> bytes:
    """The cartridge's bytes, not yet read back."""
    texts = Texts(exam.pictures)
    return package(files(exam, assessment(exam, texts), texts))


CARTRIDGE = Exporter(
    name="cartridge",
    summary="a Common Cartridge 1.1 for Brightspace, Schoology and Blackboard",
    kinds=frozenset(SUPPORTED),
    check=check,
    export=export,
)
