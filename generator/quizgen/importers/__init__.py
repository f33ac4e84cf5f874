"""The formats that questions are brought in from: one literal table, tried from the first to the last."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.importers.h5p import H5P
from quizgen.importers.hashcards import HASHCARDS
from quizgen.importers.importer import Importer
from quizgen.importers.obsidian import OBSIDIAN
from quizgen.importers.qti12 import QTI12
from quizgen.importers.questions_json import JSON
from quizgen.importers.rexams import REXAMS

IMPORTERS: Mapping[str, Importer] = {
    importer.name: importer for importer in (JSON, QTI12, H5P, REXAMS, OBSIDIAN, HASHCARDS)
}
