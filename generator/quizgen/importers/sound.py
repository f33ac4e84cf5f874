"""What was imported → the same without characters that no exam can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quizgen.importers.importer import Entry, File, Imported
from quizgen.markup.characters import forbidden
from quizgen.model import Place
from quizgen.model.rebuilding import rebuilt
from quizgen.problem import Problem, warning


def sound(imported: Imported, file: File) -> Imported:
    """Every text without control characters, turned directions and the like; a warning for each question."""
    entries, problems = [], list(imported.problems)
    for entry in imported.entries:
        found = _Cleaner()
        entries.append(found.clean(entry))
        problems += _told(found, entry, file)
    head = _Cleaner()
    texts = {name: head.clean(getattr(imported, name)) for name in ("title", "course", "language")}
    return replace(imported, entries=tuple(entries), problems=tuple(problems), **texts)


def _told(cleaner: _Cleaner, entry: Entry, file: File) -> list[Problem]:
    if not cleaner.found or entry.question is None:
        return []
    shown = ", ".join(cleaner.found)
    return [warning(Place(file.name, entry.line), f"characters are left out: {shown}")]


class _Cleaner:
    """Takes characters out, and remembers which."""

    def __init__(self) -> None:
        self.found: dict[str, None] = {}

    def clean(self, value: Any) -> Any:
        """The same value, all texts in it clean."""
        return rebuilt(value, lambda part: self._text(part) if isinstance(part, str) else part)

    def _text(self, text: str) -> str:
        if text.isprintable():
            return text
        parts, end = [], 0
        for position, description in forbidden(text):
            self.found.setdefault(description)
            parts.append(text[end:position])
            end = position + 1
        return "".join((*parts, text[end:]))
