"""A file that no importer recognises → what is wrong, and what to do with a file of its sort."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.importers.importer import File
from quizgen.model import Place
from quizgen.problem import Problem

_PASTE = "open it, select all, and paste it into a text file NAME.txt"
_SORTS = {
    b"%PDF": ("a PDF", _PASTE),
    b"\xd0\xcf\x11\xe0": ("a document of old versions of Office", "save it as .xlsx or .txt"),
    b"{\\rtf": ("rich text", _PASTE),
}


def unknown(file: File, known: Mapping[str, str]) -> Problem:
    """The problem, with a hint for sorts of files that teachers often have."""
    sort, hint = next((_SORTS[s] for s in _SORTS if file.data.startswith(s)), ("", ""))
    if b"word/document.xml" in file.data:
        sort, hint = "a Word document", _PASTE
    message = f"this is {sort}, which cannot be imported" if sort else "what is this file?"
    if not file.data.strip():
        message, hint = "this file is empty", "export it again"
    return Problem(Place(file.name), message, hint or f"known are: {', '.join(known)}")
