"""WeasyPrint's boxes after layout → where they stand, and what hangs together.

Private parts of WeasyPrint are looked at here, in `inking` and in `structure`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizgen.paper.blocks import Heading, Rect

BLOCK, PART, SLOT, TARGET = "data-block", "data-part", "data-slot", "data-target"
"""The attributes by which templates say what is what; see the manual, "Templates"."""

NEW_PAGE = frozenset({"page", "always", "left", "right", "recto", "verso"})


def unwrapped(box: Any) -> Any:
    """The box itself, where WeasyPrint keeps a placeholder of one that is positioned."""
    return getattr(box, "_box", box)


def children(box: Any) -> Iterator[Any]:
    """The boxes within a box."""
    return map(unwrapped, getattr(box, "children", ()))


def descendants(box: Any) -> Iterator[Any]:
    """The box and all within it, in the order of the document."""
    yield box
    for child in children(box):
        yield from descendants(child)


def marked(box: Any, attribute: str, stop: str = "") -> Iterator[Any]:
    """The outermost boxes of elements with an attribute; elements with `stop` are not looked into."""
    for child in children(box):
        if is_marked(child, attribute):
            yield child
        elif not (stop and is_marked(child, stop)):
            yield from marked(child, attribute, stop)


def is_marked(box: Any, attribute: str) -> bool:
    """Whether the box is one of an element with the attribute, and no pseudo-element's."""
    element = box.element
    named = element is not None and box.element_tag == element.tag
    return bool(named and attribute in element.attrib)


def headings(box: Any) -> Iterator[Heading]:
    """What bookmarks lead to, in the box or within it."""
    for inner in descendants(box):
        level = inner.style["bookmark_level"]
        if inner.bookmark_label and level != "none":
            yield Heading(level, inner.bookmark_label, inner.border_box_y())


def attribute(box: Any, name: str) -> str:
    """An attribute of the box's element."""
    return str(box.element.attrib.get(name, ""))


def border_box(box: Any) -> Rect:
    """The box with its borders."""
    return Rect(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())


def content_box(box: Any) -> Rect:
    """The room within a box's borders and padding."""
    return Rect(box.content_box_x(), box.content_box_y(), box.width, box.height)


def margins(box: Any) -> tuple[float, float]:
    """The margins above and below, collapsed with those of what begins and ends with the box."""
    return _margin(box, "top", 0), _margin(box, "bottom", -1)


def _margin(box: Any, side: str, end: int) -> float:
    own = float(getattr(box, f"margin_{side}") or 0)
    edge = getattr(box, f"padding_{side}", 0) or getattr(box, f"border_{side}_width", 0)
    flow = [child for child in children(box) if child.is_in_normal_flow()]
    inner = flow[end] if flow and not edge else None
    if inner is None or not hasattr(inner, "children") or not hasattr(inner, "margin_top"):
        return own
    return max(own, _margin(inner, side, end)) if inner.style["display"][0] == "block" else own
