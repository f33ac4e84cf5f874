"""Heights and rules → on which page everything stands, and where. Pure: no PDF, no HTML.

The rules are those of CSS as WeasyPrint keeps them (`tests/test_pages.py` compares): what must not be
broken goes to the next column or page as a whole, with all that must stand right before it; only what
no page has room for is broken, between its strips. Neighbours' margins collapse, except where columns
begin or end. A margin at the top of a page vanishes, unless it is the first or the break was forced;
one at the bottom needs no room. In columns, both stay. Lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from math import inf

from quizgen.paper.composing.blocks import Columns

SLACK = 1e-6
"""What sums of lengths may be off."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be placed. `strips` are the tops and bottoms between which it may be broken."""

    height: float
    above: float = 0.0
    below: float = 0.0
    keep_with_next: bool = False
    new_page: bool = False
    columns: Columns | None = None
    strips: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an item stands: page, counted from 0, and upper left corner within the page area.

    Of a broken item, `strips` are those that stand here, and `y` is where the item would begin.
    """

    item: int
    page: int
    x: float
    y: float
    strips: range | None = None


@dataclass(frozen=True, slots=True)
class _Region:
    """A page's free part, or a column of it, and whether a margin at its top stays."""

    page: int
    x: float
    top: float
    bottom: float
    margin_stays: bool


def paginate(items: Sequence[Item], first: float, others: float) -> tuple[Placed, ...]:
    """All items in their order on pages of these heights, the first page's and that of the others."""
    heights, measured = (first, others), _Measured(items)
    page, top, placed = 0, 0.0, list[Placed]()
    for run in _runs(items):
        if placed and items[run[0]].new_page:
            page, top = page + 1, 0.0
        found = _fill(measured, run, heights, page, top)
        page, top = found[-1].page, _end(items, found)
        placed += found
    return tuple(placed)


def _regions(
    heights: tuple[float, float], page: int, top: float, columns: Columns | None
) -> Iterator[_Region]:
    """What can be filled from there on, column by column."""
    stays = True
    for number in count(page):
        for x in columns.lefts if columns else (0.0,):
            yield _Region(number, x, top, heights[min(number, 1)], stays)
        top, stays = 0.0, columns is not None


def _runs(items: Sequence[Item]) -> Iterator[range]:
    """Neighbours that stand in the same columns."""
    start = 0
    for i in range(1, len(items) + 1):
        if i == len(items) or items[i].new_page or items[i].columns != items[start].columns:
            yield range(start, i)
            start = i


def _end(items: Sequence[Item], found: Sequence[Placed]) -> float:
    """Where on the last page what comes after them may begin: not beside an item that goes on."""
    last = found[-1]
    bottoms = (each.y + items[each.item].height for each in found if each.page == last.page)
    return max(*bottoms, last.y + items[last.item].height + items[last.item].below)


