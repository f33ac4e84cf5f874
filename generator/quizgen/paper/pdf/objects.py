"""Values → PDF objects as they are written (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping

LEVEL = 1
"""How hard zlib tries: most of a file are fonts, which are packed already."""

_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")


def pdf_text(words: str) -> bytes:
    """A text string (7.9.2.2)."""
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode()


def dictionary(grouped: Mapping[str, Iterable[bytes]]) -> bytes:
    """A resource dictionary (7.8.3) of entries by category."""
    parts = (b"/%s<<%s>>" % (name.encode(), b"".join(grouped[name])) for name in sorted(grouped))
    return b"<<%s>>" % b"".join(parts)


def stream(data: bytes, entries: bytes = b"", compress: bool = True) -> bytes:
    """A stream object (7.3.8)."""
    if compress:
        data, entries = zlib.compress(data, LEVEL), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def named(numbers: Iterable[int]) -> bytes:
    """References to the objects of these numbers."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def references(written: bytes) -> tuple[int, ...]:
    """The numbers of the objects that an object refers to."""
    return tuple(map(int, _REFERENCE.findall(written.partition(b"stream\n")[0])))
