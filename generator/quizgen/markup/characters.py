"""Text → the characters in it that no exam should hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff"
    "\ufdd0-\ufdef\ufffd\ufffe\uffff\U000e0000-\U0010ffff]"
)
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2060-\u2064\ufeff]")
_FLAG_TAGS = range(0xE0020, 0xE0080)


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """Position (from 0) and description of each character that cannot or must not be printed.

    These are control characters, marks that turn the reading direction round, and code points that
    stand for no character (private use, surrogates, non-characters), as Unicode 15 names them.
    """
    for match in _FORBIDDEN.finditer(text):
        character = match.group()
        if ord(character) not in _FLAG_TAGS and not 0xE0100 <= ord(character) <= 0xE01EF:
            yield match.start(), f"U+{ord(character):04X} ({_description(character)})"


def _description(character: str) -> str:
    if "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069":
        return "it turns the reading direction round"
    kinds = {"Cc": "a control character", "Co": "private use: no font has it"}
    return kinds.get(unicodedata.category(character), "not a character")


def invisible(text: str) -> tuple[str, ...]:
    """The different invisible characters of the text, as U+XXXX, in order of appearance."""
    return tuple(dict.fromkeys(f"U+{ord(c):04X}" for c in _INVISIBLE.findall(text)))


def without_invisible(text: str) -> str:
    """The text as a reader sees it: without soft hyphens, zero-width blanks and the like."""
    return _INVISIBLE.sub("", text)
