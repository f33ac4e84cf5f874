"""Candidates' names: how they stand on paper, and which can be set letter by letter."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import combining

from quizgen.model import Candidate, Form

PLAIN = "\u0530"
"""Below are the letters of Latin, Greek and Cyrillic."""

LATIN = "\u024f"
"""The last of the letters that most names are written with."""

LONGEST_NAME, LONGEST_ID = 26, 12
"""Characters."""


def named(candidate: Candidate) -> str:
    """A candidate as running heads and keys name them."""
    return f"{candidate.name} · {candidate.id}"


def is_plain(candidate: Candidate) -> bool:
    """Whether a name can be set letter by letter, and surely fits on a line; else it is laid out."""
    short = len(candidate.name) <= LONGEST_NAME and len(candidate.id) <= LONGEST_ID
    return short and all(c < PLAIN and not combining(c) for c in candidate.name + candidate.id)


def typical(forms: Iterable[Form]) -> Candidate | None:
    """A candidate with a name as most have; none if there are no plain names."""
    plain = (form.candidate for form in forms if form.candidate and is_plain(form.candidate))
    return min(plain, key=_strangeness, default=None)


def _strangeness(candidate: Candidate) -> tuple[int, int, str]:
    text = candidate.name + candidate.id
    return sum(c > LATIN for c in text), len(text), text
