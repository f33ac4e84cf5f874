"""The formats that questions are brought in from: one literal table, tried from the first to the last."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.importers.aiken import AIKEN
from quizgen.importers.anki import ANKI
from quizgen.importers.anki.text import ANKI_TEXT
from quizgen.importers.blackboard import BLACKBOARD
from quizgen.importers.brightspace import BRIGHTSPACE
from quizgen.importers.gift import GIFT
from quizgen.importers.h5p import H5P
from quizgen.importers.hashcards import HASHCARDS
from quizgen.importers.importer import Importer
from quizgen.importers.moodle import MOODLE
from quizgen.importers.notes import NOTES
from quizgen.importers.obsidian import OBSIDIAN
from quizgen.importers.qti import QTI
from quizgen.importers.qti12 import QTI12
from quizgen.importers.questions_json import JSON
from quizgen.importers.quizlet import QUIZLET
from quizgen.importers.rexams import REXAMS
from quizgen.importers.table import KAHOOT, TABLE, WAYGROUND
from quizgen.importers.text2qti import TEXT2QTI

_TABLE = (
    JSON,
    ANKI,
    H5P,
    MOODLE,
    QTI12,
    QTI,
    KAHOOT,
    WAYGROUND,
    BRIGHTSPACE,
    BLACKBOARD,
    ANKI_TEXT,
    REXAMS,
    TEXT2QTI,
    GIFT,
    AIKEN,
    OBSIDIAN,
    HASHCARDS,
    TABLE,
    QUIZLET,
    NOTES,
)

IMPORTERS: Mapping[str, Importer] = {importer.name: importer for importer in _TABLE}
