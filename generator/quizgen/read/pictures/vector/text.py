"""A `text` and what is in it → the same with blanks and pieces as browsers see them.

WeasyPrint loses what follows a `tspan` inside a `tspan`, and the alignment of what stands before a
placed one; so every piece of text gets a `tspan` of its own.
"""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from quizgen.read.pictures.vector.tree import SPACE, SVG, Element, local, take, unprintable, where

_PRESERVING = frozenset({"pre", "pre-wrap", "break-spaces"})
_PLACES = ("x", "y", "dx", "dy")
_TSPAN = f"{{{SVG}}}tspan"


def arrange(text: Element) -> None:
    """Wrap and collapse the text in place. Unusable where its alignment would be lost."""
    keeps = _preserves(text)
    for element in list(text.iter()):
        take(element, SPACE)
        _wrap_tails(element)
    if any(_is_placed(piece) for piece in text.iter(_TSPAN)):
        _wrap_start(text)
        _refuse_unplaced(text)
    if keeps:
        text.set(SPACE, "preserve")
    _collapse(text, keeps)


def _preserves(text: Element) -> bool:
    for element in (text, *text.iterancestors()):
        if element.get(SPACE) or element.get("white-space"):
            styled = element.get("white-space", "normal") in _PRESERVING
            return styled or element.get(SPACE) == "preserve"
    return False


def _is_placed(piece: Element) -> bool:
    return piece.get("x") is not None or piece.get("y") is not None


def _wrap_tails(element: Element) -> None:
    for child in list(element):
        if child.tail:
            piece = etree.Element(_TSPAN)
            piece.text, child.tail = child.tail, None
            child.addnext(piece)


def _wrap_start(text: Element) -> None:
    """Give the text before the first piece a piece that stands where the text stands."""
    if not (text.text or "").strip():
        text.text = None
        return
    piece = etree.Element(_TSPAN)
    piece.text, text.text = text.text, None
    for name in _PLACES:
        value = take(text, name)
        if value is not None:
            piece.set(name, value)
    piece.set("x", piece.get("x", "0"))
    text.insert(0, piece)


def _refuse_unplaced(text: Element) -> None:
    """Blank pieces between placed ones go; others are only aligned to the start."""
    for piece in list(text):
        if not _is_placed(piece) and not "".join(map(str, piece.itertext())).strip():
            text.remove(piece)
    anchors = {e.get("text-anchor") for e in (text, *text.iterancestors(), *text.iter(_TSPAN))}
    loose = [piece for piece in text if not _is_placed(piece)]
    if loose and anchors & {"middle", "end"}:
        raise unprintable(f"the alignment of {where(text)}")


def _collapse(text: Element, keeps: bool) -> None:
    """Blanks as CSS has them: runs become one, and none stays at either end."""
    blank_before, last = True, None
    for element in text.iter():
        written = unicodedata.normalize("NFC", element.text or "")
        if keeps:
            element.text = re.sub(r"\r\n|[\t\r\n]", " ", written)
            continue
        blank_before = blank_before or _is_placed(element)
        shown = re.sub(r"[ \t\r\n]+", " ", written)
        shown = shown[1:] if blank_before and shown.startswith(" ") else shown
        element.text = shown
        if shown:
            blank_before, last = shown.endswith(" "), element
    if last is not None and not keeps:
        last.text = (last.text or "").rstrip(" ")


def is_text(element: Element) -> bool:
    """Whether the element holds characters."""
    return local(element) in ("text", "tspan")
