"""WeasyPrint's boxes after layout → where they stand, and what hangs together.

Private parts of WeasyPrint are looked at here, in `inking` and in `structure`, and nowhere else. Importing
this module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import BlockContainerBox, BlockLevelBox
from weasyprint.layout.block import block_level_page_break, collapse_margin

from quizgen.paper.composing.blocks import Heading, Rect

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


def marked(box: Any, attribute: str, apart: Collection[Any] = ()) -> Iterator[Any]:
    """The outermost boxes of elements with an attribute; boxes `apart` are not looked at."""
    for child in children(box):
        if child in apart:
            continue
        if is_marked(child, attribute):
            yield child
        else:
            yield from marked(child, attribute, apart)


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


def has_border(box: Any) -> bool:
    """Whether it has a border at any side."""
    sides = ("top", "right", "bottom", "left")
    return any(getattr(box, f"border_{side}_width", 0) for side in sides)


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
    return collapse_margin(list(all_margins(box, "top"))), collapse_margin(
        list(all_margins(box, "bottom"))
    )


def all_margins(box: Any, side: str) -> Iterator[float]:
    """The margins that meet at a side: the box's own, and those of what begins or ends with it."""
    yield float(getattr(box, f"margin_{side}") or 0)
    if isinstance(box, BlockContainerBox) and _is_open(box, side):
        flow = [child for child in children(box) if child.is_in_normal_flow()]
        end = flow[0 if side == "top" else -1] if flow else None
        if isinstance(end, BlockLevelBox):
            yield from all_margins(end, side)


def _is_open(box: Any, side: str) -> bool:
    """Whether nothing stands between the margin of a box and that of what is at its edge."""
    if side == "top":
        return bool(box.top_margin_collapses())
    return bool(box.bottom_margin_collapses()) and box.style["height"] == "auto"


def keeps_with_next(box: Any) -> bool:
    """Whether no page may begin right after the box."""
    return block_level_page_break(box, None) in ("avoid", "avoid-page")
