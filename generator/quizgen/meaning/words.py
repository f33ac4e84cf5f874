"""A text → its words, and the stems of those that carry meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from quizgen.labels import labels

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")
_SHORTEST_STEM = 3
_VOWEL = re.compile("[aeiouyäöüåæøàáâãèéêëìíîïòóôõùúû]")
"""What a word has to which an ending was added: https is no form of http."""
_THOUSANDS = re.compile(r"(?<=\d)[ ,'’\u00a0\u2009\u202f](?=\d{3}(?!\d))")


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in lower case, in reading order; hyphens divide words.

    1,000 and 1 000 are the number 1000.
    """
    folded = unicodedata.normalize("NFC", text).translate(_SUBSCRIPTS).casefold()
    folded = _THOUSANDS.sub("", folded)
    return tuple(_WORD.findall(folded))


def content_words(text: str, language: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in reading order.

    Articles, prepositions and the like are left out, as the language's label file lists them.
    """
    idle = _idle(language)
    return tuple(stem(word, language) for word in words(text) if word not in idle)


def stem(word: str, language: str) -> str:
    """The word without the endings of inflection that the language's label file lists, longest first,
    until none is left.

    Too little for a linguist, but forms of one word mostly meet: "weights" and "weight".
    """
    return _stem(word, _endings(language))


@cache
def _stem(word: str, endings: tuple[str, ...]) -> str:
    if any(letter.isdigit() for letter in word):
        return word
    for ending in endings:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_STEM and _VOWEL.search(rest):
            return _stem(rest, endings)
    return word


@cache
def _idle(language: str) -> frozenset[str]:
    return frozenset(labels(language).text.get("idle", ()))


@cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(sorted(labels(language).text.get("endings", ()), key=len, reverse=True))
