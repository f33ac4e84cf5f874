"""The formats that exams are written in: one literal table."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.exporter import Exporter
from quizgen.export.moodle import MOODLE
from quizgen.export.pdf import PDF
from quizgen.export.questions_json import JSON

EXPORTERS: Mapping[str, Exporter] = {exporter.name: exporter for exporter in (PDF, MOODLE, JSON)}
