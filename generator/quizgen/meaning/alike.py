"""Two texts, given by their stems → whether they say the same."""

from __future__ import annotations

from collections.abc import Collection

SAME = 0.8
"""The share of common words from which two short texts are taken to say the same."""


def overlap(one: Collection[str], other: Collection[str]) -> float:
    """The share of their words that both have (Jaccard's index): 0 none, 1 all."""
    union = set(one) | set(other)
    return len(set(one) & set(other)) / len(union) if union else 0.0


def covered(part: Collection[str], whole: Collection[str]) -> float:
    """The share of the first text's words that the second has too; 0 if it has no words."""
    return len(set(part) & set(whole)) / len(set(part)) if part else 0.0


def nearly_equal(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two texts say the same: all words of one are in the other, or nearly all are in both.

    A longer name that holds a shorter one counts, for "the lasso" would be right where "lasso" is.
    """
    if not one or not other:
        return not one and not other
    return overlap(one, other) >= SAME or 1.0 in (covered(one, other), covered(other, one))
