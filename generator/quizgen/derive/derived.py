"""What all derivations have in common: the fields that questions have from their card, and refusals."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from quizgen.derive.facts import Facts
from quizgen.model import DERIVED, Markup, Place

_LONGEST_CARD, _LONGEST_WORDS = 64, 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no question was made of something."""

    about: str
    reason: str


def fields(
    fact: Facts, derivation: str, about: str, stem: Markup, place: Place | None = None
) -> dict[str, Any]:
    """The fields of a question derived from the card; `about` tells it from others of the
    derivation where there may be several.

    Feedback, memory tip, analogy and source of the card are shown after answering.
    """
    card, question = fact.card, fact.question
    return {
        "id": made_id(card.id, derivation, about),
        "stem": stem,
        "deck": card.deck,
        "topic": card.topic,
        "tags": tuple(dict.fromkeys((*card.tags, DERIVED))),
        "points": fact.points,
        "difficulty": card.difficulty,
        "language": card.language,
        "notes": question.notes,
        "card": card.id,
        "place": place or card.place,
    }


def made_id(card: str, derivation: str, about: str) -> str:
    """The id of a derived question: the same as long as its card and what it is about are the same.

    The words are for people, the six hexadecimal digits (of the SHA-256 of all three) for certainty.
    """
    text = "\0".join((card, derivation, unicodedata.normalize("NFC", about)))
    digits = hashlib.sha256(text.encode()).hexdigest()[:6]
    words = re.sub(r"[\W_]+", "-", about.casefold()).strip("-")[:_LONGEST_WORDS].strip("-")
    return "-".join(part for part in (card[:_LONGEST_CARD], derivation, words, digits) if part)
