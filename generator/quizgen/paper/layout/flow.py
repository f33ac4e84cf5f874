"""Boxes of blocks, and of what blocks stand in → whether they are where their neighbours put them.

Blocks are put below each other on every paper anew, by their heights, their margins and breaks. What
WeasyPrint would do beyond that is not done again; so papers are then laid out as a whole. Importing
this module imports WeasyPrint.
"""

from __future__ import annotations

from typing import Any

from quizgen.paper.layout.boxes import BLOCK, all_margins, attribute, is_marked
from quizgen.paper.layout.slots import Unsuitable

_SIDES = frozenset({"left", "right", "recto", "verso"})
_SIDEWAYS = "a style begins {name} on a left or a right page"
_HELD = "a style keeps {name} with what stands before it"
_MOVED = "a style moves {name} away from its place (position, float)"
_NEGATIVE = "a style gives {name} a margin below zero"
_ROOMY = "a style gives {name} a margin or padding above or below"


def require_block_in_flow(box: Any) -> None:
    """Raises Unsuitable where a block overlaps its neighbours, or where they must not be parted."""
    _require_in_flow(box)
    if min((*all_margins(box, "top"), *all_margins(box, "bottom"))) < 0:
        raise Unsuitable(_NEGATIVE.format(name=_name(box)))


def require_holder_in_flow(box: Any) -> None:
    """Raises Unsuitable where what holds blocks takes room of its own, which would be lost."""
    _require_in_flow(box)
    names = (f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "bottom"))
    if any(_is_length(getattr(box, name, 0)) for name in names):
        raise Unsuitable(_ROOMY.format(name=_name(box)))


def _require_in_flow(box: Any) -> None:
    style = box.style
    if {style["break_before"], style["break_after"]} & _SIDES:
        raise Unsuitable(_SIDEWAYS.format(name=_name(box)))
    if style["break_before"].startswith("avoid"):
        raise Unsuitable(_HELD.format(name=_name(box)))
    offset = style["position"] == "relative" and any(_is_offset(style[s]) for s in _OFFSETS)
    if offset or not box.is_in_normal_flow():
        raise Unsuitable(_MOVED.format(name=_name(box)))


_OFFSETS = ("top", "bottom")


def _is_offset(value: Any) -> bool:
    return value != "auto" and bool(value.value)


def _is_length(value: Any) -> bool:
    return value not in ("auto", None) and bool(value)


def _name(box: Any) -> str:
    """The role of a block, or the tag and the class of what holds blocks."""
    if is_marked(box, BLOCK):
        return f"“{attribute(box, BLOCK)}”"
    named = str(box.element.attrib.get("class", "")) if box.element is not None else ""
    return f"<{box.element_tag}>" if not named else f"<{box.element_tag} class={named}>"
