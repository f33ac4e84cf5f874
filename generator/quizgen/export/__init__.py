"""The formats that exams are written in: one literal table."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.exporter import Exporter
from quizgen.export.moodle import MOODLE
from quizgen.export.pdf import PDF
from quizgen.export.questions_json import JSON
from quizgen.export.rows.blackboard import BLACKBOARD
from quizgen.export.rows.brightspace import BRIGHTSPACE
from quizgen.export.spreadsheets.kahoot import KAHOOT
from quizgen.export.spreadsheets.table import CSV
from quizgen.export.spreadsheets.wayground import WAYGROUND

EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter
    for exporter in (PDF, MOODLE, JSON, CSV, KAHOOT, WAYGROUND, BLACKBOARD, BRIGHTSPACE)
}
