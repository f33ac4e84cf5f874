"""`{#name .tag key=value word}` at the end of a heading or an option → attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

SIZES = ("width", "height")
"""What a picture can have."""

_AT_END = re.compile(r"(?<![{\\])\{([^{}]*)\}\s*$")
_BEHIND_PICTURE = re.compile(r"!\[[^\]]*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])$")
_PART = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s{}"'=]+)
      | \.(?P<tag>[^\s{}"'=]+)
      | (?P<key>[A-Za-z_-]+)=(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s{}"']+))
      | (?P<word>[A-Za-z_-]+)
    )(?=\s|$)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Braces:
    """Attributes in the order written; `offset` is where the opening brace stands in the text."""

    id: str = ""
    tags: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    offset: int = -1


def split(text: str, known: frozenset[str]) -> tuple[str, Braces | None]:
    """The text without the attributes at its end, and these; None where it ends with none.

    Braces whose content is not made of attributes (as in "the set {1, 2}") belong to the text, and so
    does a lone word that is far from every `known` one. A size right behind a picture is the picture's.
    """
    found = _AT_END.search(text)
    parts = _parse(found.group(1)) if found else None
    if not found or parts is None or not _meant(parts, known):
        return text, None
    if _sizes_only(parts) and _BEHIND_PICTURE.search(text[: found.start()]):
        return text, None
    return text[: found.start()].rstrip(), _collect(parts, found.start())


def read(content: str) -> Braces | None:
    """The attributes that the text between two braces states, or None where it states something else."""
    parts = _parse(content)
    return _collect(parts, 0) if parts else None


def _parse(content: str) -> list[re.Match[str]] | None:
    parts, position = [], 0
    content = content.rstrip()
    while position < len(content):
        part = _PART.match(content, position)
        if not part:
            return None
        parts.append(part)
        position = part.end()
    return parts or None


def _meant(parts: list[re.Match[str]], known: frozenset[str]) -> bool:
    """Whether an author can have meant attributes, not text."""
    if any(part["id"] or part["tag"] or part["key"] for part in parts):
        return True
    return any(get_close_matches(part["word"].lower(), known, 1, 0.75) for part in parts)


def _sizes_only(parts: list[re.Match[str]]) -> bool:
    return all(part["key"] in SIZES for part in parts)


def _collect(parts: list[re.Match[str]], offset: int) -> Braces:
    ids = [part["id"] for part in parts if part["id"]]
    values = [
        (part["key"], part["quoted"] or part["single"] or part["bare"] or "")
        for part in parts
        if part["key"]
    ]
    return Braces(
        id=" ".join(ids),
        tags=tuple(part["tag"] for part in parts if part["tag"]),
        values=tuple(values),
        words=tuple(part["word"] for part in parts if part["word"]),
        offset=offset,
    )


def as_attributes(found: Braces) -> dict[str, str]:
    """The attributes as a node carries them: `=key`, `!word`, `.tag` and `#` name them by sort."""
    named: dict[str, str] = {}
    for key, value in found.values:  # one that stands twice gets a value that none can have
        named[f"={key}"] = f"{named[f'={key}']} {value}" if f"={key}" in named else value
    named |= {f"!{word}": "" for word in found.words} | {f".{tag}": "" for tag in found.tags}
    return named | ({"#": found.id} if found.id else {})
