"""The outermost `svg` → its size on paper and the part of the plane that it shows."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.read.pictures.unusable import Unusable
from quizgen.read.pictures.vector import values
from quizgen.read.pictures.vector.tree import Element

_TINY, _READABLE = 100.0, 300.0
_LARGEST = 20_000.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Width and height in CSS pixels; `view_box` as SVG writes it."""

    width: float
    height: float
    view_box: str


def frame(root: Element) -> Frame:
    """The frame: from width and height, else from the viewBox. Unusable if there is neither.

    A viewBox alone has a shape and no size: its units are taken for pixels, except that a drawing
    in few units, such as an icon of 10 × 5, is enlarged to be readable.
    """
    try:
        box = values.view_box(root.get("viewBox", "")) if root.get("viewBox") else ""
        width, height = (_side(root.get(name, "100%")) for name in ("width", "height"))
    except ValueError as error:
        raise Unusable(f"has a size that cannot be read: {error}", "give it a viewBox") from None
    if box:
        width, height = _completed(width, height, [float(v) for v in box.split()][2:])
    if not width or not height:
        raise Unusable("has no size", "give its <svg> a width and a height, or a viewBox")
    if max(width, height) > _LARGEST or min(width, height) < 0:
        raise Unusable(f"has an impossible size: {width:g} × {height:g} pixels", "give it another")
    return Frame(width, height, box or f"0 0 {values.show(width)} {values.show(height)}")


def _side(text: str) -> float | None:
    return None if text.strip() == "auto" else values.pixels(text)


def _completed(
    width: float | None, height: float | None, shape: list[float]
) -> tuple[float, float]:
    """Both sides, missing ones by the shape of the viewBox."""
    across, down = shape
    if width is not None and height is not None:
        return width, height
    if width is not None:
        return width, width * down / across
    if height is not None:
        return height * across / down, height
    longest = max(across, down)
    scale = _READABLE / longest if longest < _TINY else 1.0
    return across * scale, down * scale
