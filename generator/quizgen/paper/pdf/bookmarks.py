"""Bookmarks → the outline of a PDF file (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quizgen.paper.pdf.objects import pdf_text


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading: its level from 1, its text, the page's object and the height on it in points."""

    level: int
    label: str
    page: int
    top: float


@dataclass(slots=True)
class _Entry:
    bookmark: Bookmark | None
    number: int
    children: list[_Entry] = field(default_factory=list)


def outline(bookmarks: Sequence[Bookmark], first: int) -> tuple[bytes, ...]:
    """The objects of the outline, numbered from `first`; that one is the root."""
    root = _Entry(None, first)
    path = [root]
    for number, bookmark in enumerate(bookmarks, start=first + 1):
        del path[max(1, bookmark.level) :]
        entry = _Entry(bookmark, number)
        path[-1].children.append(entry)
        path.append(entry)
    return (_root(root), *_entries(root))


def _root(root: _Entry) -> bytes:
    return b"<</Type/Outlines%s>>" % _ends(root)


def _entries(parent: _Entry) -> list[bytes]:
    written: list[bytes] = []
    for i, entry in enumerate(parent.children):
        beside = b"/Prev %d 0 R" % parent.children[i - 1].number if i else b""
        if i + 1 < len(parent.children):
            beside += b"/Next %d 0 R" % parent.children[i + 1].number
        mark = entry.bookmark
        assert mark is not None
        written.append(
            b"<</Title %s/Parent %d 0 R%s%s/Dest[%d 0 R/XYZ 0 %.2f 0]>>"
            % (pdf_text(mark.label), parent.number, beside, _ends(entry), mark.page, mark.top)
        )
        written += _entries(entry)
    return written


def _ends(entry: _Entry) -> bytes:
    """The first and last of an entry's children, and how many are open below it."""
    if not entry.children:
        return b""
    first, last = entry.children[0].number, entry.children[-1].number
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, _count(entry))


def _count(entry: _Entry) -> int:
    return sum(1 + _count(child) for child in entry.children)
