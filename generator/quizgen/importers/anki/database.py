"""The bytes of Anki's database, from whoever → its notes.

It is opened in memory only, may not be written, runs none of the code in it, and is left after so many
steps (SQLite, "Defense Against The Dark Arts"). Tables that matter must be tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, Final

from quizgen.importers.anki.note_types import in_json, in_tables
from quizgen.importers.anki.notes import Note, NoteType
from quizgen.importers.importer import Refused

_MOST_STEPS: Final = 20_000
"""Times ten thousand instructions of SQLite's machine: ten million notes need fewer."""

_LONGEST: Final = 100_000_000
"""Bytes of a value."""

_MOST_NOTES: Final = 200_000
_MARK: Final = b"SQLite format 3\0"
_JOURNAL: Final = slice(18, 20)
_SUSPENDED: Final = -1
_AGAIN: Final = "in Anki choose Tools → Check Database, then export it again"
_NOTES = "SELECT id, mid, tags, flds FROM notes ORDER BY id LIMIT ?"
_CARDS = "SELECT nid, CASE odid WHEN 0 THEN did ELSE odid END, ord, queue FROM cards ORDER BY id"

_Cards = Mapping[int, list[tuple[int, int, int]]]


def notes(database: bytes) -> tuple[Note, ...]:
    """All notes, those that were made first in front. Raises Refused."""
    if not database.startswith(_MARK):
        raise Refused("its collection is no database", 0, _AGAIN)
    try:
        with closing(_opened(database)) as connection:
            return tuple(_Collection(connection).notes())
    except (sqlite3.Error, ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
        raise Refused(f"its collection is damaged: {error}", 0, _AGAIN) from None
    except RecursionError:
        raise Refused("its collection is nested too deeply", 0, _AGAIN) from None


def _opened(database: bytes) -> sqlite3.Connection:
    """The database in memory. One that keeps a journal beside it says so, and there is none."""
    plain = bytearray(database)
    plain[_JOURNAL] = b"\1\1"
    connection = sqlite3.connect(":memory:")
    connection.deserialize(bytes(plain))
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    steps = iter(range(_MOST_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, 10_000)
    connection.create_collation("unicase", _compared)
    for setting in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _compared(first: str, second: str) -> int:
    """Anki's own order of names."""
    one, other = first.casefold(), second.casefold()
    return (one > other) - (one < other)


class _Collection:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        rows = connection.execute("SELECT name, type, sql FROM sqlite_master")
        self._tables = {str(name): f"{type} {sql}" for name, type, sql in rows}

    def notes(self) -> Iterator[Note]:
        """All notes that have cards."""
        kinds, decks, cards = self._kinds(), self._decks(), self._cards()
        rows = self._rows("notes", _NOTES, _MOST_NOTES + 1)
        for number, (id, kind, tags, values) in enumerate(rows, start=1):
            if number > _MOST_NOTES:
                raise Refused(f"it has more than {_MOST_NOTES:,} notes", 0, "export deck by deck")
            found = cards.get(id, [])
            yield _note(number, kinds.get(kind), tags, values, found, decks)

    def _rows(self, table: str, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that a query finds; its table must be one, no view and nothing virtual."""
        sql = self._tables.get(table, "")
        if not sql.lower().startswith("table create table "):
            raise Refused(f"its collection has no table {table}", 0, _AGAIN)
        # Not the cursor itself: ended early, it would be closed after its database, and say so.
        yield from map(tuple, self._connection.execute(query, values))

    def _kinds(self) -> Mapping[int, NoteType]:
        if "notetypes" not in self._tables:
            ((models,),) = self._rows("col", "SELECT models FROM col LIMIT 1")
            return in_json(models)
        return in_tables(
            self._rows("notetypes", "SELECT id, name, config FROM notetypes"),
            self._rows("fields", "SELECT ntid, name FROM fields ORDER BY ntid, ord"),
            self._rows("templates", "SELECT ntid, config FROM templates ORDER BY ntid, ord"),
        )

    def _decks(self) -> Mapping[int, tuple[str, ...]]:
        if "decks" in self._tables:
            rows = self._rows("decks", "SELECT id, name FROM decks")
            return {id: tuple(str(name).split("\x1f")) for id, name in rows}
        import json

        ((decks,),) = self._rows("col", "SELECT decks FROM col LIMIT 1")
        return {int(id): tuple(deck["name"].split("::")) for id, deck in json.loads(decks).items()}

    def _cards(self) -> _Cards:
        found: dict[int, list[tuple[int, int, int]]] = {}
        for note, deck, kind, queue in self._rows("cards", _CARDS):
            found.setdefault(note, []).append((deck, kind, queue))
        return found


def _note(
    number: int,
    kind: NoteType | None,
    tags: object,
    values: object,
    cards: list[tuple[int, int, int]],
    decks: Mapping[int, tuple[str, ...]],
) -> Note:
    """A note; one whose type is lost has fields without names."""
    texts = str(values).split("\x1f")
    names = tuple(f"Field {n}" for n in range(1, len(texts) + 1))
    if kind is None or len(kind.fields) < len(texts):
        kind = NoteType(kind.name if kind else "", names)
    texts += [""] * (len(kind.fields) - len(texts))
    return Note(
        number,
        kind,
        dict(zip(kind.fields, texts, strict=True)),
        tuple(str(tags).split()),
        next((decks[deck] for deck, _, _ in cards if deck in decks), ()),
        tuple(sorted({card for _, card, _ in cards})) or (0,),
        bool(cards) and all(queue == _SUSPENDED for _, _, queue in cards),
    )
