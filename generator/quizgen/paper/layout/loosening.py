"""The box of a block that is taller than a page → pieces that may stand on different pages.

Those are its paragraphs' lines, two at least at either end, and whatever else cannot be broken or
need not be, such as an option. Importing this module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, LineBox

from quizgen.paper.layout.boxes import (
    PART,
    TARGET,
    children,
    has_border,
    is_marked,
    keeps_with_next,
)

TOGETHER = 2
"""So many lines at least stand together at the beginning and at the end of a paragraph."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: no page may begin right after one that `keeps`; one that `continues` is of the same
    paragraph as that before."""

    box: Any
    keeps: bool = False
    continues: bool = False


def loosened(box: Any, room: float) -> tuple[Any, tuple[Piece, ...]]:
    """A box that holds pieces in the place of what is broken, and these; pages have that room."""
    kept: list[Any] = []
    found: list[Piece] = []
    for child in children(box):
        if child.is_in_normal_flow():
            boxes, pieces = _pieces(child, room)
            kept += boxes
            found += pieces
        else:
            kept.append(child)
    return box.copy_with_children(kept), tuple(found)


def _pieces(box: Any, room: float) -> tuple[Sequence[Any], Sequence[Piece]]:
    """What stands in the place of a box, and the pieces in it."""
    keeps = keeps_with_next(box)
    if not _may_be_broken(box, room):
        return (box,), (Piece(box, keeps),)
    if isinstance(next(children(box)), LineBox):
        pieces = [Piece(each, continues=n > 0) for n, each in enumerate(_paragraphs(box))]
        boxes: Sequence[Any] = [piece.box for piece in pieces]
    else:
        whole, inner = loosened(box, room)
        pieces, boxes = list(inner), (whole,)
    pieces[-1] = replace(pieces[-1], keeps=keeps or pieces[-1].keeps)
    return boxes, pieces


def _may_be_broken(box: Any, room: float) -> bool:
    """Whether nothing but what is in it would be drawn, or only a frame around lines."""
    inner = tuple(children(box))
    plain = type(box) is BlockBox and not box.is_table_wrapper and not _is_painted(box)
    marked = is_marked(box, PART) or is_marked(box, TARGET)
    held = box.style["break_inside"] in ("avoid", "avoid-page") and box.border_height() <= room
    if not plain or marked or held or not inner:
        return False
    if all(isinstance(each, LineBox) for each in inner):
        return len(inner) > 2 * TOGETHER - 1
    return not has_border(box) and all(
        each.is_in_normal_flow() and not isinstance(each, LineBox) for each in inner
    )


def _is_painted(box: Any) -> bool:
    style = box.style
    whole = style["opacity"] < 1 or style["overflow"] != "visible" or box.transformation_matrix
    return bool(whole or box.background or style["position"] != "static")


def _paragraphs(box: Any) -> Iterator[Any]:
    """A paragraph as several, each of one line, but for the first and the last."""
    lines = list(children(box))
    groups = [lines[:TOGETHER], *([line] for line in lines[TOGETHER:-TOGETHER]), lines[-TOGETHER:]]
    for group in groups:
        first, last = group is groups[0], group is groups[-1]
        piece = box.copy_with_children(group)
        piece.remove_decoration(start=not first, end=not last)
        if not first:
            piece.position_y = group[0].position_y
        piece.height = group[-1].position_y + group[-1].height - group[0].position_y
        yield piece
