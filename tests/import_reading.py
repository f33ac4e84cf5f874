"""Texts of files to import → what is read of them, and the deck that comes of it."""

from __future__ import annotations

from quizgen.importers import IMPORTERS
from quizgen.importers.apart import Reading
from quizgen.importers.deck.drafting import Draft, draft
from quizgen.importers.importer import File, Imported
from quizgen.importers.servant import read, recognised
from quizgen.model import Picture, Question


def found(format: str, text: str | bytes, name: str) -> Imported:
    """What an importer reads."""
    data = text.encode() if isinstance(text, str) else text
    return read(IMPORTERS[format], File(name, data))


def questions(imported: Imported) -> list[Question]:
    """The questions of it."""
    return [entry.question for entry in imported.entries if entry.question]


def notes(imported: Imported) -> list[str]:
    """What is kept of it as notes."""
    return [entry.kept for entry in imported.entries if entry.kept]


def told(imported: Imported) -> list[tuple[str, int, str]]:
    """Its problems: severity, line, message."""
    return [(each.severity, each.place.line, each.message) for each in imported.problems]


def drafted(format: str, text: str, name: str) -> Draft:
    """The deck; the text has no pictures."""
    reading = Reading(File(name, text.encode()), format, found(format, text, name))
    return draft([reading], "deck", _no_picture)


def format_of(text: str | bytes, name: str) -> str:
    """The name of the format that is recognised, "" for none."""
    data = text.encode() if isinstance(text, str) else text
    importer = recognised(File(name, data))
    return importer.name if importer else ""


def _no_picture(data: bytes) -> Picture:
    raise AssertionError(f"a picture of {len(data)} bytes")
