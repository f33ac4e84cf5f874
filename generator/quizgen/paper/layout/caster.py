"""The boxes of blocks and pages, laid out → blocks and frames, drawn.

Importing this module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox

from quizgen.paper.composing.blocks import (
    Block,
    Columns,
    Frame,
    Hole,
    Ink,
    Part,
    Slot,
    Strip,
)
from quizgen.paper.layout.boxes import (
    PART,
    SLOT,
    attribute,
    border_box,
    children,
    content_box,
    descendants,
    headings,
    is_marked,
    keeps_with_next,
    margins,
    marked,
)
from quizgen.paper.layout.inking import Painter
from quizgen.paper.layout.loosening import Piece, loosened
from quizgen.paper.layout.slots import Unsuitable, slot
from quizgen.paper.layout.targets import targets

RUNNING = {"@top-right": "whose", "@bottom-right": "page"}
"""The margin boxes that differ from paper to paper or from page to page, and their slots."""


TALL = 0.5
"""Share of a page from which on a block may have to be broken: what leads it needs room, too."""

SAME = 0.01
"""Pixels by which equal distances may differ."""


@dataclass(frozen=True, slots=True)
class Found:
    """A block's box, and what it stands in."""

    box: Any
    columns: Columns | None
    left: float
    new_page: bool


class Caster:
    """Makes blocks of the boxes of a sheet."""

    def __init__(self, painter: Painter, room: float) -> None:
        self._painter, self._room = painter, room

    def block(self, found: Found, role: str, fixed: bool = False) -> Block:
        """The block, drawn; its slots and parts are drawn apart, and so are the strips of a tall one.

        A fixed block has no slots.
        """
        box, outline = found.box, border_box(found.box)
        tall = outline.height > self._room * TALL
        box, pieces = loosened(box, self._room) if tall else (box, ())
        parts = tuple(marked(box, PART))
        _require_stacked(parts)
        apart = {each: Hole() for each in (tuple(piece.box for piece in pieces) or parts)}
        slots = () if fixed else tuple(marked(box, SLOT, apart))
        above, below = margins(found.box)
        return Block(
            role=role,
            origin=(outline.x, outline.y),
            left=outline.x - found.left,
            width=outline.width,
            height=outline.height,
            above=above,
            below=below,
            keep_with_next=keeps_with_next(found.box),
            new_page=found.new_page,
            columns=found.columns,
            ink=self._painter.ink(box, apart | _slot_holes(slots)),
            slots=tuple(map(self._slot, slots)),
            parts=tuple(map(self._part, parts)),
            strips=tuple(self._strip(piece, parts) for piece in pieces),
            targets=tuple(targets(box, apart)),
            headings=tuple(headings(found.box)),
        )

    def _part(self, box: Any) -> Part:
        slots = tuple(marked(box, SLOT))
        ink = self._painter.ink(box, _slot_holes(slots))
        return Part(border_box(box), ink, tuple(map(self._slot, slots)), tuple(targets(box)))

    def _strip(self, piece: Piece, parts: Sequence[Any]) -> Strip:
        box, outline = piece.box, border_box(piece.box)
        within = tuple(marked(box, PART))
        if outline.height > self._room:
            raise Unsuitable("a text without a paragraph in it, a picture or a table fills a page")
        if is_marked(box, PART):
            return Strip(outline, keeps=piece.keeps, is_part=True)
        if within not in ((), parts) or any(marked(box, SLOT, parts)):
            raise Unsuitable("what differs from paper to paper stands in a text as long as a page")
        return Strip(
            box=outline,
            ink=self._painter.ink(box, {part: Hole() for part in within}),
            targets=tuple(targets(box, parts)),
            keeps=piece.keeps,
            continues=piece.continues,
            holds_parts=bool(within),
        )

    def _slot(self, box: Any) -> Slot:
        return slot(attribute(box, SLOT), box, self._painter.ink(box, {}))


def frame(page: Any, painter: Painter) -> Frame:
    """A page without content, and what runs in its margins."""
    inks, slots = [], []
    for box in children(page):
        name = RUNNING.get(getattr(box, "at_keyword", ""))
        if name and any(isinstance(inner, TextBox) for inner in descendants(box)):
            slots.append(slot(name, box, painter.artifact(box)))
        elif box.element is None:
            inks.append(painter.artifact(box))
    return Frame(
        width=page.margin_width(),
        height=page.margin_height(),
        area=content_box(page),
        ink=tuple(inks),
        slots=tuple(slots),
    )


def drawn_box(page: Any, name: str, painter: Painter) -> Ink:
    """What stands in the margin box of that slot; nothing if there is none on the page."""
    boxes = (box for box in children(page) if RUNNING.get(getattr(box, "at_keyword", "")) == name)
    return next(map(painter.artifact, boxes), Ink())


def _slot_holes(boxes: Sequence[Any]) -> dict[Any, Hole]:
    return {box: Hole(attribute(box, SLOT)) for box in boxes}


def _require_stacked(parts: Sequence[Any]) -> None:
    """Parts that trade places must stand below each other as they do in any order."""
    boxes = [border_box(part) for part in parts]
    gaps = [lower.y - upper.bottom for upper, lower in pairwise(boxes)]
    ends = [margins(part)[1] for part in parts]
    lefts = [box.x for box in boxes]
    if any(max(values) - min(values) > SAME for values in (lefts, gaps, ends) if values):
        raise Unsuitable(
            "the options of a question do not stand below each other at equal distances"
        )
    floating = any(not part.is_in_normal_flow() for part in parts)
    if floating or any(lower.y < upper.y + SAME for upper, lower in pairwise(boxes)):
        raise Unsuitable("the options of a question do not stand below each other")
