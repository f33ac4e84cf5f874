"""The formats that exams are written in: one literal table."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.aiken import AIKEN
from quizgen.export.canvas import CANVAS
from quizgen.export.cartridge import CARTRIDGE
from quizgen.export.docx import DOCX
from quizgen.export.exporter import Exporter
from quizgen.export.gift import GIFT
from quizgen.export.moodle import MOODLE
from quizgen.export.pdf import PDF

EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter for exporter in (PDF, DOCX, MOODLE, GIFT, AIKEN, CANVAS, CARTRIDGE)
}
