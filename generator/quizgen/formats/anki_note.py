"""A question ↔ what a note of ours in Anki bears of it, beside what its card shows.

A card shows less than the question is: its options stand in another order, numbers and points are in
words. So the field Id, which no card shows, holds the question itself as an attribute of HTML, and a
fingerprint of each field, by which is seen what was changed in Anki since.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final
from unicodedata import normalize

from quizgen.model import Question
from quizgen.record.codec import decode, encode, expect

QUESTION: Final = "quizgen question"
GAPS: Final = "quizgen gaps"
ID: Final = "Id"
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    QUESTION: ("Question", "Choices", "Typed", "Hint", "Points", "Answer", "Explanation", ID),
    GAPS: ("Text", "Hint", "Points", "Accepted", "Explanation", ID),
}
"""The fields of our note types, in their order."""

_BEARER = re.compile(r'<span data-question="([A-Za-z0-9+/=]*)">')


@dataclass(frozen=True, slots=True)
class Borne:
    """The question as it was exported, and the fingerprints of the fields by their names."""

    question: Question
    fields: Mapping[str, str]

    def unchanged(self, name: str, html: str) -> bool:
        """Whether a field is as it was exported."""
        return self.fields.get(name) == _fingerprint(html)


def bearing(question: Question, fields: Mapping[str, str]) -> str:
    """The field Id as HTML: the question's id is read, the rest is for those who import it."""
    marks = {name: _fingerprint(html) for name, html in fields.items()}
    text = json.dumps({"fields": marks, "question": encode(question)}, sort_keys=True)
    data = b64encode(text.encode()).decode()  # nothing in it that Anki could take for a command
    return f'<span data-question="{data}">{escape(question.id)}</span>'


def borne(html: str) -> Borne | None:
    """What the field Id holds; None where it holds no question, or one of another quizgen."""
    match = _BEARER.search(html)
    if not match:
        return None
    try:
        told = expect(dict, json.loads(b64decode(match[1])), "")
        marks = {name: expect(str, mark, name) for name, mark in told["fields"].items()}
        return Borne(decode(Question, told["question"], "question"), marks)
    except (ValueError, KeyError, AttributeError, RecursionError):
        return None


def _fingerprint(html: str) -> str:
    """Anki composes letters and accents (NFC)."""
    composed = normalize("NFC", html.strip())
    return hashlib.sha256(composed.encode("utf-8", "surrogatepass")).hexdigest()[:16]
