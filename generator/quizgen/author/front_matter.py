"""What holds for all cards of a deck → the YAML at the head of its file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from quizgen.author.attributes import difficulty
from quizgen.author.numbers import written
from quizgen.read.front_matter import FrontMatter

_PLAIN = re.compile(r"[^\W_](?:[\w. -]*\w)?")
_EMPTY = "null"
_USUAL = FrontMatter()


def head(front_matter: FrontMatter) -> str:
    """The front matter with its fences, of all that is not as it is without; "" if nothing is."""
    lines = tuple(_lines(front_matter))
    return "\n".join(("---", *lines, "---")) + "\n\n" if lines else ""


def _lines(given: FrontMatter) -> Iterator[str]:
    for name, write in _WRITERS.items():
        value = getattr(given, name)
        if value != getattr(_USUAL, name):
            yield f"{name}: {write(value)}".replace(": \n", ":\n", 1)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _lines_of(texts: Iterable[str]) -> str:
    """One to a line, so that each is easily found and taken out."""
    return "".join(f"\n  - {_text(text)}" for text in texts)


def _text(text: str) -> str:
    return (
        text if _PLAIN.fullmatch(text) and text != _EMPTY else json.dumps(text, ensure_ascii=False)
    )


_WRITERS: dict[str, Callable[..., str]] = {
    "title": _text,
    "course": _text,
    "tags": _list,
    "language": str,
    "points": written,
    "difficulty": difficulty,
    "derive": lambda value: str(value).lower(),
    "distractors": str,
    "derived_from": _lines_of,
}
