"""Bytes of a file → whether they are text2qti: no notes with lists, no deck."""

from __future__ import annotations

import re

from quizgen.formats.text2qti import read
from quizgen.importers.importer import File
from quizgen.importers.shared.text import is_text, start

_SIGN = re.compile(
    r"^(?:\*[A-Za-z]\)|\[[* ]?\][ \t]|=[ \t]+[\[\d.+-]|_{3,}[ \t]*$|\^{3,}[ \t]*$|Quiz title:|GROUP[ \t]*$)",
    re.MULTILINE | re.IGNORECASE,
)
_SURE = frozenset({"right", "several_right", "number", "essay", "upload", "quiz_title"})
_ANSWERS = _SURE | {"wrong", "several_wrong", "short"}


def looks_like_text2qti(file: File) -> bool:
    """Whether nearly all parts at the left margin have a mark, and a question has answers as only it has."""
    if not is_text(file.data):
        return False
    text = start(file)
    if not _SIGN.search(text):
        return False
    names = [part.name for part in read(text)]
    sure = sum(name in _SURE for name in names)
    return (
        "question" in names
        and sure >= max(1, names.count("question") // 3)
        and any(name in _ANSWERS for name in names)
        and names.count("") * 5 <= len(names)
    )
