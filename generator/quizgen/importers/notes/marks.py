"""A line → the mark before it: a bullet, a number, a letter; and the same without marks and emphasis."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = re.compile(r"(?:[-*+•●○◦▪▫■□◆◇–—‣⁃∙·►▸▶➢➤➔❖§]|o(?=\t))\s+(?=\S)")
_NUMBER = re.compile(r"(?:\((?P<a>\d{1,3})\)|(?P<b>\d{1,3})[.)](?![.)\d]))\s*(?=\S)")
_LETTER = re.compile(
    r"(?:\((?P<a>[A-Ha-h])\)|(?P<b>[A-Ha-h])[.)]|(?P<c>[A-H])(?:[:]|\s[-–]))\s*(?=\S)"
)
_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>.*?)\s*#*$")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3})(?=\S)")
_BOLD_LINE = re.compile(r"(?P<sign>\*\*|__)(?P<text>(?:(?!(?P=sign)).)+)(?P=sign)\s*:?")
_PICTURES = re.compile(
    r"^(?:[\U0001f300-\U0001faff\u2600-\u26ff\u2705\u2728\u2b50\u27a1]\ufe0f?\s*)+"
)
_QUOTE = re.compile(r"^>\s?")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line behind its mark: `kind` is bullet, number, letter or "", `sign` the number or the letter."""

    kind: str
    sign: str
    text: str
    bold: bool = False


def marked(text: str) -> Marked:
    """The mark of a line. Numbers and letters may stand within its emphasis: **1. What …?**"""
    opened = _EMPHASIS.match(text)
    inner = text[opened.end() :] if opened else text
    for kind, pattern in (("number", _NUMBER), ("letter", _LETTER)):
        found = pattern.match(inner)
        if found:
            sign = next(group for group in found.groups() if group)
            return Marked(kind, sign.upper(), _closed(inner[found.end() :], opened), bool(opened))
    bullet = _BULLET.match(text)
    if bullet:
        return Marked("bullet", "", text[bullet.end() :].strip())
    return Marked("", "", text)


def _closed(rest: str, opened: re.Match[str] | None) -> str:
    """The text behind a mark without the end of the emphasis that began before it."""
    if not opened:
        return rest.strip()
    before, sign, after = rest.partition(opened[1])
    return f"{before}{after}".strip() if sign else rest.strip()


def heading(text: str) -> tuple[int, str]:
    """The level of a Markdown heading and its text; 0 where the line is none."""
    found = _HEADING.fullmatch(text)
    return (len(found["level"]), found["text"]) if found else (0, text)


def bold_line(text: str) -> str:
    """What a line says that is bold as a whole; "" where it is not."""
    found = _BOLD_LINE.fullmatch(text)
    return found["text"].strip() if found else ""


def bare(text: str) -> str:
    """The text of a line without heading signs, pictograms and emphasis around it."""
    text = heading(_PICTURES.sub("", _QUOTE.sub("", " ".join(text.split()))))[1]
    for sign in ("***", "**", "__", "*", "_"):
        if text.startswith(sign) and text.endswith(sign) and len(text) > 2 * len(sign):
            inner = text[len(sign) : -len(sign)]
            text = inner if sign not in inner else text
    return _PICTURES.sub("", text).strip()
