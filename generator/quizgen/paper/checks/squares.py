"""What candidates mark or fill in, and what was read of the pages → what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.paper.checks.net import Net
from quizgen.paper.checks.reading import Reading, Token
from quizgen.paper.checks.shapes import points
from quizgen.paper.composing.blocks import FIELD
from quizgen.paper.composing.composed import PlacedTarget

SMALLEST = 5.0
"""Pixels (1.3 mm): nobody marks a smaller square, nor writes on a shorter line."""

NAMES = {
    "square": "a square to mark",
    "line": "a line to write on",
    "area": "the room for an answer",
    "sheet-square": "a square of the answer sheet",
    "sheet-line": "a line of the answer sheet",
    FIELD: "the field for the name or number",
}

_LINES = frozenset({"line", "sheet-line"})


def faults(targets: Sequence[PlacedTarget], reading: Reading) -> Iterator[tuple[PlacedTarget, str]]:
    """The first of each sort: a target, and what is wrong with it."""
    blank = set(reading.blank)
    found = {
        "is too small": (each for each in targets if _is_small(each)),
        "cannot be seen": (each for each in targets if each in blank and not _is_small(each)),
        "lies over another": _stacked(targets, reading.heights),
        "is covered by text": _covered(targets, reading),
    }
    for what, faulty in found.items():
        yield from ((each, what) for each in _some(faulty))


def named(target: PlacedTarget) -> str:
    """What a teacher calls it, and where it stands."""
    name = NAMES.get(target.kind, target.kind)
    return f"question {target.question}: {name}" if target.question else name


def _some(targets: Iterable[PlacedTarget]) -> Iterator[PlacedTarget]:
    """One of each kind."""
    yield from {each.kind: each for each in reversed(tuple(targets))}.values()


def _is_small(target: PlacedTarget) -> bool:
    box = target.box
    return box.width < SMALLEST or (target.kind not in _LINES and box.height < SMALLEST)


def _stacked(
    targets: Iterable[PlacedTarget], heights: Mapping[int, float]
) -> Iterator[PlacedTarget]:
    """Squares that lie over each other."""
    nets: dict[int, Net[PlacedTarget]] = defaultdict(Net)
    for each in _squares(targets):
        box = points(each.box, heights[each.page])
        if any(nets[each.page].over(box)):
            yield each
        nets[each.page].add(box, each)


def _covered(targets: Iterable[PlacedTarget], reading: Reading) -> Iterator[PlacedTarget]:
    """Squares with text over them that is not theirs."""
    nets: dict[int, Net[Token]] = defaultdict(Net)
    for token in reading.tokens:
        if not token.text.isspace():
            nets[token.page].add(token.box, token)
    for each in _squares(targets):
        box = points(each.box, reading.heights[each.page])
        if not each.filled and any(nets[each.page].over(box)):
            yield each


def _squares(targets: Iterable[PlacedTarget]) -> Iterator[PlacedTarget]:
    return (each for each in targets if each.kind.endswith("square"))
