"""An exam → how alike papers are, as a histogram of pairs."""

from __future__ import annotations

from quizgen.assemble import likeness
from quizgen.model import Exam

LEVELS = 10
"""Bars of the histogram: each for a tenth of all letters."""


def neighbours(exam: Exam) -> tuple[int, ...]:
    """How many pairs have equal letters at the same number in 0–10 %, 10–20 % … of questions.

    Each paper is compared with up to ten before it.
    """
    counts = [0] * LEVELS
    for pair in likeness(exam).pairs:
        counts[min(int(pair.letters * LEVELS), LEVELS - 1)] += 1
    return tuple(counts)
