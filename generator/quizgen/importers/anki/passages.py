"""A field of a note, as HTML → nodes; what it plays is told."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizgen.importers.anki.formulas import with_tex
from quizgen.importers.gathering import Gathering
from quizgen.importers.shared.html import Pictures, passage
from quizgen.model import Markup

_SOUND = re.compile(r"\[sound:([^\[\]]{0,500})\]", re.IGNORECASE)
_SPEECH = re.compile(r"\[/?anki:[^\[\]]{0,500}\]", re.IGNORECASE)
_MIDDLE = re.compile(r"<hr[^<>]{0,100}id=[\"']?answer[\"']?[^<>]{0,100}>", re.IGNORECASE)

Passages = Callable[[str], Markup]
"""The nodes of a field."""


def of_html(found: Gathering, pictures: Pictures) -> Passages:
    """What makes nodes of HTML."""

    def made(html: str) -> Markup:
        for name in _SOUND.findall(html):
            found.warn(f"the sound {name[:100]} is left out: a deck holds text and pictures")
        silent = _SPEECH.sub("", _SOUND.sub("", html))
        return passage(with_tex(silent), pictures, found.warn)

    return made


def behind_middle(html: str) -> str:
    """Of the back of a card, what stands below the line between question and answer."""
    return _MIDDLE.split(html, maxsplit=1)[-1]
