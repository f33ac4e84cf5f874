"""Boxes with what is in them → those that meet another box, without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Generic, TypeVar

from quizgen.paper.checks.shapes import Box

SHARE = 0.5
"""Of the smaller of two boxes: what is in both if one lies over the other."""

CELL = 24.0
"""Points: boxes that meet stand in a common cell of a net as wide as that."""

Thing = TypeVar("Thing")


class Net(Generic[Thing]):
    """Things by their boxes."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, Thing]]] = defaultdict(list)

    def add(self, box: Box, thing: Thing) -> None:
        """Put it where its box is."""
        for cell in _cells(box):
            self._cells[cell].append((box, thing))

    def over(self, box: Box) -> Iterator[Thing]:
        """What lies over a box, or under it."""
        for cell in _cells(box):
            for other, thing in self._cells.get(cell, ()):
                if share(box, other) > SHARE:
                    yield thing


def share(one: Box, other: Box) -> float:
    """How much of the smaller of two boxes is in both, from 0 to 1."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min(area(one), area(other))
    return width * height / smaller if smaller > 0 else 0.0


def area(box: Box) -> float:
    """Width times height."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, bottom, right, top = (int(side // CELL) for side in box)
    for column in range(left, right + 1):
        for row in range(bottom, top + 1):
            yield column, row
