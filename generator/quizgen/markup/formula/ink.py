"""The shapes of an SVG → the box that their ink fills, which may be larger than the layout's box.

Labels beside arrows, accents and slanted letters reach out of the box that MathJax lays out; a
browser shows them all the same, a printer cuts them off.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache, reduce
from typing import Final

from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from lxml import etree

Box = tuple[float, float, float, float]
"""Left, top, right, bottom; y downwards."""

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f: the point (x, y) goes to (ax + cy + e, bx + dy + f)."""
IDENTITY: Final[Matrix] = (1, 0, 0, 1, 0, 0)

_STEP: Final = re.compile(r"(translate|scale|rotate|matrix)\(([^)]*)\)")
_NUMBER: Final = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


def ink_box(root: etree._Element) -> Box | None:
    """The box of everything drawn below `root`, in its units; None if it is blank."""
    boxes = [box for child in root for box in _boxes(child, IDENTITY)]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _boxes(element: etree._Element, outer: Matrix) -> Iterator[Box]:
    here = reduce(_product, map(_matrix, _STEP.findall(element.get("transform", ""))), outer)
    box = _own_box(element)
    if box:
        yield _transformed(box, here)
    if _name(element) == "g":
        for child in element:
            yield from _boxes(child, here)


def _own_box(element: etree._Element) -> Box | None:
    """A shape's box in its own units; what an inner <svg> holds is cut off at its edges."""
    match _name(element):
        case "path":
            return _path_box(element.get("d", ""))
        case "rect" | "svg":
            x, y, width, height = _numbers(element, "x", "y", "width", "height")
            return _thick((x, y, x + width, y + height), element)
        case "line":
            x1, y1, x2, y2 = _numbers(element, "x1", "y1", "x2", "y2")
            return _thick((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)), element)
        case "ellipse":
            x, y, rx, ry = _numbers(element, "cx", "cy", "rx", "ry")
            return _thick((x - rx, y - ry, x + rx, y + ry), element)
        case "polygon" | "polyline":
            return _path_box(f"M{element.get('points', '')}")
    return None


@lru_cache(maxsize=4096)
def _path_box(path: str) -> Box | None:
    if not any(character.isdigit() for character in path):
        return None
    pen = BoundsPen(None)
    parse_path(path, pen)
    box: Box | None = pen.bounds
    return box


def _thick(box: Box, element: etree._Element) -> Box:
    half = float(element.get("stroke-width", "0")) / 2
    return box[0] - half, box[1] - half, box[2] + half, box[3] + half


def _numbers(element: etree._Element, *names: str) -> list[float]:
    return [float(element.get(name, "0")) for name in names]


def _matrix(step: tuple[str, str]) -> Matrix:
    """One step of a transform attribute: its name and its numbers."""
    match step[0], [float(number) for number in _NUMBER.findall(step[1])]:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x, *rest]:
            return 1, 0, 0, 1, x, rest[0] if rest else 0
        case "scale", [x, *rest]:
            return x, 0, 0, rest[0] if rest else x, 0, 0
        case "rotate", [degrees, x, y]:
            sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
            turn = (cosine, sine, -sine, cosine, 0.0, 0.0)
            return _product(_product((1, 0, 0, 1, x, y), turn), (1, 0, 0, 1, -x, -y))
    raise ValueError(f"unknown transform {step}")


def _product(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def _transformed(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    down = [b * x + d * y + f for x, y in corners]
    return min(across), min(down), max(across), max(down)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
