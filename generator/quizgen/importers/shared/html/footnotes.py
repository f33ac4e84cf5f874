"""A tree of HTML with notes at its end, as quizgen itself writes them → the notes, taken out of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import Element, HtmlElement

_CLASS = "footnotes"


def taken_out(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The number of each note, and an element with what it says (`markup/html.py`)."""
    for group in list(tree.iter("div")):
        if _CLASS in (group.get("class") or "").split() and group is not tree:
            notes = tuple(_notes(group))
            group.drop_tree()
            yield from notes


def _notes(group: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Each begins with a paragraph that begins with a raised number; blocks behind it belong to it."""
    number, note = "", Element("div")
    for block in list(group):
        sign = block[0] if len(block) and not (block.text or "").strip() else None
        if sign is not None and sign.tag == "sup":
            if number:
                yield number, note
            number, note = "".join(map(str, sign.itertext())).strip(), Element("div")
            sign.drop_tree()
            block.tag = "div"
        note.append(block)
    if number:
        yield number, note
