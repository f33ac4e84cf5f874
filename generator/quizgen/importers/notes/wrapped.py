"""Lines that were broken where a page or a column ended → whole ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import heading, marked

_HYPHEN = re.compile(r"(?P<word>[^\W\d_]{2,})[-‐]$")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_NEXT = re.compile(r"[^\W\d_]+")
_AND = frozenset("und oder and or to bis sowie bzw".split())
"""What may follow a hyphen that stays: Vor- und Nachteile."""

_ENDS = (".", "?", "!", ":", ";", "”", '"', "|")
_ONWARD = frozenset("of to by from with and or than und oder von zu mit".split())
"""Words that begin no line that is whole, where the line before has some words."""

_SHORT = 24
"""A line of fewer characters was not broken for want of room, unless it ends amid a phrase."""

_WIDE, _NARROWEST = 0.72, 18
_BETWEEN = frozenset(
    "a an the of to in on at by for from with and or that which is are was were as into than between its "
    "their der die das des dem den ein eine einer eines einem einen und oder von zu im in am an auf für mit "
    "bei aus als ist sind war wird werden durch dass".split()
)
"""Words that end no line that is whole."""


_PAIR = re.compile(r"(?:\S+\s+){1,8}?(?:[-–—]+>?|→|=>?)\s+\S.*")
"""A line of a list of words: der Hund – dog."""


def joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, each as long as its author meant it to be."""
    width = _width(lines)
    compounds = _compounds(lines)
    found: list[Line] = []
    last = 0  # the length of the piece that was added last
    for line in lines:
        before = found[-1] if found else None
        if before and _belongs(before, last, line, width):
            found[-1] = replace(before, text=_glued(before.text, line.text, compounds))
        else:
            found.append(line)
        last = len(line.text)
    return tuple(found)


def _width(lines: Sequence[Line]) -> int:
    """How many characters a full line has, if lines were broken by width; else 0."""
    pairs = ((a, b) for a, b in pairwise(lines) if b.text[:1].islower() and _may_go_on(a, b))
    broken = sorted(len(a.text) for a, _ in pairs if len(a.text) >= _NARROWEST)
    return broken[len(broken) // 2] if len(broken) >= 3 else 0


def _may_go_on(before: Line, line: Line) -> bool:
    apart = (
        line.after_blank or line.block or before.block or "\t" in line.text or "\t" in before.text
    )
    mark = marked(line.text)
    piped = "|" in (line.text[:1], before.text[:1])
    return not (apart or mark.kind or heading(line.text)[0] or heading(before.text)[0] or piped)


def _belongs(before: Line, length: int, line: Line, width: int) -> bool:
    if not _may_go_on(before, line) or (
        _PAIR.fullmatch(before.text) and _PAIR.fullmatch(line.text)
    ):
        return False
    if _HYPHEN.search(before.text) and line.text[:1].isalpha():
        return line.text[:1].islower()
    if before.text.endswith(_ENDS):
        return False
    last = before.text.split()[-1].lower()
    if last in _BETWEEN or before.text.endswith(","):
        return line.text[:1].islower() or (bool(width) and length > _WIDE * width)
    if line.text.split()[0] in _ONWARD and len(before.text.split()) > 2:
        return True
    if line.text[:1].islower():
        return length >= (
            min(_SHORT, _WIDE * width) if width else 2 * _SHORT
        ) and not _starts_formula(line.text)
    return False


def _starts_formula(text: str) -> bool:
    """Whether the small letter at the start is that of a variable: `w = …`."""
    return bool(
        re.match(
            r"[a-z](?:[^\W\d_]*[\d_^(|\u0300-\u036f\u2070-\u209c]|\s*[=≈≤≥])|[\u0370-\u03ff]", text
        )
    )


def _compounds(lines: Sequence[Line]) -> frozenset[str]:
    """The words with hyphens in the text, in small letters."""
    return frozenset(word.lower() for line in lines for word in _COMPOUND.findall(line.text))


def _glued(before: str, after: str, compounds: frozenset[str]) -> str:
    """Two pieces as one; a hyphen at the break stays where the text has the word with it elsewhere."""
    found = _HYPHEN.search(before)
    following = _NEXT.match(after)
    if not found or not following:
        return f"{before} {after}"
    if following.group().lower() in _AND:
        return f"{before} {after}"
    whole = f"{found['word']}-{following.group()}"
    if whole.lower() in compounds:
        return before + after
    return before[:-1] + after
