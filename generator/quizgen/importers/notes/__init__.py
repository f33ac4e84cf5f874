"""Notes of any sort, plain text or loose Markdown → the cards in them. The rules: docs/importing/notes.md."""

from __future__ import annotations

import re

from quizgen.importers.importer import File, Importer
from quizgen.importers.notes.reading import read
from quizgen.importers.shared.text import start

_OTHERS = re.compile(r"\s*(?:<[?!]?[A-Za-z]|[{\[]\s*[\"{\[]|\{\\rtf|%PDF)")
"""How files for programs begin: XML, HTML, JSON, rich text, PDF."""

_LOOKED_AT = 20_000


def _recognises(file: File) -> bool:
    """Whether it is a text that people read: the last resort, when it is nothing else."""
    text = start(file, _LOOKED_AT)
    control = sum(c < " " and c not in "\t\n\f\v" for c in text)
    return bool(text.strip()) and not control and not _OTHERS.match(text)


NOTES = Importer(
    "notes", "notes as plain text or Markdown, pasted from anywhere", _recognises, read
)
