"""Documents that hold every block once → the blocks, laid out and drawn by WeasyPrint.

Each document is laid out on one sheet that is as long as it needs, so that nothing breaks. Importing
this module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

from quizgen.paper.composing.blocks import Block, Columns, Frame, Galley, Ink, Slot
from quizgen.paper.composing.lettering import Lettering
from quizgen.paper.layout.boxes import (
    BLOCK,
    NEW_PAGE,
    attribute,
    children,
    descendants,
    has_border,
    is_marked,
)
from quizgen.paper.layout.caster import SAME, Caster, Found, drawn_box, frame
from quizgen.paper.layout.inking import Painter, share_drawings
from quizgen.paper.layout.resources import Resources, drawn
from quizgen.paper.layout.slots import Unsuitable
from quizgen.paper.layout.spoken import InvisibleWords, add_glyphs
from quizgen.paper.outlines.names import is_fixed

LONG = 4_000_000
"""Pixels, a kilometre: longer than any exam."""


def long_sheet(frames: Any) -> str:
    """A style for a single sheet on which nothing breaks, as wide as the pages of a document."""
    rule = f"size: {frames.pages[0].width}px {LONG}px; margin-top: 0; margin-bottom: 0"
    return f"@page {{ {rule} }} @page :first {{ {rule} }}\n"


def find_blocks(page: Any) -> tuple[Found, ...]:
    """The blocks of a sheet in their order; raises Unsuitable where something stands outside of them."""
    root = next(box for box in descendants(page) if box.element_tag == "body")
    return tuple(_found(root, None, page.content_box_x(), False))


def _found(box: Any, columns: Columns | None, left: float, new_page: bool) -> Iterator[Found]:
    for child in children(box):
        breaks = new_page or child.style["break_before"] in NEW_PAGE
        if is_marked(child, BLOCK):
            yield Found(child, columns, left, breaks)
        elif child.is_column:
            yield from _found(child, columns, child.content_box_x(), breaks)
        else:
            _require_plain(child)
            yield from _found(child, _columns(child) or columns, left, breaks)
        new_page = False


def _require_plain(box: Any) -> None:
    """What stands around blocks must draw nothing: it would be lost."""
    drawn = isinstance(box, ReplacedBox) or (isinstance(box, TextBox) and box.text.strip())
    if drawn or has_border(box) or getattr(box, "background", None):
        named = f"“{box.text.strip()[:40]}”" if isinstance(box, TextBox) else f"<{box.element_tag}>"
        raise Unsuitable(f"{named} is drawn, and stands in no block")


def _columns(box: Any) -> Columns | None:
    style = box.style
    inner = next((child for child in children(box) if child.is_column), None)
    if inner is None:
        return None
    gap = style["column_gap"]
    space = style["font_size"] if gap == "normal" else gap.value
    count = int((box.width + space) / (inner.width + space) + 0.01)
    ruled = style["column_rule_style"] not in ("none", "hidden")
    red, green, blue = get_color(style, "column_rule_color").to("srgb").coordinates
    return Columns(
        lefts=tuple(i * (inner.width + space) for i in range(count)),
        width=inner.width,
        balanced=style["column_fill"] != "auto",
        rule=style["column_rule_width"] if ruled else 0.0,
        colour=(float(red), float(green), float(blue)),
    )


def cast(
    documents: Sequence[tuple[Any, Sequence[str]]],
    frames: Any,
    texts: Mapping[str, Sequence[str]],
    apart: Mapping[str, Any],
) -> Galley:
    """The galley of laid-out documents; for each the names that its blocks get, in their order.

    `frames` is a document of three empty pages. `texts` are those that will be set in the slots of
    each name; `apart` are such documents for texts in the margins that cannot be set. Raises
    Unsuitable.
    """
    drawing = _Drawing(documents, frames, texts, apart)
    first, _ = documents[0]
    return drawing.galley(drawn(first, drawing.draw))


class _Drawing:
    """What is drawn, all on the one stream that WeasyPrint hands out while it writes a file."""

    def __init__(
        self,
        documents: Sequence[tuple[Any, Sequence[str]]],
        frames: Any,
        texts: Mapping[str, Sequence[str]],
        apart: Mapping[str, Any],
    ) -> None:
        self._documents, self._empty = documents, frames
        self._texts, self._apart = texts, apart
        self._blocks: dict[str, Block] = {}
        self._frames: list[Frame] = []
        self._faces: Mapping[str, bytes] = {}
        self._running: dict[str, tuple[Ink, ...]] = {}

    def draw(self, stream: Any) -> None:
        """Draw all of it; raises Unsuitable."""
        for page in self._empty.pages:
            self._frames.append(frame(page._page_box, Painter(stream, page._page_box)))
        room = _room(self._frames)
        for document, names in self._documents:
            self._blocks.update(_cast_one(document, names, stream, room))
        for text, document in self._apart.items():
            self._running[text] = _drawn_whose(document, stream)
        self._faces = _embed(stream, list(self._slots()), self._texts)

    def galley(self, resources: Resources) -> Galley:
        """What was drawn, and what it refers to."""
        used = list(self._used())
        return Galley(
            blocks=self._blocks,
            frames=tuple(self._frames),
            objects=resources.objects(used),
            resources=resources.named(used),
            faces=self._faces,
            running=self._running,
        )

    def _slots(self) -> Iterator[Slot]:
        for block in self._blocks.values():
            yield from _slots_of(block)
        for each in self._frames:
            yield from each.slots

    def _used(self) -> Iterator[tuple[str, str]]:
        inks: list[Ink] = [ink for block in self._blocks.values() for ink in _inks_of(block)]
        inks += [ink for each in self._frames for ink in each.ink]
        inks += [ink for drawn in self._running.values() for ink in drawn]
        for ink in inks:
            yield from ink.resources
        for each in self._slots():
            yield from each.resources


def _drawn_whose(document: Any, stream: Any) -> tuple[Ink, ...]:
    """What says whose paper it is on each of three pages."""
    pages = [page._page_box for page in document.pages]
    return tuple(drawn_box(page, "whose", Painter(stream, page)) for page in pages)


def _room(frames: Sequence[Frame]) -> float:
    """The height of what every page has room for; raises Unsuitable where pages differ otherwise."""
    first, left, right = (frame.area for frame in frames)
    if len({round(area.width, 2) for area in (first, left, right)}) > 1:
        raise Unsuitable(
            "the first, the left and the right pages differ in the width of their text"
        )
    if abs(left.height - right.height) > SAME:
        raise Unsuitable("left and right pages differ in the height of their text")
    return min(first.height, left.height)


def _cast_one(
    document: Any, names: Sequence[str], stream: Any, room: float
) -> Iterator[tuple[str, Block]]:
    """The blocks of a document, which has several sheets only where it asks for a new page."""
    pages = [page._page_box for page in document.pages]
    found = [(page, each) for page in pages for each in find_blocks(page)]
    roles = [attribute(each.box, BLOCK) for _, each in found]
    wanted = [name.partition(":")[0] for name in names]
    if roles != wanted:
        raise Unsuitable(f"the blocks of the templates are {_told(roles)}, not {_told(wanted)}")
    share_drawings(*pages)
    words = InvisibleWords(stream._fonts)
    casters = {page: Caster(Painter(stream, page, words), room) for page in pages}
    for (page, each), name, role in zip(found, names, roles, strict=True):
        yield name, casters[page].block(each, role, fixed=is_fixed(name))


def _told(roles: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(roles)) or "none"


def _slots_of(block: Block) -> Iterator[Slot]:
    yield from block.slots
    for part in block.parts:
        yield from part.slots


def _inks_of(block: Block) -> Iterator[Ink]:
    yield block.ink
    yield from (part.ink for part in block.parts)
    yield from (strip.ink for strip in block.strips)


def _embed(
    stream: Any, slots: Sequence[Slot], texts: Mapping[str, Sequence[str]]
) -> Mapping[str, bytes]:
    """Give the fonts of the slots the glyphs of all texts; the font files by name."""
    fonts = {each.font for each in slots}
    embedded = [font for font in stream._fonts.values() if font.hash in fonts]
    faces = {font.hash: bytes(font.file_content) for font in embedded}
    lettering = Lettering(faces)
    for name, font, features in sorted({(s.name, s.font, s.features) for s in slots}):
        for text in texts.get(name, ()):
            line = lettering.line(font, features, text)
            for each in embedded:
                if line is not None and each.hash == font:
                    add_glyphs(each, line.texts, line.widths)
    return faces
