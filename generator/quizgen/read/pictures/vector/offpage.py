"""Texts beside the picture's edge → gone: nobody sees them on paper, but a PDF still holds them.

Drawing programs let authors keep notes beside the page, and such a note may be the solution.
"""

from __future__ import annotations

from math import hypot

from fontTools.misc.transform import Identity, Transform

from quizgen.read.pictures.vector import values
from quizgen.read.pictures.vector.frame import Frame
from quizgen.read.pictures.vector.tree import SVG, Element, local, remove

Box = tuple[float, float, float, float]

_MOVED = ("dx", "dy", "textLength", "letter-spacing")
_UNKNOWN = frozenset({"defs", "symbol", "marker", "clipPath", "pattern"})


def drop_texts_off_page(root: Element, frame: Frame) -> None:
    """Remove, in place, texts that are off the picture however wide their letters may be."""
    page = _page(frame)
    for text in list(root.iter(f"{{{SVG}}}text")):
        try:
            if _is_off(text, root, page):
                remove(text)
        except ValueError:
            continue  # a size or place that depends on others: it stays


def _page(frame: Frame) -> Box:
    """Left, top, right and bottom of what may be seen: the viewBox widened to the frame's shape."""
    left, top, width, height = values.numbers(frame.view_box)
    across = max(0.0, height * frame.width / frame.height - width)
    down = max(0.0, width * frame.height / frame.width - height)
    return left - across, top - down, left + width + across, top + height + down


def _is_off(text: Element, root: Element, page: Box) -> bool:
    chain = [text, *(element for element in text.iterancestors() if element is not root)]
    if any(e.get("id") or local(e) in _UNKNOWN or local(e) == "svg" for e in chain):
        return False
    pieces = list(text.iter())
    if any(piece.get(name) for piece in pieces for name in _MOVED):
        return False
    matrix = _matrix(chain)
    size = max(_font_size(piece) for piece in pieces)
    scale = hypot(*matrix[:4])
    reach = (len("".join(map(str, text.itertext()))) + 2) * size * scale
    placed = [p for p in pieces if p is text or p.get("x") or p.get("y")]
    return all(_distance(matrix.transformPoint(_point(p, text)), page) > reach for p in placed)


def _matrix(chain: list[Element]) -> Transform:
    matrix = Identity
    for element in reversed(chain):
        if element.get("transform-origin"):
            raise ValueError
        matrix = matrix.transform(values.transform(element.get("transform", "")))
    return matrix


def _font_size(piece: Element) -> float:
    sizes = (element.get("font-size") for element in (piece, *piece.iterancestors()))
    return values.number(values.font_size(next((size for size in sizes if size), "16")))


def _point(piece: Element, text: Element) -> tuple[float, float]:
    """Where the piece begins; a coordinate it lacks is taken from the text."""
    x, y = (piece.get(name) or text.get(name) or "0" for name in ("x", "y"))
    return values.number(values.length(x)), values.number(values.length(y))


def _distance(point: tuple[float, float], page: Box) -> float:
    x, y = point
    left, top, right, bottom = page
    return hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))
