"""The formats that questions are brought in from: one literal table, tried from the first to the last."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.importers.importer import Importer
from quizgen.importers.notes import NOTES
from quizgen.importers.questions_json import JSON

IMPORTERS: Mapping[str, Importer] = {importer.name: importer for importer in (JSON, NOTES)}
