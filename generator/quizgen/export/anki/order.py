"""Options and entries → the order in which a card shows them.

Anki shuffles nothing, and the order in which authors write would give the key away. So they stand in the
order of the alphabet, numbers by their size; pinned options keep their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.markup.plain import one_line
from quizgen.model import Choice, Markup, Option

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)")
_RANK = {"first": 0, "": 1, "last": 2}


def options(question: Choice) -> tuple[Option, ...]:
    """The options as shown."""
    return tuple(sorted(question.options, key=lambda o: (_RANK[o.pin], _key(o.text))))


def entries(texts: Iterable[Markup]) -> tuple[Markup, ...]:
    """Entries of a matching or an ordering as shown."""
    return tuple(sorted(texts, key=_key))


def _key(text: Markup) -> list[tuple[int, float, str]]:
    """Words and numbers by turns; words before numbers would compare like with unlike."""
    parts = _NUMBER.split(one_line(text).casefold())
    return [_part(part) for part in parts if part.strip()]


def _part(text: str) -> tuple[int, float, str]:
    if _NUMBER.fullmatch(text) and text.isascii():
        return 0, float(text.replace(",", ".")), ""
    return 1, 0.0, text.strip()
