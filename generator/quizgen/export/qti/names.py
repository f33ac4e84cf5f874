"""Ids and texts → identifiers, which tell candidates nothing, and titles.

IMS QTI 2.1 Information Model, section "Basic Data Types": an identifier begins with a letter or _.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from quizgen.export.lms.words import INVALID
from quizgen.markup.plain import one_line
from quizgen.model import Question

TEST, MANIFEST, SHEET = "test.xml", "imsmanifest.xml", "quizgen.css"
LABEL_LENGTH = 256
_TITLE_LENGTH = 100
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,47}")
_TAKEN = frozenset(name.rpartition(".")[0] for name in (TEST, MANIFEST, SHEET))


def identifiers(questions: Iterable[Question]) -> Mapping[str, str]:
    """For each question's id an identifier that can be the name of a file, too: the id where it can."""
    taken = set(_TAKEN)
    result: dict[str, str] = {}
    for id in sorted(question.id for question in questions):
        fits = _IDENTIFIER.fullmatch(id) and id.casefold() not in taken
        result[id] = id if fits else f"q-{_hash(id, 12)}"
        taken.add(result[id].casefold())
    return result


def choices(id: str, role: str, texts: Iterable[str]) -> tuple[str, ...]:
    """An identifier for each option or entry, by its text: none tells where it stood, or its partner."""
    seen: dict[str, int] = {}
    found = []
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
        found.append(f"{role}-{_hash(f'{id}|{role}|{seen[text]}|{text}', 10)}")
    return tuple(found)


def title(question: Question) -> str:
    """The beginning of the stem; the id where it has no words."""
    return one_line(question.stem, _TITLE_LENGTH) or question.id


def printable(text: str) -> str:
    """A title on one line, without what XML cannot hold."""
    return INVALID.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
