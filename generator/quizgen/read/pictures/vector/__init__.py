"""Bytes of an SVG file → the same drawing in a small, safe vocabulary that prints as it looks.

The steps, each in place on one tree: parse within limits, apply the styles, drop what is not seen,
drop what nothing refers to, refuse what would be lost on paper; then everything is written anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.read.pictures.vector.cascade import cascade
from quizgen.read.pictures.vector.frame import Frame, frame
from quizgen.read.pictures.vector.printable import refuse_unprintable
from quizgen.read.pictures.vector.reach import reach
from quizgen.read.pictures.vector.settle import settle
from quizgen.read.pictures.vector.tree import parse
from quizgen.read.pictures.vector.write import write


@dataclass(frozen=True, slots=True)
class Vector:
    """A drawing as it is kept; the size is in CSS pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int


def rewrite(data: bytes) -> Vector:
    """The SVG written anew, with nothing but what is drawn. Unusable if that cannot be done safely."""
    root = parse(data)
    cascade(root)
    settle(root)
    reach(root)
    refuse_unprintable(root)
    box: Frame = frame(root)
    return Vector(write(root, box), max(1, round(box.width)), max(1, round(box.height)))
