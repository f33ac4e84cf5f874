"""Path data of any spelling → absolute lines and cubic curves, each command written out.

WeasyPrint bends relative and smooth curves, arcs and the arrowheads on polylines wrongly; of these
four commands it draws all right.
"""

from __future__ import annotations

import re

from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.arc import EllipticalArc

from quizgen.read.pictures.vector.values import numbers, show

_ALLOWED = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE+\-.,\s]*")
_POINT_BEFORE_EXPONENT = re.compile(r"(\d)\.(?=[eE])")
_POINT_AT_END = re.compile(r"(\d)\.(?!\d)")
_LEADING_ZERO = re.compile(r"(?<![\d.eE])0\d")

Point = tuple[float, float]


class _Pen:
    """Gathers what a path draws, as fontTools' parser tells it."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self._start: Point = (0.0, 0.0)
        self._at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:
        """A move; one that nothing was drawn from goes."""
        self.drop_bare_move()
        self._start = point
        self._add("M", point)

    def lineTo(self, point: Point) -> None:
        self._add("L", point)

    def curveTo(self, first: Point, second: Point, end: Point) -> None:
        """A curve. Where a handle lies on its end, it is pulled out a little, or arrowheads there
        would have no direction."""
        if first == self._at and second == end:
            self.lineTo(end)
            return
        start = self._at
        self._add(
            "C",
            _towards(first, second) if first == start else first,
            _towards(second, first) if second == end else second,
            end,
        )

    def qCurveTo(self, control: Point, end: Point) -> None:
        self.curveTo(_third(self._at, control), _third(end, control), end)

    def arcTo(
        self, rx: float, ry: float, rotation: float, large: bool, sweep: bool, end: Point
    ) -> None:
        """An arc in curves of at most a quarter turn; without radius it is a line."""
        if rx and ry:
            arc = EllipticalArc(complex(*self._at), rx, ry, rotation, large, sweep, complex(*end))
            arc.draw(self)
        else:
            self.lineTo(end)

    def closePath(self) -> None:
        """The parser draws the closing line too, which Z does better: so it is taken back.

        Except where it is all there is: a round dot.
        """
        if self.commands[-1].startswith("M"):
            self.lineTo(self._start)
        elif self.commands[-1] == _command("L", self._start) and self.commands[-2][0] != "M":
            self.commands.pop()
        self.commands.append("Z")

    def endPath(self) -> None:
        """An open end needs nothing."""

    def drop_bare_move(self) -> None:
        """Take back a move at the end, which draws nothing."""
        if self.commands and self.commands[-1].startswith("M"):
            self.commands.pop()

    def _add(self, letter: str, *points: Point) -> None:
        self.commands.append(_command(letter, *points))
        self._at = points[-1]


def _command(letter: str, *points: Point) -> str:
    return letter + " ".join(f"{show(x)} {show(y)}" for x, y in points)


def _towards(point: Point, other: Point) -> Point:
    return point[0] + (other[0] - point[0]) / 1000, point[1] + (other[1] - point[1]) / 1000


def _third(end: Point, control: Point) -> Point:
    return (end[0] + 2 * control[0]) / 3, (end[1] + 2 * control[1]) / 3


def outline(data: str) -> str:
    """The path data as M, L, C and Z; empty if it draws nothing. ValueError if it is none."""
    if not _ALLOWED.fullmatch(data):
        raise ValueError(data)
    plain = _POINT_BEFORE_EXPONENT.sub(r"\1", " ".join(data.split()))
    plain = _POINT_AT_END.sub(r"\1 ", plain)
    if "a" not in plain.lower() and _LEADING_ZERO.search(plain):
        raise ValueError(data)  # fontTools would take 010 for 0 and 10
    pen = _Pen()
    try:
        parse_path(plain, pen)
    except (IndexError, ZeroDivisionError, OverflowError) as error:
        raise ValueError(data) from error
    pen.drop_bare_move()
    return "".join(pen.commands)


def with_directed_start(data: str) -> str:
    """The outline with its first curve begun by a very short line: WeasyPrint turns an arrowhead
    at the start of a curve by the direction in the middle of it."""
    begun = re.match(r"M(\S+) (\S+)C(\S+) (\S+) ", data)
    if not begun:
        return data
    x, y, handle_x, handle_y = map(float, begun.groups())
    line = _command("L", _towards((x, y), (handle_x, handle_y)))
    return f"M{begun[1]} {begun[2]}{line}{data[begun.end(2) :]}"


def polygon(points: str, closed: bool) -> str:
    """The path data of a polyline or polygon; a coordinate too many is left out, as SVG says."""
    values = numbers(points)
    corners = list(zip(values[::2], values[1::2], strict=False))
    if len(corners) < 2:
        return ""
    first, *rest = corners
    drawn = _command("M", first) + "".join(_command("L", corner) for corner in rest)
    return drawn + "Z" * closed
