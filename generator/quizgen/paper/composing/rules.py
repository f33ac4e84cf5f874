"""Where things stand in columns → the lines between the columns, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from quizgen.paper.composing.blocks import Columns, Rect
from quizgen.paper.composing.pages import Item, Placed


@dataclass(frozen=True, slots=True)
class Rule:
    """A line on a page; it counts from the corner of the page area."""

    page: int
    line: Rect
    colour: tuple[float, float, float]


def rules(
    items: Sequence[Item], placed: Sequence[Placed], heights: Sequence[float]
) -> Iterator[Rule]:
    """The lines; `heights` are those of the page areas."""
    for columns, run in groupby(placed, lambda each: items[each.item].columns):
        if columns and columns.rule:
            there = tuple(run)
            for page, group in groupby(there, lambda each: each.page):
                beside = tuple(group)
                extents = [_extent(items[each.item], each, heights[page]) for each in beside]
                last = beside[-1] is there[-1]
                yield from _between(columns, beside, extents, items[there[-1].item].below * last)


def _between(
    columns: Columns, placed: Sequence[Placed], extents: Sequence[tuple[float, float]], below: float
) -> Iterator[Rule]:
    """The lines of one page; only what ends the columns has its margin within them."""
    top = min(top for top, _ in extents)
    bottom = max(*(bottom for _, bottom in extents), extents[-1][1] + below)
    used = max(each.x for each in placed)
    for before, left in pairwise(columns.lefts):
        if left <= used:
            middle = (before + columns.width + left) / 2
            line = Rect(middle - columns.rule / 2, top, columns.rule, bottom - top)
            yield Rule(placed[0].page, line, columns.colour)


def _extent(item: Item, placed: Placed, height: float) -> tuple[float, float]:
    """Where an item begins, with its margin, and ends there; one that goes on fills the page."""
    strips = placed.strips or range(len(item.strips))
    top = item.strips[strips.start][0] if strips and strips.start else -item.above
    goes_on = bool(strips) and strips.stop < len(item.strips)
    return placed.y + top, height if goes_on else placed.y + item.height
