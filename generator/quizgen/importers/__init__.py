"""The formats that questions are brought in from: one literal table, tried from the first to the last."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.importers.aiken import AIKEN
from quizgen.importers.gift import GIFT
from quizgen.importers.importer import Importer
from quizgen.importers.qti12 import QTI12
from quizgen.importers.questions_json import JSON
from quizgen.importers.text2qti import TEXT2QTI

IMPORTERS: Mapping[str, Importer] = {
    importer.name: importer for importer in (JSON, QTI12, GIFT, TEXT2QTI, AIKEN)
}
