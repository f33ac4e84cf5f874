"""Two labels → whether they mean the same, so that what stands under one may belong under the other."""

from __future__ import annotations

from functools import cache, lru_cache

from quizgen.derive.shape import REMEMBERED
from quizgen.labels import labels
from quizgen.meaning import content_words, nearly_equal, words


@lru_cache(REMEMBERED)
def alike(one: str, other: str, language: str) -> bool:
    """Whether two labels share their words or belong to one group of the language's label file."""
    mine, theirs = (content_words(label, language) for label in (one, other))
    return nearly_equal(mine, theirs) or bool(_groups(one, language) & _groups(other, language))


def contrasts(one: str, other: str, language: str) -> bool:
    """Whether two labels share a telling word, as "Found only in plants" and "Found only in fungi" do."""
    mine, theirs = (frozenset(content_words(label, language)) for label in (one, other))
    return not mine.isdisjoint(theirs)


def judges(label: str, language: str) -> bool:
    """Whether the label tells what to think of its entries, as "Advantages" does."""
    judging = labels(language).text.get("judging", ())
    return any(f" {word} " in f" {label.casefold()} " for word in judging)


def _groups(label: str, language: str) -> set[int]:
    """The groups of which a word stands in the label: "Key advantages", "Advantages/uses of X"."""
    text = f" {' '.join(words(label))} "
    return {
        number
        for number, group in enumerate(_all_groups(language))
        if any(f" {word} " in text for word in group)
    }


@cache
def _all_groups(language: str) -> tuple[tuple[str, ...], ...]:
    groups = labels(language).text.get("alike", ())
    return tuple(tuple(word.strip() for word in group.split(",")) for group in groups)
