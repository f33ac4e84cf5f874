"""A right answer and the wrong ones beside it → how it stands out by its form."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.derive.alternatives import Alternative
from quizgen.derive.search import Search

MUCH_LONGER = 1.25
_SOME = 4
_FAMILY = 5


def gives_away(wanted: Search, chosen: Sequence[Alternative]) -> str:
    """How the right answer stands out among the chosen wrong ones; "" if it does not."""
    if _echoed(wanted, chosen):
        return "the right answer would be the only one that repeats a word of the question"
    if frozenset.intersection(*(other.stems for other in chosen)) - wanted.key.stems:
        return "the right answer would be the only one without a word of all the others"
    if _stands_out(wanted.key, chosen):
        return "the right answer would be by far the longest"
    return ""


def _echoed(wanted: Search, chosen: Sequence[Alternative]) -> bool:
    """Whether a word of the stem comes again in the right answer only.

    Letters of a formula count as words; they must come again in most of the wrong ones.
    """
    key, stem = wanted.key, wanted.stem
    least = len(chosen) - 1 if key.shape.kind == "formula" else 1
    echoes = (word for word in key.stems if _kin(word, stem))
    return any(sum(_kin(word, other.stems) for other in chosen) < least for word in echoes)


def _kin(word: str, words: frozenset[str]) -> bool:
    """Whether one of the words is this, or of its family: structural, structure; Spann-, gespannt."""
    if word in words:
        return True
    return len(word) >= _FAMILY and any(word[:_FAMILY] in other for other in words)


def _stands_out(key: Alternative, chosen: Sequence[Alternative]) -> bool:
    longest = max((len(c.plain) for c in chosen), default=0)
    return len(key.plain) > MUCH_LONGER * longest + _SOME
