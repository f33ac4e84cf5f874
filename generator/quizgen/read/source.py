"""Bytes of a text file → its text, and problems of its encoding and characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from quizgen.markup.characters import forbidden
from quizgen.model import Place
from quizgen.problem import Problem

LARGEST = 50_000_000
"""Bytes; a deck of 10,000 cards has about 3,000,000."""

_BOM = "\ufeff"
_MOST_SHOWN = 20
_REPLACED = 256 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A text file of the project: LF line ends, no byte order mark.

    `readable` is false where the bytes are no UTF-8: the text is then only good to be shown.
    """

    path: str
    text: str = field(repr=False)
    readable: bool = True

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")


def decode(path: str, data: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """The text of a file in UTF-8, with or without BOM, with LF, CRLF or CR line ends."""
    if len(data) > LARGEST:
        message = f"this file is too large: {len(data):,} bytes; at most {LARGEST:,} are read"
        return Source(path, "", False), (Problem(Place(path), message, "split it"),)
    try:
        text = _unified(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        shown = _unified(data[:_REPLACED].decode("utf-8", "replace"))
        return Source(path, shown, False), (_undecodable(path, data, error),)
    return Source(path, text), tuple(islice(_characters(path, text), _MOST_SHOWN))


def _unified(text: str) -> str:
    return text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")


def _characters(path: str, text: str) -> Iterator[Problem]:
    for position, description in forbidden(text):
        place = place_at(path, text, position)
        yield Problem(place, f"this file holds {description}", "delete it")


def place_at(path: str, text: str, position: int) -> Place:
    """Line and column of a position (from 0) in a text."""
    line_start = text.rfind("\n", 0, position) + 1
    return Place(path, text.count("\n", 0, position) + 1, position - line_start + 1)


def _undecodable(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = _unified(data[: error.start].decode("utf-8"))
    place = place_at(path, before, len(before))
    return Problem(
        place,
        f"this file is not UTF-8: byte 0x{data[error.start]:02X} cannot be read",
        f"save the file as UTF-8 in your editor (it looks like {_likely_encoding(data, error)})",
    )


def _likely_encoding(data: bytes, error: UnicodeDecodeError) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    try:
        character = data[error.start : error.start + 1].decode("cp1252")
    except UnicodeDecodeError:
        return "another encoding"
    return f"Windows-1252 or Latin-1, where this is {character!r}"
