"""Lines with quotation marks that lost their partner → the same without these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.importers.notes.lines import Line

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«"}
_WRAPPED = {"“": "”", "„": "“”", '"': '"', "«": "»", "»": "«"}


def balanced(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """The lines without quotation marks that lack their partner, and the numbers of the lines with such."""
    stray = _strays(lines)
    kept = []
    for index, line in enumerate(lines):
        out = {place for at, place in stray if at == index}
        text = "".join(c for place, c in enumerate(line.text) if place not in out)
        kept.append(replace(line, text=text.strip()) if out else line)
    return tuple(kept), tuple(dict.fromkeys(lines[at].number for at, _ in sorted(stray)))


def _strays(lines: Sequence[Line]) -> set[tuple[int, int]]:
    """The lines and places of marks without a partner."""
    opened: list[tuple[int, int, str]] = []
    stray: set[tuple[int, int]] = set()
    for index, line in enumerate(lines):
        for place, character in enumerate(line.text if not line.block else ""):
            if opened and character in _PAIRS[opened[-1][2]]:
                opened.pop()
            elif character in "“„":
                opened.append((index, place, character))
            elif character == "”":
                stray.add((index, place))
    return stray | {(index, place) for index, place, _ in opened}


def unwrapped(text: str) -> str:
    """The text without quotation marks around all of it."""
    text = text.strip()
    closing = _WRAPPED.get(text[:1], "")
    inner = text[1:-1]
    wrapped = len(text) > 2 and closing and text[-1] in closing
    if wrapped and not any(mark in inner for mark in (text[0], *closing)):
        return inner.strip()
    return text
