"""What stands where on a paper, in pixels → the same in millimetres, for the record."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.document import PrintedForm, Spot
from quizgen.paper.composing.blocks import FIELD
from quizgen.paper.composing.composed import PlacedTarget

MM = 25.4 / 96
"""Millimetres of a pixel."""


def printed(label: str, pages: int, targets: Iterable[PlacedTarget]) -> PrintedForm:
    """Where the candidate of a form marks or writes something; fields for names are not graded."""
    spots = (_spot(target) for target in targets if target.kind != FIELD)
    return PrintedForm(label, pages, tuple(spots))


def _spot(target: PlacedTarget) -> Spot:
    box = target.box
    sides = (box.x * MM, box.y * MM, box.width * MM, box.height * MM)
    return Spot(target.question, target.kind, target.page + 1, *sides)
