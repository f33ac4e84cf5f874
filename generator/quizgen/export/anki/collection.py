"""Notes → the bytes of Anki's collection, an SQLite database, by genanki.

The same bytes from every version of SQLite: its number stands in the file's head (SQLite file format,
section 1.3), and some leave what was deleted on unused pages, so that everything is written anew.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import warnings
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from quizgen.export.anki import names
from quizgen.export.anki.note_types import GAPS, QUESTION, STYLE, NoteType

_BORN = 1_000_000_000
"""Seconds since 1970: when every note and card is said to be made."""

_CHANGES, _VALID_FOR = slice(24, 28), slice(92, 100)
"""Where the head counts the changes, and tells which version made which of them."""

_SETTINGS = "PRAGMA page_size=4096; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=0"


@dataclass(frozen=True, slots=True)
class Note:
    """A note: what Anki knows it by, where it goes and what it says; `fields` are all of its type."""

    guid: str
    deck: str
    kind: NoteType
    tags: tuple[str, ...]
    fields: tuple[str, ...]


def collection(notes: Sequence[Note]) -> bytes:
    """The database with the notes in this order."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_SETTINGS)
        _fill(connection, notes)
        _settle_note_types(connection)
        _date_notes(connection)
        connection.commit()
        connection.execute("VACUUM")
        return _without_version(connection.serialize())


def _fill(connection: sqlite3.Connection, notes: Iterable[Note]) -> None:
    import genanki

    models = {kind.name: _model(kind) for kind in (QUESTION, GAPS)}
    decks: dict[str, Any] = {}
    for place, note in enumerate(notes, start=1):
        if note.deck not in decks:
            decks[note.deck] = genanki.Deck(names.number("deck", note.deck), note.deck)
        model, given = models[note.kind.name], list(note.fields)
        made = genanki.Note(model, given, tags=note.tags, guid=note.guid, due=place)
        decks[note.deck].add_note(made)
    ids = itertools.count(_BORN * 1000)
    with warnings.catch_warnings():
        # genanki looks for HTML that is not ours, and takes some of ours for it.
        warnings.simplefilter("ignore")
        genanki.Package(list(decks.values())).write_to_db(connection.cursor(), _BORN, ids)


def _model(kind: NoteType) -> Any:
    import genanki

    return genanki.Model(
        names.number("note type", kind.name),
        kind.name,
        fields=[{"name": name} for name in kind.fields],
        templates=[{"name": "Card", "qfmt": kind.front, "afmt": kind.back}],
        css=STYLE,
        model_type=genanki.Model.CLOZE if kind.cloze else genanki.Model.FRONT_BACK,
    )


def _settle_note_types(connection: sqlite3.Connection) -> None:
    """Each note type once, which genanki writes twice; its time changes with what it says."""
    ((text,),) = connection.execute("SELECT models FROM col")
    found: dict[str, dict[str, Any]] = json.loads(text)
    for each in found.values():
        each["did"] = None  # otherwise the deck that happens to be the last
        each["mod"] = names.modified(json.dumps(each, sort_keys=True))
    connection.execute("UPDATE col SET models = ?", (json.dumps(found, sort_keys=True),))


def _date_notes(connection: sqlite3.Connection) -> None:
    """A time for each note that changes with what it says."""
    rows = connection.execute("SELECT flds, tags, id FROM notes").fetchall()
    dates = [(names.modified(fields, tags), number) for fields, tags, number in rows]
    connection.executemany("UPDATE notes SET mod = ? WHERE id = ?", dates)


def _without_version(database: bytes) -> bytes:
    head = bytearray(database)
    head[_CHANGES] = (1).to_bytes(4, "big")
    head[_VALID_FOR] = (1).to_bytes(4, "big") + (3_000_000).to_bytes(4, "big")
    return bytes(head)
