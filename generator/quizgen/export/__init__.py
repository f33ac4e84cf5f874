"""The formats that exams are written in: one literal table."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.docx import DOCX
from quizgen.export.exporter import Exporter
from quizgen.export.h5p import H5P
from quizgen.export.moodle import MOODLE
from quizgen.export.pdf import PDF

EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter for exporter in (PDF, MOODLE, DOCX, H5P)
}