class _Measured:
    """Items as if they stood in a single endless column, so that distances can be looked up.

    `ends` tell how far down an item needs room, which in columns includes its margin below.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.tops: list[float] = []
        self.ends: list[float] = []
        bottom, before = 0.0, Item(0)
        for item in items:
            same = item.columns == before.columns
            gap = max(before.below, item.above) if same else before.below + item.above
            self.tops.append(bottom + gap)
            bottom, before = bottom + gap + item.height, item
            self.ends.append(bottom + item.below if item.columns else bottom)

    def groups(self, run: range) -> Iterator[tuple[int, int]]:
        """The first and the last of items that must stand together; the last may be after the run."""
        start = run.start
        while start < run.stop:
            last = start
            while self._holds_next(last):
                last += 1
            yield start, last
            start = last + 1

    def _holds_next(self, i: int) -> bool:
        item, after = self.items[i], self.items[i + 1 : i + 2]
        held = (not each.new_page and item.columns in (None, each.columns) for each in after)
        return item.keep_with_next and any(held)

    def tallest(self, run: range) -> float:
        """The room that the tallest group needs in a column of its own."""
        return max(
            self.ends[last] - self.tops[first] + self.items[first].above
            for first, last in self.groups(run)
        )


def _fill(
    measured: _Measured, run: range, heights: tuple[float, float], page: int, top: float
) -> list[Placed]:
    """Place a run from there on."""
    columns = measured.items[run[0]].columns
    found = _Filling(measured, _regions(heights, page, top, columns)).fill(run)
    if columns is None or not columns.balanced:
        return found
    before = [each for each in found if each.page < found[-1].page]
    regions = _regions(heights, found[-1].page, 0.0 if before else top, columns)
    last_page = [next(regions) for _ in columns.lefts]
    return before + _balanced(measured, found[len(before) :], last_page)


def _balanced(measured: _Measured, found: list[Placed], regions: Sequence[_Region]) -> list[Placed]:
    """The same in columns that end as early as they can; as they were found if something is broken."""
    if any(each.strips for each in found):
        return found
    run, room = range(found[0].item, found[-1].item + 1), regions[0].bottom - regions[0].top
    beyond = replace(regions[0], page=regions[0].page + 1, bottom=inf)
    average = (measured.ends[run[-1]] - measured.tops[run[0]]) / len(regions)
    height = max(average, measured.tallest(run))
    while height < room:
        shorter = (replace(each, bottom=each.top + height) for each in regions)
        trial = _Filling(measured, chain(shorter, [beyond]))
        if (tried := trial.fill(run))[-1].page < beyond.page:
            return tried
        height += trial.lacking
    return found


class _Filling:
    """Fills regions with items from top to bottom, one region after the other."""

    def __init__(self, measured: _Measured, regions: Iterator[_Region]) -> None:
        self._items, self._measured, self._regions = measured.items, measured, regions
        self._placed: list[Placed] = []
        self._region = next(regions)
        self._shift: float | None = None
        """From where an item was measured to where it stands; none while the region is empty."""
        self.lacking = inf
        """The least height by which some group was too tall for what was left of a region."""

    def fill(self, run: range) -> list[Placed]:
        """Where they stand: groups together if they can, or what is broken right below what leads."""
        for first, last in self._measured.groups(run):
            self._make_room(first, last)
            self._add(first)
            for i in range(first + 1, min(last + 1, run.stop)):
                if not self._items[i].strips:
                    self._make_room(i, i)
                self._add(i)
        return self._placed

    def _make_room(self, first: int, last: int) -> None:
        """Go on until a group fits, or nothing stands above it."""
        end = self._measured.ends[last]
        while (lack := end + self._shift_of(first) - self._region.bottom) > SLACK:
            if self._shift is None and not self._region.top:
                return
            self.lacking = min(self.lacking, lack)
            self._begin_next()

    def _shift_of(self, i: int) -> float:
        if self._shift is not None:
            return self._shift
        above = self._items[i].above if self._region.margin_stays else 0.0
        return self._region.top + above - self._measured.tops[i]

    def _add(self, i: int) -> None:
        top, shift = self._measured.tops[i], self._shift_of(i)
        if self._items[i].strips and self._is_below(top + shift + self._items[i].height):
            self._break(i)
        else:
            self._put(i, top + shift)
            self._shift = shift

    def _break(self, i: int) -> None:
        """Spread an item's strips over as many regions as it needs, right after what is above it."""
        strips, start = self._items[i].strips, 0
        if self._shift is not None and self._is_below(self._top(i) + strips[0][1]):
            self._begin_next()
        y = self._top(i)
        for end, (upper, lower) in enumerate(strips):
            if end > start and self._is_below(y + lower):
                self._put(i, y, range(start, end))
                self._begin_next()
                start, y = end, self._region.top - upper
        self._put(i, y, range(start, len(strips)))
        self._shift = y - self._measured.tops[i]

    def _top(self, i: int) -> float:
        return self._measured.tops[i] + self._shift_of(i)

    def _is_below(self, y: float) -> bool:
        return y > self._region.bottom + SLACK

    def _put(self, i: int, y: float, strips: range | None = None) -> None:
        self._placed.append(Placed(i, self._region.page, self._region.x, y, strips))

    def _begin_next(self) -> None:
        self._region, self._shift = next(self._regions), None
