"""Bytes of a text file of any origin → its text, and lines of a passage → nodes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Refused
from quizgen.importers.shared.formulas import with_formulas
from quizgen.model import Markup, Node

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = "cp1252"
"""What Windows wrote in Western Europe and America; it reads Latin-1 as well."""


def decoded(data: bytes) -> tuple[str, str]:
    """The text with LF line ends and without a byte order mark, and the encoding that was guessed.

    The latter is "" where the file is in UTF-8 or says itself in what it is.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _unified(data[len(mark) :].decode(encoding, "replace")), ""
    try:
        return _unified(data.decode("utf-8")), ""
    except UnicodeDecodeError:
        return _unified(data.decode(_OLD, "replace")), "Windows-1252"


def start(file: File, most: int = 400_000) -> str:
    """The text with which a file begins, by which it may be recognised: whole lines, of so many bytes."""
    data = file.data[:most]
    # A character that is cut in two would make another encoding of it.
    whole = data.rpartition(b"\n")[0] if len(file.data) > most else data
    return decoded(whole or data)[0]


def opened(file: File, hint: str = "") -> tuple[str, Gathering]:
    """The text of a file, and where to put what is found in it; a guessed encoding is told.

    With a hint, a file that is no text is refused.
    """
    text, encoding = decoded(file.data)
    if hint and "\0" in text:
        raise Refused("it is no text", 0, hint)
    found = Gathering(file)
    tell_encoding(found, encoding)
    return text, found


def is_text(data: bytes) -> bool:
    """Whether the bytes can be a text: without zeros, but where a byte order mark tells why."""
    return data.startswith(tuple(mark for mark, _ in _MARKS)) or b"\0" not in data[:1000]


def require_entries(found: Gathering) -> None:
    """Refuse a file in which nothing was found."""
    if not found.has_entries:
        raise Refused("there is no question in it", 0, "export it again, or name its --format")


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def passage(text: str, dollars: bool = False) -> Markup:
    r"""Plain text as paragraphs: parted by blank lines, the lines within as they are.

    Formulas stand in \(…\), \[…\] or $$…$$; with `dollars` in $…$ as well.
    """
    parts = re.split(r"\n\s*\n", text.strip("\n"))
    blocks = tuple(
        Node("paragraph", children=tuple(_lines(part.strip()))) for part in parts if part.strip()
    )
    return with_formulas(blocks, dollars)


def _lines(text: str) -> Iterator[Node]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Node("linebreak")
        yield Node("text", " ".join(line.split()))


def paragraph(words: str) -> Markup:
    """The words as they are in one paragraph."""
    return (Node("paragraph", children=(Node("text", words),) if words else ()),)


def tell_encoding(found: Gathering, encoding: str) -> None:
    """Warn where the encoding of a file was guessed."""
    if encoding:
        message = f"this file is not in UTF-8: it is read as {encoding}"
        found.warn(message, "look at letters with accents, or save it as UTF-8")
