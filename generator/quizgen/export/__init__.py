"""The formats that exams are written in: one literal table."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.anki import ANKI
from quizgen.export.exporter import Exporter
from quizgen.export.moodle import MOODLE
from quizgen.export.pdf import PDF
from quizgen.export.practice import HTML
from quizgen.export.web import WEB

EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter for exporter in (PDF, MOODLE, ANKI, HTML, WEB)
}
