"""The formats that questions are brought in from: one literal table, tried from the first to the last."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.importers.importer import Importer
from quizgen.importers.moodle import MOODLE
from quizgen.importers.qti12 import QTI12
from quizgen.importers.questions_json import JSON

IMPORTERS: Mapping[str, Importer] = {each.name: each for each in (JSON, MOODLE, QTI12)}
