"""A shape filled with a pattern → path data that prints with the pattern where it belongs.

SVG lays the tiles from the origin of the plane, so that the lines of a grid meet the axes;
WeasyPrint lays them from the corner of what is filled. A path that begins with a bare move to a
corner of the tiles makes the two agree: it draws nothing and only counts for the corner.
"""

from __future__ import annotations

import re
from math import hypot

from fontTools.misc.transform import Transform

from quizgen.read.pictures.vector import values
from quizgen.read.pictures.vector.outline import outline
from quizgen.read.pictures.vector.tree import Element, local, too_complex, unprintable, where

_MOST_TILES = 100_000
_PLAIN = {
    "patternUnits": ("userSpaceOnUse",),
    "patternContentUnits": ("userSpaceOnUse", None),
    "viewBox": (None,),
    "x": ("0", None),
    "y": ("0", None),
}
"""What WeasyPrint reads as SVG means it; it has no notion of other values."""


def refuse_pattern(pattern: Element) -> None:
    """Unusable if the pattern is of a sort that is printed wrongly."""
    for name, allowed in _PLAIN.items():
        if pattern.get(name) not in allowed:
            raise unprintable(f"{name} of {where(pattern)}")
    try:
        if min(_tile(pattern)) > 0:
            return
    except ValueError:
        pass
    raise unprintable(f"the size of {where(pattern)}")


def anchored(shape: Element, data: str | None, pattern: Element, matrix: Transform) -> str | None:
    """The path data of a filled shape, begun at a corner of the tiles.

    `data` is the outline of a path, None for other shapes; `matrix` the patternTransform. None for
    a rectangle that may stay one. Unusable if the shape cannot be outlined, or for too many tiles.
    """
    width, height = _tile(pattern)
    across = Transform(*matrix[:4], 0, 0)
    if local(shape) == "rect" and _is_at_origin(shape):
        return data
    if any(shape.get(f"marker-{end}") for end in ("start", "mid", "end")):
        raise unprintable(f"a pattern and arrowheads on {where(shape)}")
    data = _outlined(shape) if data is None else data
    left, top, right, bottom = _box(data)
    area = abs(across[0] * across[3] - across[1] * across[2]) * width * height
    if not area:
        raise unprintable(f"the size of {where(pattern)}")
    if (right - left) * (bottom - top) > _MOST_TILES * area:
        raise too_complex()
    step = hypot(*across.transformPoint((width, 0))) + hypot(*across.transformPoint((0, height)))
    u, v = across.inverse().transformPoint((left - step, top - step))
    x, y = across.transformPoint((round(u / width) * width, round(v / height) * height))
    return f"M{values.show(x)} {values.show(y)}{data}"


def _is_at_origin(shape: Element) -> bool:
    try:
        return {values.length(shape.get(name, "0")) for name in ("x", "y")} == {"0"}
    except ValueError:
        return False


def _tile(pattern: Element) -> tuple[float, float]:
    width, height = (values.number(values.length(pattern.get(n, "0"))) for n in ("width", "height"))
    return width, height


def _box(data: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all points, as WeasyPrint counts them."""
    found = values.numbers(re.sub("[MLCZ]", " ", data))
    return min(found[::2]), min(found[1::2]), max(found[::2]), max(found[1::2])


def _outlined(shape: Element) -> str:
    """The path data of a rectangle, circle or ellipse in plain units."""
    try:
        match local(shape):
            case "rect" if shape.get("rx") is None and shape.get("ry") is None:
                x, y, w, h = (_plain(shape, name) for name in ("x", "y", "width", "height"))
                return outline(f"M{x} {y}H{x + w}V{y + h}H{x}Z")
            case "circle":
                return _ellipse(shape, _plain(shape, "r"), _plain(shape, "r"))
            case "ellipse":
                return _ellipse(shape, _plain(shape, "rx"), _plain(shape, "ry"))
    except ValueError:
        pass
    raise unprintable(f"a pattern on {where(shape)}")


def _ellipse(shape: Element, rx: float, ry: float) -> str:
    x, y = _plain(shape, "cx"), _plain(shape, "cy")
    half = f"A{rx} {ry} 0 0 1"
    return outline(f"M{x - rx} {y}{half} {x + rx} {y}{half} {x - rx} {y}Z")


def _plain(shape: Element, name: str) -> float:
    return values.number(values.length(shape.get(name, "0")))
