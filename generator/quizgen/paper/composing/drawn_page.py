"""Inks and texts → a page as it is drawn, with the numbers of its marked contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.paper.codes.page_stamp import stamp
from quizgen.paper.composing.blocks import (
    Block,
    Clickable,
    Frame,
    Hole,
    Ink,
    Rect,
    Slot,
    Tag,
    Target,
)
from quizgen.paper.composing.composed import (
    POINTS_A_PIXEL,
    Element,
    LinkMark,
    Mark,
    Page,
    PlacedHeading,
    PlacedTarget,
)
from quizgen.paper.composing.pages import Placed

Kid = Element | Mark | LinkMark


class DrawnPage:
    """A page while it is filled; `targets` are those that were drawn."""

    def __init__(self, number: int, frame: Frame) -> None:
        self.number, self.frame = number, frame
        self.resources: set[tuple[str, str]] = set()
        self.targets: list[PlacedTarget] = []
        self._operators = [turned(frame.height)]
        self._marks = 0
        self._x, self._y = 0.0, 0.0

    def begin(self, block: Block, placed: Placed) -> None:
        """Begin to draw a block in its place."""
        self._x, self._y = self._distance(block, placed)
        self._operators.append(b"q 1 0 0 1 %.3f %.3f cm" % (self._x, self._y))

    def end(self) -> None:
        """The block is drawn."""
        self._operators.append(b"Q")

    def begin_shifted(self, distance: float) -> None:
        """Begin to draw a part of it further down, or up."""
        self._y += distance
        self._operators.append(b"q 1 0 0 1 0 %.3f cm" % distance)

    def end_shifted(self, distance: float) -> None:
        """The part is drawn."""
        self._y -= distance
        self._operators.append(b"Q")

    def add(self, ink: Ink, targets: Iterable[Target] = (), question: int = 0) -> int:
        """Draw it, with what is marked or filled in there; the number of its first marked content."""
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
        self.targets += (self._target(target, question) for target in targets)
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
        self._operators += pagination(operators)
        self.resources |= resources

    def add_rule(self, line: Rect, colour: tuple[float, float, float]) -> None:
        """Draw the line between two columns, which counts from the corner of the page area."""
        area = self.frame.area
        filled = (*colour, area.x + line.x, area.y + line.y, line.width, line.height)
        drawn = b"%.4g %.4g %.4g rg %.3f %.3f %.3f %.3f re f" % filled
        self._operators += (b"/Artifact<</Type/Layout>>BDC q", drawn, b"Q EMC")

    def add_stamp(self, exam: str, form: str) -> None:
        """Draw the code of the page."""
        self._operators.append(stamp(exam, form, self.number + 1, self.frame.height))

    def page(self) -> Page:
        """The page as it is now."""
        return Page(b"\n".join(self._operators), self._marks, self.frame.width, self.frame.height)

    def headings_of(self, block: Block, placed: Placed) -> Iterator[PlacedHeading]:
        """What bookmarks lead to."""
        y = self._distance(block, placed)[1]
        for each in block.headings:
            yield PlacedHeading(each.level, each.label, self.number, each.y + y)

    def _target(self, target: Target, question: int) -> PlacedTarget:
        box = target.box
        moved = Rect(box.x + self._x, box.y + self._y, box.width, box.height)
        return PlacedTarget(question, target.kind, self.number, moved)

    def _distance(self, block: Block, placed: Placed) -> tuple[float, float]:
        area = self.frame.area
        return (
            area.x + placed.x + block.left - block.origin[0],
            area.y + placed.y - block.origin[1],
        )


def turned(height: float) -> bytes:
    """The operator after which lengths on a page of that height are pixels, with y downwards."""
    return b".75 0 0 -.75 0 %.3f cm" % (height * POINTS_A_PIXEL)


def pagination(operators: bytes) -> tuple[bytes, ...]:
    """Operators that draw something that is not part of the text, such as a running head."""
    return (b"/Artifact<</Type/Pagination>>BDC q", operators, b"Q EMC")


def elements(
    ink: Ink,
    first: Mark,
    slots: Mapping[str, Sequence[Mark]],
    parts: Iterable[Sequence[Kid]],
) -> list[Kid]:
    """The elements of an ink, whose marks count from `first`; its holes are filled.

    Where nothing fills a hole, what was to hold only that is left out.
    """
    return list(_Filling(first, slots, parts).fill(ink.tags))


class _Filling:
    """Makes elements of tags. A class, since functions that call themselves by name leave circular
    garbage behind, and for composing the search for that is off."""

    def __init__(
        self, first: Mark, slots: Mapping[str, Sequence[Mark]], parts: Iterable[Sequence[Kid]]
    ) -> None:
        self._page, self._first = first
        self._waiting = iter(parts)
        self._texts = {name: iter(marks) for name, marks in slots.items()}

    def fill(self, kids: Iterable[Tag | Hole | Clickable | int]) -> Iterator[Kid]:
        """The kids, their marks counted on and their holes filled."""
        for kid in kids:
            if isinstance(kid, int):
                yield Mark(self._page, self._first + kid)
            elif isinstance(kid, Clickable):
                yield LinkMark(self._page, kid.number)
            elif isinstance(kid, Tag):
                inner = tuple(self.fill(kid.kids))
                if inner or not kid.kids:
                    yield Element(kid.kind, kid.attributes, inner)
            elif kid.slot:
                yield next(self._texts[kid.slot])
            else:
                yield from next(self._waiting)


def joined(upper: Sequence[Kid], lower: Sequence[Kid]) -> list[Kid]:
    """Two pieces of a paragraph on one page as one, where both are a single element."""
    if len(upper) == len(lower) == 1:
        above, below = upper[0], lower[0]
        if isinstance(above, Element) and isinstance(below, Element):
            return [Element(above.kind, above.attributes, (*above.kids, *below.kids))]
    return [*upper, *lower]
