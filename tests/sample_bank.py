"""A bank that holds every kind of question and every feature → what each exporter makes of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from builders import in_memory

from quizgen.assemble import bank_exam
from quizgen.export.exporter import Exporter, Materials, Theme
from quizgen.model import Exam
from quizgen.problem import show
from quizgen.project import Project, load
from quizgen.read.formulas import draw

FOLDER = Path(__file__).parent / "everything"


def drawn() -> Materials:
    """All formulas of the bank."""
    formulas, problems = draw(everything().questions)
    assert not problems
    return Materials(formulas, Theme({}))


@cache
def project() -> Project:
    """What tests/everything holds."""
    return load(FOLDER)


@cache
def everything() -> Exam:
    """All its questions as one bank."""
    return bank_exam(project().bank, "Everything")


def losses(exporter: Exporter) -> str:
    """What an author is told who exports it."""
    return show(sorted(set(exporter.check(everything(), MATERIALS))), project().sources)


def files(exporter: Exporter) -> Iterator[tuple[str, bytes]]:
    """What the exporter writes; archives are unpacked, their files stand below their name."""
    for document in map(in_memory, exporter.export(everything(), MATERIALS)):
        if not zipfile.is_zipfile(io.BytesIO(document.data)):
            yield document.path, document.data
            continue
        with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
            for name in archive.namelist():
                yield f"{document.path}/{name}", archive.read(name)


MATERIALS = drawn()
