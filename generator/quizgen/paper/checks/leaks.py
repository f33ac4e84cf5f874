"""A candidate's file and the exam's secrets → those that the file holds, visibly or not.

Looked through are the text of the pages, hidden text included, and every string of the file's
objects: titles, descriptions, bookmarks, names of places. Parts that a paper has no use for, such
as attachments and scripts, are refused.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pikepdf

from quizgen.paper.checks.strand import as_read

NEEDLESS = (
    "/EmbeddedFiles",
    "/AF",
    "/OpenAction",
    "/AA",
    "/JavaScript",
    "/JS",
    "/AcroForm",
    "/OCProperties",
)
_LONG = 12
"""From so many characters on, blanks do not matter when a secret is sought."""

_MARKUP = re.compile(rb"<[^>]*>")
_OURS = frozenset({"/Producer", "/Creator", "/Lang", "/ID"})


def leaks(
    data: bytes | BinaryIO, pages: tuple[str, ...], secrets: Iterable[str]
) -> tuple[str, ...]:
    """What of the secrets is in the file, and what else has no place in it, as messages."""
    with pikepdf.open(io.BytesIO(data) if isinstance(data, bytes) else data) as document:
        strings = list(_strings(document))
        needless = sorted(set(_needless(document)))
    text = "\n".join((*pages, *strings))
    haystack = _Haystack(text)
    found = [secret for secret in dict.fromkeys(secrets) if haystack.holds(secret)]
    return (
        *(f"the file must not hold {name[1:]}" for name in needless),
        *(f"the candidate's file gives away “{_short(secret)}”" for secret in found),
    )


class _Haystack:
    def __init__(self, text: str) -> None:
        self._words = f" {_words(text)} "
        self._letters = self._words.replace(" ", "")

    def holds(self, secret: str) -> bool:
        words = _words(secret)
        if len(words) >= _LONG:
            return words.replace(" ", "") in self._letters
        return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self._words) is not None


def _words(text: str) -> str:
    """The text as letters of one case between single blanks, without invisible characters."""
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(as_read(visible).split()).casefold()


def _strings(document: pikepdf.Pdf) -> Iterator[str]:
    for thing in document.objects:
        yield from _strings_of(thing)
        if isinstance(thing, pikepdf.Stream) and thing.get("/Type") == "/Metadata":
            yield _MARKUP.sub(b" ", thing.read_bytes()).decode("utf-8", "replace")


def _strings_of(thing: pikepdf.Object) -> Iterator[str]:
    """The strings in an object itself; what it refers to is looked at in its own turn."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
        return
    parts: list[object] = []
    if isinstance(thing, pikepdf.Array):
        parts.extend(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        parts.extend(value for name, value in thing.items() if name not in _OURS)
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _strings_of(part)


def _needless(document: pikepdf.Pdf) -> Iterator[str]:
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield from (name for name in NEEDLESS if name in thing)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
