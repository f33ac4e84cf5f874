"""PDF objects → a file, written one after the other, so that memory does not grow with what refers to what.

Streams are written at once; all else is packed into object streams (ISO 32000-1, 7.5.7), many
objects to one, and found by a cross-reference stream (7.5.8).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from struct import Struct

from quizgen.paper.pdf.objects import stream

PACKED = 2000
"""So many objects at most to an object stream: a reader must unpack it to see one of them."""

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ENTRY = Struct(">BIH")
_FREE = _ENTRY.pack(0, 0, 65535)


class PdfWriter:
    """Gathers a file. Numbers below `first` may be used for objects that are numbered elsewhere."""

    def __init__(self, first: int) -> None:
        self.next = first
        self._parts = [_HEADER]
        self._position = len(_HEADER)
        self._digest = hashlib.sha256(_HEADER)
        self._entries: dict[int, bytes] = {}
        self._small: dict[int, bytes] = {}

    def reserve(self) -> int:
        """A number for an object that will be put later."""
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
            self._write(number, data)
            return
        self._small[number] = data
        if len(self._small) >= PACKED:
            self._pack()

    def finish(self, catalog: int, info: int) -> bytes:
        """The whole file, with the numbers of its catalog and of its information."""
        if self._small:
            self._pack()
        index, position = self.reserve(), self._position
        self._entries[index] = _ENTRY.pack(1, position, 0)
        table = b"".join(self._entries.get(number, _FREE) for number in range(self.next))
        mark = self._digest.hexdigest()[:32].encode()
        entries = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
        self._write(index, stream(table, entries % (self.next, catalog, info, mark, mark)))
        self._parts.append(b"startxref\n%d\n%%%%EOF\n" % position)
        return b"".join(self._parts)

    def _write(self, number: int, data: bytes) -> None:
        self._entries[number] = _ENTRY.pack(1, self._position, 0)
        part = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        self._parts.append(part)
        self._digest.update(part)
        self._position += len(part)

    def _pack(self) -> None:
        """Write the small objects that have gathered."""
        packed, heads, position = self.reserve(), [], 0
        for place, (number, data) in enumerate(self._small.items()):
            self._entries[number] = _ENTRY.pack(2, packed, place)
            heads.append(b"%d %d" % (number, position))
            position += len(data) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head))
        self._write(packed, stream(head + b"\n".join(self._small.values()), entries))
        self._small.clear()
