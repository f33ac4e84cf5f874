"""A file that no importer recognises → what is wrong, and what to do with a file of its sort."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from quizgen.importers.importer import File
from quizgen.model import Place
from quizgen.problem import Problem

_PASTE = "open it, select all, and paste it into a text file NAME.txt"
_TYPE = "type its questions into a text file NAME.txt"
_SHOWN = 1_000
"""Bytes at the start of a file, in which words tell its sort."""


class _Sort(NamedTuple):
    """What a file is, and what to do with it ("": to export it otherwise)."""

    name: str
    hint: str = ""


_STARTS: Mapping[bytes, _Sort] = {
    b"%PDF": _Sort("a PDF", _PASTE),
    b"\xd0\xcf\x11\xe0": _Sort("a document of old versions of Office", "save it as .xlsx or .txt"),
    b"{\\rtf": _Sort("rich text", _PASTE),
    b"\x89PNG": _Sort("a picture", _TYPE),
    b"\xff\xd8\xff": _Sort("a picture", _TYPE),
    b"GIF8": _Sort("a picture", _TYPE),
    b"PK": _Sort("a zip file without questions of a known format, or a damaged one"),
}
_WORDS: Mapping[bytes, _Sort] = {
    b"<html": _Sort("a web page", f"in a browser, {_PASTE}"),
    b"<?xml": _Sort("XML of a format that is not known, or it is damaged"),
}


def unknown(file: File, known: Mapping[str, str]) -> Problem:
    """The problem, with a hint for sorts of files that teachers often have."""
    place = Place(file.name)
    if not file.data.strip():
        return Problem(place, "this file is empty", "export it again")
    sort = _sort(file.data)
    message = f"this is {sort.name}, which cannot be imported" if sort else "what is this file?"
    hint = (sort and sort.hint) or f"known are: {', '.join(known)}"
    return Problem(place, message, hint)


def _sort(data: bytes) -> _Sort | None:
    if data.startswith(b"PK") and b"word/document.xml" in data:
        return _Sort("a Word document", _PASTE)
    start = data[:_SHOWN].lower()
    begun = (sort for begin, sort in _STARTS.items() if data.startswith(begin))
    said = (sort for word, sort in _WORDS.items() if word in start)
    return next(chain(begun, said), None)
