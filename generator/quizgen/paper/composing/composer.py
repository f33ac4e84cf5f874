"""A galley and a form's outline → the pages of its paper: what is drawn, and how it is tagged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

from quizgen.paper.composing.blocks import Block, Frame, Galley, Rect, Slot
from quizgen.paper.composing.composed import (
    Composed,
    Element,
    Mark,
    PlacedBlock,
    PlacedHeading,
)
from quizgen.paper.composing.drawn_page import DrawnPage, Kid, elements, joined
from quizgen.paper.composing.lettering import Lettering
from quizgen.paper.composing.pages import Item, Placed, paginate
from quizgen.paper.composing.rules import rules
from quizgen.paper.composing.strips import (
    Band,
    StackedPart,
    StackedStrip,
    bands,
    stacked_parts,
    stacked_strips,
)
from quizgen.paper.outlines.outline import Use


class Unfit(Exception):
    """A text that cannot be set in its slot."""


class Composer:
    """Composes papers from one galley."""

    def __init__(self, galley: Galley) -> None:
        self._galley = galley
        self._lettering = Lettering(galley.faces)
        self._room = min(frame.area.height for frame in galley.frames)
        self._item = cache(self._make_item)
        self._text = cache(self._make_text)

    def compose(
        self,
        uses: Sequence[Use],
        running: Mapping[str, str],
        code: tuple[str, str] | None = None,
    ) -> Composed:
        """The paper; `running` are the texts in the margins: "whose", and "page" with fields for
        the page's number and their count; `code` are those of exam and form that every page bears.

        Raises Unfit.
        """
        frames = self._galley.frames
        items = tuple(map(self._item_of, uses))
        placed = paginate(items, frames[0].area.height, frames[1].area.height)
        pages = [DrawnPage(n, frame_of(frames, n)) for n in range(placed[-1].page + 1)]
        structure: list[Kid] = []
        headings: list[PlacedHeading] = []
        for number, group in groupby(placed, key=lambda each: each.item):
            places = tuple(group)
            block = self._galley.blocks[uses[number].block]
            structure += self._place(pages, uses[number], block, places)
            headings += pages[places[0].page].headings_of(block, places[0])
        for rule in rules(items, placed, [page.frame.area.height for page in pages]):
            pages[rule.page].add_rule(rule.line, rule.colour)
        self._finish(pages, running, code)
        return Composed(
            pages=tuple(page.page() for page in pages),
            structure=tuple(kid for kid in structure if isinstance(kid, Element)),
            resources=frozenset[tuple[str, str]]().union(*(page.resources for page in pages)),
            targets=tuple(target for page in pages for target in page.targets),
            headings=tuple(headings),
            blocks=tuple(self._placed_block(uses[each.item], each) for each in placed),
        )

    def _placed_block(self, use: Use, place: Placed) -> PlacedBlock:
        block = self._galley.blocks[use.block]
        whole = Band(0.0, block.height, range(max(1, len(block.strips))))
        first = last = whole
        if place.strips is not None:
            found = bands(tuple(stacked_strips(block, use.order)), self._room)
            first, last = found[place.strips.start], found[place.strips.stop - 1]
        top, height = place.y + first.top, last.bottom - first.top
        box = Rect(place.x + block.left, top, block.width, height)
        return PlacedBlock(place.item, place.page, box, range(first.strips.start, last.strips.stop))

    def _item_of(self, use: Use) -> Item:
        """What is placed; where in it pages may change depends on the order of its parts."""
        tall = self._galley.blocks[use.block].strips
        return self._item(use.block, use.order if tall else ())

    def _make_item(self, name: str, order: tuple[int, ...]) -> Item:
        block = self._galley.blocks[name]
        found = bands(tuple(stacked_strips(block, order)), self._room) if block.strips else ()
        return Item(
            height=block.height,
            above=block.above,
            below=block.below,
            keep_with_next=block.keep_with_next,
            new_page=block.new_page,
            columns=block.columns,
            strips=tuple((each.top, each.bottom) for each in found),
        )

    def _place(
        self, pages: Sequence[DrawnPage], use: Use, block: Block, places: Sequence[Placed]
    ) -> list[Kid]:
        page = pages[places[0].page]
        page.begin(block, places[0])
        slots: dict[str, list[Mark]] = {}
        texts = {name: iter(shown) for name, shown in use.texts.items()}
        for slot in block.slots:
            mark = page.add_text(slot, self._text(slot, next(texts[slot.name])))
            slots.setdefault(slot.name, []).append(mark)
        first = Mark(page.number, page.add(block.ink, block.targets, use.question))
        whole = () if block.strips else stacked_parts(block, use.order)
        parts = [self._place_part(page, use, each) for each in whole]
        page.end()
        if block.strips:
            parts = self._place_strips(pages, use, block, places)
        return elements(block.ink, first, slots, parts)

    def _place_part(self, page: DrawnPage, use: Use, stacked: StackedPart) -> list[Kid]:
        part = stacked.part
        page.begin_shifted(stacked.shift)
        slots = {
            slot.name: [page.add_text(slot, self._text(slot, use.labels[stacked.position]))]
            for slot in part.slots
        }
        first = Mark(page.number, page.add(part.ink, part.targets, use.question))
        page.end_shifted(stacked.shift)
        return elements(part.ink, first, slots, ())

    def _place_strips(
        self, pages: Sequence[DrawnPage], use: Use, block: Block, places: Sequence[Placed]
    ) -> list[list[Kid]]:
        """The elements of each strip; a paragraph's strips on one page are one element."""
        strips = tuple(stacked_strips(block, use.order))
        found = bands(strips, self._room)
        drawn: list[list[Kid]] = []
        for place in places:
            page = pages[place.page]
            page.begin(block, place)
            here = found if place.strips is None else found[place.strips.start : place.strips.stop]
            for number in range(here[0].strips.start, here[-1].strips.stop):
                made = self._place_strip(page, use, strips[number])
                if strips[number].strip.continues and number > here[0].strips.start:
                    made, drawn[-1] = joined(drawn[-1], made), []
                drawn.append(made)
            page.end()
        return drawn

    def _place_strip(self, page: DrawnPage, use: Use, stacked: StackedStrip) -> list[Kid]:
        strip = stacked.strip
        if strip.is_part:
            return self._place_part(page, use, stacked.parts[0])
        first = Mark(page.number, page.add(strip.ink, strip.targets, use.question))
        parts = [self._place_part(page, use, each) for each in stacked.parts]
        return elements(strip.ink, first, {}, parts)

    def _make_text(self, slot: Slot, text: str) -> bytes:
        """The operators that set a text in a slot."""
        line = self._lettering.line(slot.font, slot.features, text)
        width = line.width * slot.size if line else 0.0
        if line is None or width > slot.limit:
            raise Unfit(text)
        x = slot.room.x + slot.share * (slot.room.width - width)
        place = b"1 0 0 -1 %.3f %.3f Tm\n" % (x, slot.baseline)
        font = b"/%s %.6g Tf\n" % (slot.font.encode(), slot.size)
        return place + font + b"[%s] TJ\n" % line.shown

    def _finish(
        self,
        pages: Sequence[DrawnPage],
        running: Mapping[str, str],
        code: tuple[str, str] | None,
    ) -> None:
        """Draw what all pages have."""
        for page in pages:
            shown = {"page": running["page"].format(page=page.number + 1, pages=len(pages))}
            self._run(page, {**running, **shown})
            if code:
                page.add_stamp(*code)

    def _run(self, page: DrawnPage, running: Mapping[str, str]) -> None:
        for ink in page.frame.ink:
            page.add_artifact(ink.segments[0], ink.resources)
        for slot in page.frame.slots:
            apart = self._galley.running.get(running[slot.name])
            if apart:
                ink = apart[frame_index(page.number)]
                page.add_artifact(ink.segments[0], ink.resources)
            else:
                text = self._text(slot, running[slot.name])
                page.add_artifact(slot.segments[0] + text + slot.segments[-1], slot.resources)


def frame_of(frames: Sequence[Frame], number: int) -> Frame:
    """The frame of a page, counted from 0."""
    return frames[frame_index(number)]


def frame_index(number: int) -> int:
    """Which frame a page has, counted from 0: the first, then left and right ones in turn."""
    return number if number < 2 else 2 - number % 2
