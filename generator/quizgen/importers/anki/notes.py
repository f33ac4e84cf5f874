"""What Anki keeps: notes, their types, and where their cards are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of card of a note type: its front and back as HTML with fields in braces."""

    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The names of the fields, and the kinds of cards; a cloze has one, for all its gaps."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...] = ()
    cloze: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its fields by their names, as HTML; `cards` are the numbers of its kinds of cards.

    `number` counts from 1 in the file, `deck` is a path such as ("Parent", "Child"), `line` that of a
    file that has lines.
    """

    number: int
    kind: NoteType
    fields: Mapping[str, str]
    tags: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    cards: tuple[int, ...] = (0,)
    suspended: bool = False
    line: int = 0
