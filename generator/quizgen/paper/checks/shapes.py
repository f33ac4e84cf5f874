"""A page → what is drawn on it besides text: where, and what clipping leaves of it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from quizgen.paper.composing.blocks import Rect
from quizgen.paper.composing.composed import POINTS_A_PIXEL

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left corner of the page."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn object that is no text: its box, and the part of it that a clipping path leaves."""

    box: Box
    clipped: Box | None
    image: bool

    @property
    def is_whole(self) -> bool:
        """Whether clipping takes nothing off it, but for fractions of a point."""
        clipped = self.clipped
        return clipped is not None and all(
            abs(side - other) < 1 for side, other in zip(self.box, clipped, strict=True)
        )


def shapes(page: Any) -> Iterator[tuple[int, Shape]]:
    """The shapes of a page by their marks."""
    sides = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = sides
    for i in range(pdfium.FPDFPage_CountObjects(page.raw)):
        shape = pdfium.FPDFPage_GetObject(page.raw, i)
        mark, kind = (
            pdfium.FPDFPageObj_GetMarkedContentID(shape),
            pdfium.FPDFPageObj_GetType(shape),
        )
        if mark >= 0 and kind != pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFPageObj_GetBounds(shape, *sides)
            box = (left.value, bottom.value, right.value, top.value)
            clipped = _common([box, *_clips(shape)])
            yield mark, Shape(box, clipped, kind == pdfium.FPDF_PAGEOBJ_IMAGE)


def _clips(shape: Any) -> Iterator[Box]:
    """The boxes around the paths that a shape is clipped to."""
    path = pdfium.FPDFPageObj_GetClipPath(shape)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(max(0, pdfium.FPDFClipPath_CountPaths(path))):
        points: list[Box] = []
        for j in range(pdfium.FPDFClipPath_CountPathSegments(path, i)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, i, j)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value, x.value, y.value))
        if points:
            yield around(points)


def around(boxes: list[Box]) -> Box:
    """The box around all of them."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _common(boxes: list[Box]) -> Box | None:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    box = (max(lefts), max(bottoms), min(rights), min(tops))
    return box if box[0] <= box[2] and box[1] <= box[3] else None


def points(rect: Rect, height: float) -> Box:
    """A place in pixels from the upper left corner of a page that is so many points high."""
    left, right = rect.x * POINTS_A_PIXEL, (rect.x + rect.width) * POINTS_A_PIXEL
    return left, height - rect.bottom * POINTS_A_PIXEL, right, height - rect.y * POINTS_A_PIXEL
