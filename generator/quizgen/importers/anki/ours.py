"""A note that quizgen exported → its question, with all that was changed in Anki since.

The note bears the question itself (`formats.anki_note`). Only fields that are not as they were exported
are read from what the card shows; where the question is lost, all of them are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from quizgen.formats.anki_note import FIELDS, ID, Borne, borne
from quizgen.importers.anki.explained import explained
from quizgen.importers.anki.notes import Note
from quizgen.importers.anki.passages import Passages
from quizgen.importers.anki.shown import Shown
from quizgen.importers.gathering import Gathering
from quizgen.markup.plain import one_line
from quizgen.model import Question, nodes

_FIGURE = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,4})?")
_KIND = frozenset({"Choices", "Typed", "Answer", "Text", "Accepted"})


def is_ours(note: Note) -> bool:
    """Whether quizgen made its note type; Anki adds to the name of a second one that differs."""
    wanted = (fields for name, fields in FIELDS.items() if note.kind.name.startswith(name))
    return any(set(fields) <= set(note.fields) for fields in wanted)


def question(note: Note, passages: Passages, found: Gathering) -> Question | None:
    """The question; None if it is broken, which is told."""
    told = borne(note.fields[ID])
    changed = _changed(note, told if told and _has_pictures(told, note, passages, found) else None)
    base = told.question if told and not changed & _KIND else None
    if base is None:
        base = Shown(note.fields, passages, found).question(told.question if told else None)
    if base is None:
        return None
    return _common(base, told, note.fields, changed, passages)


def _has_pictures(told: Borne, note: Note, passages: Passages, found: Gathering) -> bool:
    """Whether the pictures of the question are there; to read its fields attaches them."""
    keys = {node.get("picture") for node in nodes(told.question) if node.kind == "image"}
    if keys:
        for html in note.fields.values():
            passages(html)
    return all(map(found.holds, keys))


def _changed(note: Note, told: Borne | None) -> set[str]:
    names = set(note.fields) - {ID}
    return {n for n in names if not told or not told.unchanged(n, note.fields[n])}


def _common(
    base: Question,
    told: Borne | None,
    fields: Mapping[str, str],
    changed: set[str],
    passages: Passages,
) -> Question:
    """The question with what questions of all kinds have."""
    values: dict[str, Any] = {"id": one_line(passages(fields[ID]))}
    if told:
        base = _with_common(base, told.question)
        values["id"] = told.question.id
    if "Question" in changed and "Question" in fields:
        values["stem"] = passages(fields["Question"])
    if "Points" in changed and (figure := _FIGURE.search(fields.get("Points", ""))):
        values["points"] = Decimal(figure[0].replace(",", "."))
    if "Hint" in changed:
        values["hints"] = tuple((block,) for block in passages(fields.get("Hint", "")))
    if "Explanation" in changed:
        notes, rubric = explained(passages(fields.get("Explanation", "")))
        values |= {"notes": notes, "rubric": rubric}
    return replace(base, **values)


def _with_common(base: Question, told: Question) -> Question:
    names = (
        "points",
        "difficulty",
        "language",
        "hints",
        "notes",
        "rubric",
        "card",
        "tags",
        "topic",
    )
    return replace(base, **{name: getattr(told, name) for name in names})
