"""A question → options that say the same in nearly the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText, OptionText, listed, pairs

_PLAIN = re.compile(r"[^\W\d_]+(?:[ ,;'’‐-]+[^\W\d_]+)*\.?")
"""Words and what joins them; signs and figures may be all that differs between two answers."""


def same_options(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw for each two options that are equal, or differ but in a hyphen or a leading article."""
    articles = frozenset(listed(text.language, "article"))
    for first, second in pairs(text.options):
        if first.markup == second.markup or _nearly(first, second, articles):
            message = f"this option says the same as {first.prose!r}"
            yield Flaw(second.place, message, "a candidate cannot tell which is meant: change one")


def _nearly(one: OptionText, other: OptionText, articles: frozenset[str]) -> bool:
    """Of two options with different articles, the article may be what is asked for."""
    if not (_PLAIN.fullmatch(one.prose) and _PLAIN.fullmatch(other.prose)):
        return False
    if _folded(one.prose) == _folded(other.prose):
        return False  # the reader warns of these already
    starts = [option.words[0] in articles and len(option.words) > 1 for option in (one, other)]
    if all(starts):
        return one.words == other.words and _commas(one) == _commas(other)
    bare = [o.words[1:] if starts[i] else o.words for i, o in enumerate((one, other))]
    return bare[0] == bare[1] and _commas(one) == _commas(other)


def _folded(text: str) -> str:
    return text.casefold().rstrip(". ")


def _commas(option: OptionText) -> list[str]:
    return re.findall("[,;]", option.prose)
