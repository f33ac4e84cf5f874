"""What a record file holds: its JSON is these classes, written as `codec` says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from quizgen.model import Blueprint, Candidate, Deck, Markup, Picture, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRecord:
    """A question in a form, by its id. `order` gives for each printed place the authored one, from 0.

    `key` is for people: the letters of a choice's right options, of each pair's right-hand entry, or of
    an ordering's entries from first to last; true or false for a statement; else empty.
    """

    number: int
    id: str
    points: Decimal
    wrong: Decimal
    order: tuple[int, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRecord:
    """A part of a form."""

    title: str
    instructions: Markup
    questions: tuple[AskedRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRecord:
    """One paper as it was printed."""

    label: str
    candidate: Candidate | None
    sections: tuple[SectionRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecord:
    """A question with the SHA-256 of its canonical JSON, which tells whether the deck's has changed."""

    hash: str
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The whole file. `quizgen` is the version that wrote it, `scheme` the way chance was used.

    `secret` is the fingerprint of the project's secret, never the secret, and empty where none was used.
    `code` stands on the pages, in QR codes. Each question that any form asks stands there once; they
    are sorted by id.
    """

    format: str
    version: int
    quizgen: str
    scheme: int
    secret: str
    code: str
    blueprint: Blueprint
    decks: tuple[Deck, ...]
    questions: tuple[QuestionRecord, ...]
    pictures: tuple[Picture, ...]
    forms: tuple[FormRecord, ...]
