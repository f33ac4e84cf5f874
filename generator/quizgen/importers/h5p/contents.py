"""The content of an H5P package, in whatever it is wrapped → the things that it shows, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.importers.importer import Refused

Params = Mapping[str, Any]

_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Content:
    """Something that a content type shows: its name without a version, what it is told, and its title."""

    library: str
    params: Params
    title: str


def contents(library: str, params: Any, title: str) -> Iterator[Content]:
    """The innermost contents of a package whose main library that is; Refused where it is nested too deep."""
    inner = tuple(_inside(params, _DEEPEST))
    if inner and library not in _WITH_PICTURES:
        yield from inner
    elif isinstance(params, dict):
        yield Content(library, params, title)


def texts(value: Any, depth: int = _DEEPEST) -> Iterator[str]:
    """All texts in something of which nothing is known but that it is HTML or words."""
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict | list):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            if name not in _SETTINGS:
                yield from texts(part, depth - 1)


def _inside(value: Any, depth: int) -> Iterator[Content]:
    if depth == 0:
        raise Refused("its content is nested too deep")
    if isinstance(value, dict) and isinstance(value.get("library"), str) and "params" in value:
        metadata = value.get("metadata")
        title = metadata.get("title", "") if isinstance(metadata, dict) else ""
        yield from contents(value["library"].split(" ")[0], value["params"], str(title))
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _inside(part, depth - 1)


_WITH_PICTURES = frozenset(
    f"H5P.{name}"
    for name in """MultiChoice TrueFalse Blanks DragText Essay SingleChoiceSet MarkTheWords Dialogcards
    Flashcards DragQuestion Summary MultiMediaChoice SortParagraphs""".split()
)
"""Content types that hold a picture or a video for themselves."""

_SETTINGS = frozenset("behaviour l10n UI override file path mime copyright media metadata".split())
