"""The formats that questions are brought in from: one literal table, tried from the first to the last."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.importers.anki import ANKI
from quizgen.importers.anki.text import ANKI_TEXT
from quizgen.importers.blackboard import BLACKBOARD
from quizgen.importers.brightspace import BRIGHTSPACE
from quizgen.importers.importer import Importer
from quizgen.importers.qti12 import QTI12
from quizgen.importers.questions_json import JSON
from quizgen.importers.quizlet import QUIZLET
from quizgen.importers.table import KAHOOT, TABLE, WAYGROUND

IMPORTERS: Mapping[str, Importer] = {
    importer.name: importer
    for importer in (
        *(JSON, ANKI, ANKI_TEXT, QTI12, BRIGHTSPACE, BLACKBOARD, KAHOOT, WAYGROUND, TABLE),
        QUIZLET,
    )
}
