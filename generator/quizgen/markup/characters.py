"""Text → the characters in it that no exam should hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FORBIDDEN = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|"
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff"
    "\ufdd0-\ufdef\ufffd\ufffe\uffff\U000e0000-\U000e00ff\U000e01f0-\U0010ffff]"
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\u206a-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0100-\U000e01ef]"
)


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """Position (from 0) and description of each character that cannot or must not be printed.

    These are control characters, marks that turn the reading direction round, invisible tags outside
    the emoji of a flag, and code points that stand for no character (private use, surrogates,
    non-characters), as Unicode 15 names them.
    """
    for match in _FORBIDDEN.finditer(text):
        if not match["flag"]:
            character = match.group()
            yield match.start(), f"U+{ord(character):04X} ({_description(character)})"


def _description(character: str) -> str:
    if "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069":
        return "it turns the reading direction round"
    kinds = {
        "Cc": "a control character",
        "Cf": "an invisible tag",
        "Co": "private use: no font has it",
    }
    return kinds.get(unicodedata.category(character), "not a character")


def invisible(text: str) -> tuple[str, ...]:
    """The different invisible characters of the text, as U+XXXX, in order of appearance."""
    return tuple(dict.fromkeys(f"U+{ord(c):04X}" for c in _INVISIBLE.findall(text)))


def without_invisible(text: str) -> str:
    """The text as a reader sees it: without soft hyphens, zero-width blanks and the like."""
    return _INVISIBLE.sub("", text)
