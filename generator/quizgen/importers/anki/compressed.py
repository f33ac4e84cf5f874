"""Bytes that were packed with Zstandard (RFC 8878) → the bytes, of which there may not be too many."""

from __future__ import annotations

from typing import Final

from quizgen.importers.importer import Refused
from quizgen.importers.shared.archive import LARGEST

_START: Final = b"\x28\xb5\x2f\xfd"
_WINDOW: Final = 1 << 27
"""Bytes of what is read again while unpacking; the format's own tools take no more either."""

_AT_ONCE: Final = 2048
"""Bytes that are unpacked in one step, which become 64 MB at most (a block of 128 kB has 4 of them)."""


def is_compressed(data: bytes) -> bool:
    """Whether the bytes begin as such a frame does."""
    return data.startswith(_START)


def unpacked(data: bytes, what: str, most: int = LARGEST) -> bytes:
    """The bytes; `what` names them. Refused if they are damaged, or more than `most`."""
    import zstandard

    reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
    found = bytearray()
    try:
        for start in range(0, len(data), _AT_ONCE):
            found += reader.decompress(data[start : start + _AT_ONCE])
            if len(found) > most:
                raise Refused(f"unpacked, {what} in it would have more than {most // 1_000_000} MB")
            if reader.eof:
                return bytes(found)
    except zstandard.ZstdError as error:
        raise Refused(f"{what} in it is damaged: {error}", 0, "export it again") from None
    raise Refused(f"{what} in it is damaged: it is cut off", 0, "export it again")
