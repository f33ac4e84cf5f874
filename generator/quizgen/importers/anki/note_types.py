"""How a database of Anki tells its note types → the note types by their numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from quizgen.importers.anki.notes import NoteType, Template
from quizgen.importers.anki.wire import fields, number, text

_CLOZE = 1
_KIND = 1
"""The field of Notetype.Config that tells whether it is a cloze (proto/anki/notetypes.proto)."""

_FRONT, _BACK = 1, 2
"""The fields of Notetype.Template.Config with both sides."""


def in_json(models: str) -> Mapping[int, NoteType]:
    """The note types as older collections tell them, in one text. ValueError and its like if damaged."""
    found: Mapping[str, Any] = json.loads(models)
    return {int(id): _in_json(model) for id, model in found.items()}


def _in_json(model: Mapping[str, Any]) -> NoteType:
    by_place = lambda each: each.get("ord") or 0  # noqa: E731
    sides = (_sides(each) for each in sorted(model.get("tmpls", ()), key=by_place))
    return NoteType(
        str(model["name"]),
        tuple(str(each["name"]) for each in sorted(model["flds"], key=by_place)),
        tuple(sides),
        model.get("type") == _CLOZE,
    )


def _sides(template: Mapping[str, Any]) -> Template:
    return Template(str(template.get("qfmt", "")), str(template.get("afmt", "")))


def in_tables(
    kinds: Iterable[tuple[Any, ...]],
    named: Iterable[tuple[Any, ...]],
    templates: Iterable[tuple[Any, ...]],
) -> Mapping[int, NoteType]:
    """The note types as newer collections tell them: rows of three tables."""
    names: dict[int, list[str]] = {}
    for kind, name in named:
        names.setdefault(kind, []).append(str(name))
    sides: dict[int, list[Template]] = {}
    for kind, config in templates:
        told = fields(bytes(config))
        sides.setdefault(kind, []).append(Template(text(told, _FRONT), text(told, _BACK)))
    return {
        id: NoteType(
            str(name),
            tuple(names.get(id, ())),
            tuple(sides.get(id, ())),
            number(fields(bytes(config)), _KIND) == _CLOZE,
        )
        for id, name, config in kinds
    }
