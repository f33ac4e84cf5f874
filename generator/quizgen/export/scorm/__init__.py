"""An exam → a SCORM 1.2 package: the page to practise with, which tells a platform what was earned.

Sharable Content Object Reference Model 1.2: the package is that of its Content Aggregation Model, section
2.3; how the page talks to a platform stands in templates/scorm/connection.js.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.export import practice
from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.package import package
from quizgen.export.lms.verify import require_same
from quizgen.export.lms.words import INVALID
from quizgen.export.page.page import own_text
from quizgen.export.scorm.manifest import PAGE, TITLE_LENGTH, manifest
from quizgen.export.scorm.readback import differences
from quizgen.labels import labels
from quizgen.model import KINDS, Asked, Exam
from quizgen.problem import Problem

__all__ = ["SCORM"]

LIMITS = replace(practice.LIMITS, target="SCORM")


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """Nothing is lost; refused are a package without questions and a title that it cannot bear."""
    return (*losses.check(exam, LIMITS), *_title(exam))


def _title(exam: Exam) -> Iterator[Problem]:
    title, place = exam.blueprint.title, exam.blueprint.place
    if len(title) > TITLE_LENGTH:
        message = f"the title has {len(title)} characters; SCORM takes {TITLE_LENGTH}"
        yield Problem(place, message, "shorten the title")
    if INVALID.search(title):
        message = "the title has an invisible character that cannot stand in an XML file"
        yield Problem(place, message, "write the title anew")


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The package. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    asked = losses.kept(exam, LIMITS)
    data = write(exam, asked, materials)
    require_same(exam, "SCORM", differences(exam, asked, materials, data))
    yield Document(f"{exam.blueprint.name}-scorm.zip", data)


def write(exam: Exam, asked: tuple[Asked, ...], materials: Materials) -> bytes:
    """The package's bytes, not yet read back."""
    words = labels(exam.blueprint.language).practice
    connected = practice.Addition(
        script=own_text("scorm/connection.js"),
        words={"no_script": words["no_script_course"]},
    )
    page = practice.write(exam, asked, materials, connected)
    return package({"imsmanifest.xml": manifest(exam), PAGE: page})


SCORM = Exporter(
    name="scorm",
    summary="the page to practise with as a SCORM 1.2 package, for Moodle, ILIAS and others",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
)
