"""What the notations yield before ids and defaults are known."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.model import Markup, Place


@dataclass(frozen=True, slots=True)
class RawCard:
    """Front and back as written; `attributes` are those in braces, as the markup builder names them."""

    front: Markup
    back: Markup
    notation: str
    topic: str
    place: Place
    attributes: tuple[tuple[str, str], ...] = ()
