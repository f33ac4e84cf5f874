"""The formats that exams are written in: one literal table."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.aiken import AIKEN
from quizgen.export.anki import ANKI
from quizgen.export.canvas import CANVAS
from quizgen.export.cartridge import CARTRIDGE
from quizgen.export.docx import DOCX
from quizgen.export.exporter import Exporter
from quizgen.export.gift import GIFT
from quizgen.export.h5p import H5P
from quizgen.export.moodle import MOODLE
from quizgen.export.pdf import PDF
from quizgen.export.practice import HTML
from quizgen.export.qti import QTI_21, QTI_30
from quizgen.export.questions_json import JSON
from quizgen.export.rows.blackboard import BLACKBOARD
from quizgen.export.rows.brightspace import BRIGHTSPACE
from quizgen.export.scorm import SCORM
from quizgen.export.spreadsheets.kahoot import KAHOOT
from quizgen.export.spreadsheets.table import CSV
from quizgen.export.spreadsheets.wayground import WAYGROUND
from quizgen.export.web import WEB

_PAPERS = (PDF, DOCX, WEB)
_BANKS = (MOODLE, GIFT, AIKEN, CANVAS, CARTRIDGE, QTI_21, QTI_30, BLACKBOARD, BRIGHTSPACE)
_LEARNING = (ANKI, HTML, SCORM, H5P, KAHOOT, WAYGROUND)
_DATA = (JSON, CSV)

EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter for exporter in (*_PAPERS, *_BANKS, *_LEARNING, *_DATA)
}
