"""Nodes with formulas typed in Unicode → nodes with formulas.

A line is cut into chunks at its blanks. Chunks without a word of prose among them are one region, and
a region becomes a formula as a whole or stays as it is: half a formula would be worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from quizgen.importers.notes.maths.grammar import tex
from quizgen.importers.notes.maths.signs import GREEK, NAMES, OPERATORS
from quizgen.labels import labels, languages
from quizgen.model import Markup, Node

_CHUNK = re.compile(r"\S+")
_POINT = ".,;:!?"
_OPENING, _CLOSING = "([", ")]"
_VERBATIM = frozenset({"code", "code_block", "formula", "formula_block", "link", "image", "gap"})
_LETTERS = re.compile(
    r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]+|[\u0370-\u03ff]+|[\u0400-\u1cff\u3040-\ud7ff]+"
)
"""Letters of one script; indices and powers are none, nor is what stands behind an underscore."""

_INDEX = re.compile(r"_[A-Za-z]+")
_TELLING = re.compile(r"[_^=|‖√∑∏∫∂∇≤≥≈≠∝\u0370-\u03ff\u2070-\u209c¹²³ᵀᵢⱼᵣᵤᵥℓ]")


def with_maths(markup: Markup) -> Markup:
    """The passage with every formula in its texts that is one for certain."""
    return tuple(node for each in markup for node in _with_maths(each))


def _with_maths(node: Node) -> Iterator[Node]:
    if node.kind == "text":
        yield from _parts(node.text) if _TELLING.search(node.text) else (node,)
    elif node.kind in _VERBATIM or not node.children:
        yield node
    else:
        yield replace(node, children=with_maths(node.children))


def _parts(text: str) -> Iterator[Node]:
    end = 0
    for start, stop in _regions(text):
        found = tex(text[start:stop])
        if found:
            yield from (Node("text", text[end:start]),) if start > end else ()
            yield Node("formula", found)
            end = stop
    if text[end:]:
        yield Node("text", text[end:])


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Where there may be formulas: from and to, without signs at their ends."""
    run: list[tuple[int, int]] = []
    for start, stop, closed in _chunks(text):
        if start < stop and not _is_prose(text[start:stop]):
            run.append((start, stop))
            if not closed:
                continue
        yield from _trimmed(text, run)
        run = []
    yield from _trimmed(text, run)


def _trimmed(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    while run and text[slice(*run[0])] in OPERATORS:
        run = run[1:]
    while run and text[slice(*run[-1])] in OPERATORS:
        run = run[:-1]
    if run:
        yield run[0][0], run[-1][1]


def _chunks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Parts between blanks; brackets without prose in them stay whole.

    The third tells that a region ends behind it: punctuation follows, or prose in brackets.
    """
    at = 0
    while match := _CHUNK.search(text, at):
        start, at = match.span()
        at = _whole(text, start, at)
        chunk = text[start:at]
        stop = at - (len(chunk) - len(chunk.rstrip(_POINT)))
        opened = _unmatched(text[start:stop])
        if opened is None:
            yield start, stop, stop < at
            continue
        yield from _around(text, start, stop, opened, at)


def _around(
    text: str, start: int, stop: int, opened: int, at: int
) -> Iterator[tuple[int, int, bool]]:
    """A chunk with a bracket at one end, whose partner stands elsewhere, beyond prose."""
    place = start + opened
    if place == start:
        yield start, start, True
        yield start + 1, stop, stop < at
    elif place == stop - 1:
        yield start, stop - 1, True
    else:
        yield start, start, True


def _unmatched(chunk: str) -> int | None:
    """The place of a bracket without its partner."""
    open_places: list[int] = []
    for place, character in enumerate(chunk):
        if character in _OPENING:
            open_places.append(place)
        elif character in _CLOSING:
            if not open_places:
                return place
            open_places.pop()
    return open_places[0] if open_places else None


def _whole(text: str, start: int, stop: int) -> int:
    """Where the chunk ends if its brackets hold no prose; else where it ended."""
    end = stop
    while (
        (opened := _unmatched(text[start:end])) is not None
        and end < len(text)
        and end - start < 200
    ):
        if text[start + opened] in _CLOSING:
            return stop
        following = _CHUNK.search(text, end)
        if following is None or _has_words(following.group()):
            return stop
        end = following.end()
    return stop if _has_words(text[start:end]) else end


def _is_prose(chunk: str) -> bool:
    if chunk in OPERATORS:
        return False
    if chunk in ("a", "I", "A") or not (chunk[0].isalnum() or chunk[0] in "([|‖√∑∏∫∂∇-−"):
        return True
    return _has_words(chunk)


def _has_words(text: str) -> bool:
    return any(map(_is_word, _LETTERS.findall(_INDEX.sub(" ", text))))


def _is_word(letters: str) -> bool:
    """Whether these letters are a word of prose: three or more, or a short one that everybody uses."""
    if letters.lower() in NAMES or letters in GREEK or letters.isupper():
        return False
    # Without what NFD parts from its letter, ẑn has two.
    bases = [c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c)]
    return len(bases) > 2 or (len(bases) == 2 and letters.lower() in _short_words())


@cache
def _short_words() -> frozenset[str]:
    lists = (labels(name).text.get("idle", ()) for name in languages())
    return frozenset(word for words in lists for word in words if len(word) == 2)
