"""Bytes of a message of Protocol Buffers → its fields by their numbers.

The encoding is that of "Protocol Buffers: Encoding"; what the numbers mean, Anki's .proto files tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

_VARINT, _EIGHT, _DELIMITED, _FOUR = 0, 1, 2, 5
_LONGEST_VARINT: Final = 10

Fields = Mapping[int, list[int | bytes]]


def fields(message: bytes) -> Fields:
    """All values of each field in their order: numbers, or bytes. ValueError if it is damaged."""
    found: dict[int, list[int | bytes]] = {}
    for key, value in _values(message):
        found.setdefault(key, []).append(value)
    return found


def messages(found: Fields, key: int) -> list[bytes]:
    """The messages of a field that may be there many times."""
    return [value for value in found.get(key, ()) if isinstance(value, bytes)]


def number(found: Fields, key: int, otherwise: int = 0) -> int:
    """The last number of a field."""
    numbers = [value for value in found.get(key, ()) if isinstance(value, int)]
    return numbers[-1] if numbers else otherwise


def text(found: Fields, key: int) -> str:
    """The last text of a field, "" where there is none. ValueError if it is no UTF-8."""
    texts = messages(found, key)
    return texts[-1].decode() if texts else ""


def _values(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    place = 0
    while place < len(message):
        tag, place = _varint(message, place)
        key, kind = divmod(tag, 8)
        if kind == _VARINT:
            value, place = _varint(message, place)
            yield key, value
            continue
        length, place = _length(message, place, kind)
        if place + length > len(message):
            raise ValueError("a field is cut off")
        yield key, message[place : place + length]
        place += length


def _length(message: bytes, place: int, kind: int) -> tuple[int, int]:
    if kind == _DELIMITED:
        return _varint(message, place)
    if kind not in (_EIGHT, _FOUR):
        raise ValueError(f"a field of the unknown kind {kind}")
    return (8 if kind == _EIGHT else 4), place


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = 0
    for count, byte in enumerate(message[place : place + _LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            return value, place + count + 1
    raise ValueError("a number is cut off")
