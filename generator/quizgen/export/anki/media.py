r"""Markup → HTML for a field of Anki: pictures by their names alone, formulas in \(…\) for its MathJax."""

from __future__ import annotations

import re
from typing import Final

from quizgen.export.lms.media import Style
from quizgen.model import Picture

_COMMAND: Final = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$\$?\]|\[?type:)", re.IGNORECASE)
"""Where Anki would take authored words for a sound, for LaTeX of its own or for a box to type into."""

_BRACES: Final = re.compile("\\{(?=[{\2])|\\}(?=\\})|(?<=\3)\\}")
"""Two braces side by side, or one beside a gap, whose place `gap_mark` keeps."""

_COMMANDING: Final = frozenset("{}:[&<>\"'")


def _address(picture: Picture) -> str:
    return picture.name


STYLE: Final = Style(_address)


def inert(html: str) -> str:
    """HTML without anything that Anki would take for a command or for the mark of a gap."""
    html = _COMMAND.sub("&#91;", html)
    return _BRACES.sub(lambda match: f"&#{ord(match[0])};", html)


def cloze(number: int, answer: str, hint: str) -> str:
    """A gap in Anki's notation, such as {{c1::Paris::a city}}; numbers count from 1."""
    parts = (f"c{number}", _within(answer), *((_within(hint),) if hint else ()))
    return "{{" + "::".join(parts) + "}}"


def _within(text: str) -> str:
    """A text that neither ends the gap nor begins its hint."""
    return "".join(f"&#{ord(c)};" if c in _COMMANDING else c for c in text)
