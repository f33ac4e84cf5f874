"""An Anki package → the bytes of its database, and its pictures by their names.

There are three sorts: with collection.anki2 (Anki 2.0), collection.anki21 (2.1), both with a list of
the media in JSON, and collection.anki21b (2.1.50 and later), whose parts are packed with Zstandard and
whose list is a message of Protocol Buffers. Newer sorts bear a database of the oldest as well, whose one
note asks to update Anki: it is never read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from unicodedata import normalize

from quizgen.importers.anki.compressed import is_compressed, unpacked
from quizgen.importers.anki.wire import fields, messages, number, text
from quizgen.importers.importer import Refused
from quizgen.importers.shared.archive import LARGEST, Archive

NEWEST: Final = "collection.anki21b"
COLLECTIONS: Final = (NEWEST, "collection.anki21", "collection.anki2")
"""The first of them that is there is the one with the notes."""

_ENTRIES: Final = 1
_NAME, _FILE = 1, 255
"""The fields of MediaEntries and of its MediaEntry (proto/anki/import_export.proto)."""

_OLDER: Final = "export it again in Anki, with “Support older Anki versions” ticked"
_AGAIN: Final = "export it again in Anki"


class Package:
    """A package; raises Refused where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        names = [name for name in COLLECTIONS if name in self._archive]
        if not names:
            raise Refused("there is no collection of Anki in it", 0, _AGAIN)
        self._collection = names[0]
        self._newest = names[0] == NEWEST
        self._left = LARGEST
        self._files = self._listed()

    def database(self) -> bytes:
        """The database with the notes."""
        data = self._archive.read(self._collection)
        return self._unpacked(data, "the collection") if self._newest else data

    def media(self, name: str) -> bytes | None:
        """The bytes of a picture or sound; None if there is no such file in the package."""
        part = self._files.get(normalize("NFC", name))
        if part is None or part not in self._archive:
            return None
        data = self._archive.read(part)
        packed = self._newest and is_compressed(data)
        return self._unpacked(data, f"the file {name}") if packed else data

    def _unpacked(self, data: bytes, what: str) -> bytes:
        """Bytes of the newest sort of packages, of which there may be so many together."""
        try:
            found = unpacked(data, what, self._left)
        except Refused as refused:
            raise Refused(refused.message, 0, _OLDER) from None
        self._left -= len(found)
        return found

    def _listed(self) -> Mapping[str, str]:
        """The names of media, and what their files in the package are called."""
        if "media" not in self._archive:
            return {}
        data = self._archive.read("media")
        try:
            return self._listed_now(data) if self._newest else _listed_once(data)
        except (ValueError, RecursionError):
            raise Refused("the list of its pictures is damaged", 0, _AGAIN) from None

    def _listed_now(self, data: bytes) -> Mapping[str, str]:
        packed = self._unpacked(data, "the list of its pictures")
        entries = [fields(entry) for entry in messages(fields(packed), _ENTRIES)]
        return {
            normalize("NFC", text(entry, _NAME)): str(number(entry, _FILE, place))
            for place, entry in enumerate(entries)
        }


def _listed_once(data: bytes) -> Mapping[str, str]:
    listed: Any = json.loads(data or b"{}")
    if not isinstance(listed, dict) or not all(isinstance(n, str) for n in listed.values()):
        raise ValueError("it is no object of texts")
    return {normalize("NFC", name): part for part, name in listed.items()}
