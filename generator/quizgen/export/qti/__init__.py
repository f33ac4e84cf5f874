"""An exam → QTI 2.1 and 3.0 content packages: its questions, each an item, with their pictures.

A question that several forms ask is written once; the platform does the shuffling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms.losses import kept
from quizgen.export.lms.package import package
from quizgen.export.qti.body import Bodies
from quizgen.export.qti.contract import check, limits
from quizgen.export.qti.dialects import QTI21, QTI30, Dialect
from quizgen.export.qti.items import item
from quizgen.export.qti.names import identifiers
from quizgen.export.qti.packages import files
from quizgen.export.qti.parts import Setting
from quizgen.export.qti.readback import verify
from quizgen.model import KINDS, Exam

__all__ = ["QTI_21", "QTI_30", "write"]


def write(exam: Exam, materials: Materials, dialect: Dialect) -> Mapping[str, bytes]:
    """The files of the package, not yet read back."""
    asked = kept(exam, limits(dialect))
    named = identifiers(one.question for one in asked)
    bodies = Bodies(exam.pictures, materials.formulas)
    setting = Setting(bodies, exam.blueprint.shuffle_options, named)
    return files(exam, tuple(item(one, setting) for one in asked), dialect)


def _export(exam: Exam, materials: Materials, dialect: Dialect) -> Iterator[Document]:
    """The package. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    data = package(write(exam, materials, dialect))
    verify(exam, materials, dialect, data)
    yield Document(f"{exam.blueprint.name}-{dialect.name}.zip", data)


def _exporter(dialect: Dialect, platforms: str) -> Exporter:
    return Exporter(
        name=dialect.name,
        summary=f"{dialect.title} package with pictures and feedback, for {platforms}",
        kinds=frozenset(KINDS),
        check=partial(check, dialect=dialect),
        export=partial(_export, dialect=dialect),
    )


QTI_21 = _exporter(QTI21, "OpenOlat, TAO, Inspera")
QTI_30 = _exporter(QTI30, "platforms that read QTI 3.0")
