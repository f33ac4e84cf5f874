"""PDF objects → a file, written one after the other, so that memory does not grow with its length.

Streams are written at once; all else is packed into object streams (ISO 32000-1, 7.5.7), many
objects to one, and found by a cross-reference stream (7.5.8).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from struct import Struct
from typing import BinaryIO

from quizgen.paper.pdf.objects import stream

PACKED = 2000
"""So many objects at most to an object stream: a reader must unpack it to see one of them."""

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ENTRY = Struct(">BIH")
_FREE = _ENTRY.pack(0, 0, 65535)


class PdfWriter:
    """Writes into a file. Numbers below `first` may be used for objects that are numbered elsewhere."""

    def __init__(self, first: int, file: BinaryIO) -> None:
        self.next = first
        self._file = file
        self._digest = hashlib.sha256()
        self._position = 0
        self._entries = bytearray(_FREE * first)
        self._small: dict[int, bytes] = {}
        self._write(_HEADER)

    def reserve(self) -> int:
        """A number for an object that will be put later."""
        self._entries += _FREE
        self.next += 1
        return self.next - 1

    def add(self, data: bytes) -> int:
        """Put an object; its number."""
        number = self.reserve()
        self.put(number, data)
        return number

    def add_all(self, data: Iterable[bytes]) -> int:
        """Put objects with numbers that follow each other; the number of the first."""
        first = self.next
        for each in data:
            self.add(each)
        return first

    def put(self, number: int, data: bytes) -> None:
        """Put the object of that number."""
        if data.endswith(b"endstream"):
            self._enter(number, 1, self._position, 0)
            self._write(_whole(number, data))
            return
        self._small[number] = data
        if len(self._small) >= PACKED:
            self._pack()

    def finish(self, catalog: int, info: int) -> None:
        """Write what is left, with the numbers of the file's catalog and of its information."""
        if self._small:
            self._pack()
        index, position = self.reserve(), self._position
        self._enter(index, 1, position, 0)
        mark = self._digest.hexdigest()[:32].encode()
        entries = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
        entries %= (self.next, catalog, info, mark, mark)
        self._write(_whole(index, stream(bytes(self._entries), entries)))
        self._file.write(b"startxref\n%d\n%%%%EOF\n" % position)

    def _write(self, part: bytes) -> None:
        self._file.write(part)
        self._digest.update(part)
        self._position += len(part)

    def _enter(self, number: int, kind: int, place: int, index: int) -> None:
        """Note where an object stands."""
        _ENTRY.pack_into(self._entries, number * _ENTRY.size, kind, place, index)

    def _pack(self) -> None:
        """Write the small objects that have gathered."""
        packed, heads, position = self.reserve(), [], 0
        for index, (number, data) in enumerate(self._small.items()):
            self._enter(number, 2, packed, index)
            heads.append(b"%d %d" % (number, position))
            position += len(data) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head))
        self.put(packed, stream(head + b"\n".join(self._small.values()), entries))
        self._small.clear()


def _whole(number: int, data: bytes) -> bytes:
    """An object as it stands in a file by itself."""
    return b"%d 0 obj\n%s\nendobj\n" % (number, data)
