"""A file, and a way to change bytes → the file with something in it changed, so that it still opens.

What is changed at random anywhere is mostly a damaged archive, and nothing behind its reading is ever
tried. So an archive is unpacked, one of its files is changed and all are packed again; of a database a
cell is changed.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Final
from zipfile import BadZipFile, ZipFile

import zstandard

Change = Callable[[bytes], bytes]

_ZIP: Final = b"PK\x03\x04"
_SQLITE: Final = b"SQLite format 3\0"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_MOST_CELLS: Final = 500
_DAMAGED: Final = (
    *(BadZipFile, zlib.error, sqlite3.Error, zstandard.ZstdError, LookupError, EOFError),
    *(ValueError, OSError, RuntimeError, MemoryError),
)
_WHOLE: Final = 0.05
"""How often an archive or database is changed as its bytes are, which its reading must stand, too."""


def changed(data: bytes, change: Change, chance: Random) -> bytes:
    """The file after one change in it."""
    inside = _inside(data)
    if inside is None or chance.random() < _WHOLE:
        return change(data)
    try:
        return inside(data, change, chance)
    except _DAMAGED:
        return change(data)


def _inside(data: bytes) -> Callable[[bytes, Change, Random], bytes] | None:
    kinds = {_ZIP: _in_zip, _SQLITE: _in_database, _ZSTD: _in_compressed}
    return next((inside for start, inside in kinds.items() if data.startswith(start)), None)


def _in_zip(data: bytes, change: Change, chance: Random) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
    name, other = (chance.choice(sorted(held)) for _ in "12")
    kind = chance.random()
    if kind < 0.04:
        del held[name]
    elif kind < 0.08:
        held[name] = held[other]
    else:
        held[name] = changed(held[name], change, chance)
    return zipped(held)


def zipped(held: dict[str, bytes]) -> bytes:
    """An archive of these files, whose bytes stand in it as they are."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _in_database(data: bytes, change: Change, chance: Random) -> bytes:
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(data)
        base.create_collation("unicase", lambda one, two: (one > two) - (one < two))
        table, column, row, cell = chance.choice(_cells(base))
        new = change(cell.encode() if isinstance(cell, str) else cell)
        kept = new.decode("utf-8", "replace") if isinstance(cell, str) else new
        base.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (kept, row))
        base.commit()
        return base.serialize()
    finally:
        base.close()


def _cells(base: sqlite3.Connection) -> list[tuple[str, str, int, str | bytes]]:
    """Table, column, row and what stands there, where it is text or bytes."""
    found = []
    for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table.startswith("sqlite_"):
            continue
        for _, column, *_ in base.execute(f'PRAGMA table_info("{table}")').fetchall():
            asked = f'SELECT rowid, "{column}" FROM "{table}" LIMIT {_MOST_CELLS}'
            try:
                cells = base.execute(asked).fetchall()
            except sqlite3.Error:
                continue  # a table without numbers of rows
            found += [(table, column, row, c) for row, c in cells if isinstance(c, str | bytes)]
    return found


def _in_compressed(data: bytes, change: Change, chance: Random) -> bytes:
    whole = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    return zstandard.ZstdCompressor().compress(changed(whole, change, chance))
