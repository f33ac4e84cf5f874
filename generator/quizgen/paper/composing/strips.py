"""A block and the order of its parts → what stands in it from top to bottom, and where it may be broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.paper.composing.blocks import Block, Part, Strip


@dataclass(frozen=True, slots=True)
class StackedPart:
    """A part, its place among its siblings, and how far it stands below where it was laid out."""

    part: Part
    position: int
    shift: float

    @property
    def top(self) -> float:
        """Where it begins now, on the sheet that it was laid out on."""
        return self.part.box.y + self.shift

    @property
    def bottom(self) -> float:
        """Where it ends now."""
        return self.part.box.bottom + self.shift


@dataclass(frozen=True, slots=True)
class StackedStrip:
    """A strip of a tall block, and the parts in it: where it begins and ends in the block."""

    strip: Strip
    parts: tuple[StackedPart, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Band:
    """Strips that stand on a page together: where they begin and end in the block."""

    top: float
    bottom: float
    strips: range


def stacked_parts(block: Block, order: Sequence[int]) -> Iterator[StackedPart]:
    """The parts below each other in another order, with the gaps that they were laid out with."""
    if not block.parts:
        return
    parts = block.parts
    y = parts[0].box.y
    gap = parts[1].box.y - parts[0].box.bottom if len(parts) > 1 else 0.0
    for position, source in enumerate(order):
        part = parts[source]
        yield StackedPart(part, position, y - part.box.y)
        y += part.box.height + gap


def stacked_strips(block: Block, order: Sequence[int]) -> Iterator[StackedStrip]:
    """The strips from top to bottom with the parts that belong there."""
    parts, top = tuple(stacked_parts(block, order)), block.origin[1]
    waiting = iter(parts)
    for strip in block.strips:
        if strip.is_part:
            part = next(waiting)
            yield StackedStrip(strip, (part,), part.top - top, part.bottom - top)
        else:
            within = parts if strip.holds_parts else ()
            yield StackedStrip(strip, within, strip.box.y - top, strip.box.bottom - top)


def bands(strips: Sequence[StackedStrip], room: float) -> tuple[Band, ...]:
    """Strips with those that must stand right before them, as far as a page has room for both."""
    if not strips:
        return ()
    found = [Band(strips[0].top, strips[0].bottom, range(1))]
    for number, (upper, lower) in enumerate(pairwise(strips), start=1):
        last = found[-1]
        if upper.strip.keeps and lower.bottom - last.top <= room:
            found[-1] = Band(last.top, lower.bottom, range(last.strips.start, number + 1))
        else:
            found.append(Band(lower.top, lower.bottom, range(number, number + 1)))
    return tuple(found)
