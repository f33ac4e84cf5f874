"""The words by which authors label the parts of a card, in a deck's language and in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from quizgen.labels import FALLBACK, labels
from quizgen.read.lines import Line, drop, lead

PAIR_STARTS = frozenset({"question", "front"})
PAIR_ENDS = frozenset({"answer", "back"})
PARTS = frozenset(
    "hint feedback memory_tip analogy rubric source match order solution back".split()
)

_LABEL = re.compile(r"\s*(?P<word>[^\W\d_][\w '-]{0,38}?)\s*[:：](?!:)\s*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels of one language and English; `words` maps a meaning to its words in lower case."""

    words: Mapping[str, frozenset[str]]

    def label(self, line: Line, meanings: frozenset[str]) -> tuple[str, Line] | None:
        """Which of these meanings the label at the line's start has, and the line without the label."""
        found = _LABEL.match(lead(line))
        if not found:
            return None
        word = found["word"].lower()
        meaning = next((m for m in sorted(meanings) if word in self.words[m]), None)
        return (meaning, drop(line, found.end())) if meaning else None

    def means(self, text: str, *meanings: str) -> bool:
        """Whether the text is a word of one of these meanings."""
        word = " ".join(text.lower().split()).rstrip(".!")
        return any(word in self.words[meaning] for meaning in meanings)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a deck in that language (BCP 47)."""
    own, english = labels(language).read, labels(FALLBACK).read
    return Vocabulary({m: frozenset(english[m]) | frozenset(own.get(m, ())) for m in english})
