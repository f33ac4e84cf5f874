"""A galley and a form's outline → the pages of its paper: what is drawn, and how it is tagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from quizgen.paper.blocks import Block, Frame, Galley, Hole, Ink, Rect, Slot, Tag, Target
from quizgen.paper.lettering import Lettering
from quizgen.paper.outline import Use
from quizgen.paper.pages import Item, Placed, paginate

POINTS_A_PIXEL = 0.75


class Unfit(Exception):
    """A text that cannot be set in its slot."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure tree, whose marked contents are numbered within their page."""

    kind: str
    attributes: bytes
    kids: tuple[Element | Mark, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked content: its page, and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class PlacedTarget:
    """What a candidate marks or fills in, on which page and where (pixels from its upper left)."""

    question: int
    kind: str
    page: int
    box: Rect


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading, on which page and how far from its top (pixels)."""

    level: int
    label: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is drawn: operators, the number of its marked contents, its size in pixels."""

    operators: bytes = field(repr=False)
    marks: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper: its pages, its structure in reading order, what its operators refer to, and targets."""

    pages: tuple[Page, ...]
    structure: tuple[Element, ...] = field(repr=False)
    resources: frozenset[tuple[str, str]] = field(repr=False)
    targets: tuple[PlacedTarget, ...] = field(repr=False)
    headings: tuple[PlacedHeading, ...] = ()


class Composer:
    """Composes papers from one galley."""

    def __init__(self, galley: Galley) -> None:
        self._galley = galley
        self._lettering = Lettering(galley.faces)
        self._item = cache(self._make_item)
        self._text = cache(self._make_text)

    def compose(self, uses: Sequence[Use], running: Mapping[str, str]) -> Composed:
        """The paper; `running` are the texts in the margins: "whose", and "page" with fields for
        the page's number and their count. Raises Unfit."""
        frames = self._galley.frames
        items = tuple(self._item(use.block) for use in uses)
        placed = paginate(items, frames[0].area.height, frames[1].area.height)
        count = placed[-1].page + 1
        sheets = [_Sheet(number, frame_of(frames, number)) for number in range(count)]
        structure: list[Element] = []
        targets: list[PlacedTarget] = []
        headings: list[PlacedHeading] = []
        for each in placed:
            sheet, use = sheets[each.page], uses[each.item]
            block = self._galley.blocks[use.block]
            structure += self._place(sheet, use, block, each)
            targets += sheet.targets_of(use, block, each)
            headings += sheet.headings_of(block, each)
        for sheet in sheets:
            shown = {"page": running["page"].format(page=sheet.number + 1, pages=count)}
            self._run(sheet, {**running, **shown})
        used = frozenset[tuple[str, str]]().union(*(sheet.resources for sheet in sheets))
        return Composed(
            tuple(s.page() for s in sheets), tuple(structure), used, tuple(targets), tuple(headings)
        )

    def _make_item(self, name: str) -> Item:
        block = self._galley.blocks[name]
        strips = tuple(
            (each.box.y - block.origin[1], each.box.bottom - block.origin[1])
            for each in block.strips
        )
        return Item(
            height=block.height,
            above=block.above,
            below=block.below,
            keep_with_next=block.keep_with_next,
            new_page=block.new_page,
            columns=block.columns,
            strips=strips,
        )

    def _place(self, sheet: _Sheet, use: Use, block: Block, placed: Placed) -> list[Element]:
        sheet.move_to(block, placed)
        holes: dict[str, list[Mark]] = {}
        texts = {name: iter(shown) for name, shown in use.texts.items()}
        for slot in block.slots:
            holes.setdefault(slot.name, []).append(
                sheet.add_text(slot, self._text(slot, next(texts[slot.name])))
            )
        marks = sheet.add(block.ink)
        parts = list(self._place_parts(sheet, use, block))
        sheet.end_move()
        return _elements(block.ink.tags, marks, holes, parts, sheet.number)

    def _place_parts(self, sheet: _Sheet, use: Use, block: Block) -> Iterator[Element]:
        if not block.parts:
            return
        y = block.parts[0].box.y
        gap = block.parts[1].box.y - block.parts[0].box.bottom if len(block.parts) > 1 else 0.0
        for position, source in enumerate(use.order):
            part = block.parts[source]
            sheet.shift(y - part.box.y)
            holes = {
                slot.name: [sheet.add_text(slot, self._text(slot, use.labels[position]))]
                for slot in part.slots
            }
            marks = sheet.add(part.ink)
            sheet.end_shift()
            y += part.box.height + gap
            yield from _elements(part.ink.tags, marks, holes, (), sheet.number)

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

    def _run(self, sheet: _Sheet, running: Mapping[str, str]) -> None:
        for ink in sheet.frame.ink:
            sheet.add_artifact(ink.segments[0], ink.resources)
        for slot in sheet.frame.slots:
            text = self._text(slot, running[slot.name])
            sheet.add_artifact(slot.segments[0] + text + slot.segments[-1], slot.resources)


def frame_of(frames: Sequence[Frame], number: int) -> Frame:
    """The frame of a page, counted from 0: the first, then left and right ones in turn."""
    return frames[number if number < 2 else 2 - number % 2]


class _Sheet:
    """A page while it is filled."""

    def __init__(self, number: int, frame: Frame) -> None:
        self.number, self.frame = number, frame
        self.resources: set[tuple[str, str]] = set()
        self._operators: list[bytes] = [b".75 0 0 -.75 0 %.3f cm" % (frame.height * POINTS_A_PIXEL)]
        self._marks = 0

    def move_to(self, block: Block, placed: Placed) -> None:
        """Begin to draw a block in its place."""
        x, y = self._distance(block, placed)
        self._operators.append(b"q 1 0 0 1 %.3f %.3f cm" % (x, y))

    def shift(self, distance: float) -> None:
        """Begin to draw a part further down, or up."""
        self._operators.append(b"q 1 0 0 1 0 %.3f cm" % distance)

    def end_move(self) -> None:
        """The block is drawn."""
        self._operators.append(b"Q")

    end_shift = end_move

    def add(self, ink: Ink) -> int:
        """Draw it; the number of its first marked content."""
        first = self._marks
        segments = ink.segments
        if len(segments) > 1:
            pieces = [segments[0]]
            for number, segment in enumerate(segments[1:], start=first):
                pieces += (b"%d" % number, segment)
            self._marks += len(segments) - 1
            self._operators.append(b"".join(pieces))
        elif segments[0]:
            self._operators.append(segments[0])
        self.resources |= ink.resources
        return first

    def add_text(self, slot: Slot, text: bytes) -> Mark:
        """Draw a text of a slot."""
        before, middle, after = slot.segments
        mark = Mark(self.number, self._marks)
        self._marks += 1
        self._operators.append(b"".join((before, b"%d" % mark.number, middle, text, after)))
        self.resources |= slot.resources
        return mark

    def add_artifact(self, operators: bytes, resources: frozenset[tuple[str, str]]) -> None:
        """Draw what runs in the margins."""
        self._operators += (b"/Artifact<</Type/Pagination>>BDC q", operators, b"Q EMC")
        self.resources |= resources

    def page(self) -> Page:
        """The page as it is now."""
        return Page(b"\n".join(self._operators), self._marks, self.frame.width, self.frame.height)

    def targets_of(self, use: Use, block: Block, placed: Placed) -> Iterator[PlacedTarget]:
        """The squares and lines of a block, option by option."""
        x, y = self._distance(block, placed)
        for target in block.targets:
            yield self._target(use, target, x, y)
        top = block.parts[0].box.y if block.parts else 0.0
        gap = block.parts[1].box.y - block.parts[0].box.bottom if len(block.parts) > 1 else 0.0
        for source in use.order if block.parts else ():
            part = block.parts[source]
            for target in part.targets:
                yield self._target(use, target, x, y + top - part.box.y)
            top += part.box.height + gap

    def headings_of(self, block: Block, placed: Placed) -> Iterator[PlacedHeading]:
        """What bookmarks lead to."""
        y = self._distance(block, placed)[1]
        for each in block.headings:
            yield PlacedHeading(each.level, each.label, self.number, each.y + y)

    def _target(self, use: Use, target: Target, x: float, y: float) -> PlacedTarget:
        box = target.box
        moved = Rect(box.x + x, box.y + y, box.width, box.height)
        return PlacedTarget(use.question, target.kind, self.number, moved)

    def _distance(self, block: Block, placed: Placed) -> tuple[float, float]:
        area = self.frame.area
        return (
            area.x + placed.x + block.left - block.origin[0],
            area.y + placed.y - block.origin[1],
        )


def _elements(
    tags: Iterable[Tag | Hole | int],
    first: int,
    holes: Mapping[str, list[Mark]],
    parts: Sequence[Element],
    page: int,
) -> list[Element]:
    """Elements of tags; marks are counted from `first`, and holes are filled."""
    waiting, slots = iter(parts), {name: iter(marks) for name, marks in holes.items()}

    def fill(kids: Iterable[Tag | Hole | int]) -> Iterator[Element | Mark]:
        for kid in kids:
            if isinstance(kid, Tag):
                yield Element(kid.kind, kid.attributes, tuple(fill(kid.kids)))
            elif isinstance(kid, Hole):
                yield next(slots[kid.slot]) if kid.slot else next(waiting)
            else:
                yield Mark(page, first + kid)

    return list(fill(tags))  # type: ignore[arg-type]
