"""A composed paper and its outline → what does not stand where it must: in order, whole, on the page.

Every paper is looked at in this way, since to read all of them back would take ten times as long as
to make them; see `proof` for what is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from quizgen.document import NotMade
from quizgen.model import NOWHERE
from quizgen.paper.composing.blocks import Block, Frame, Galley, Rect
from quizgen.paper.composing.composed import Composed, PlacedBlock
from quizgen.paper.composing.composer import frame_of
from quizgen.paper.outlines.names import role
from quizgen.paper.outlines.outline import Use
from quizgen.problem import Problem

SLACK = 0.5
"""Pixels by which sums of lengths may be off, or a line may stick out."""


_HINT = "a template or a style sheet of the project's own may be why"


def require_placed(label: str, uses: Sequence[Use], paper: Composed, galley: Galley) -> None:
    """Look at the paper or key of a form; raises NotMade if anything is misplaced."""
    if found := misplaced(uses, paper, galley):
        named = f"form {label}: " if label else ""
        raise NotMade(tuple(Problem(NOWHERE, f"{named}{each}", _HINT) for each in found))


def misplaced(uses: Sequence[Use], paper: Composed, galley: Galley) -> tuple[str, ...]:
    """What is wrong, as messages; nothing if every block stands where it can be read."""
    return (
        *_lost(uses, paper.blocks, galley),
        *_off_the_page(uses, paper.blocks, galley),
        *_in_the_way(uses, paper.blocks),
        *_shuffled_wrongly(uses, galley),
    )


def _lost(uses: Sequence[Use], blocks: Sequence[PlacedBlock], galley: Galley) -> Iterator[str]:
    """What is missing, twice there, or not in its turn."""
    turns = [(n, tuple(same)) for n, same in groupby(blocks, key=lambda each: each.use)]
    if [number for number, _ in turns] != [*range(len(uses))]:
        yield "blocks are missing or in another order"
        return
    for number, pieces in turns:
        shown = [strip for piece in pieces for strip in piece.strips]
        if shown != [*range(_strips(galley.blocks[uses[number].block]))]:
            yield f"{_named(uses[number])} is not whole"


def _strips(block: Block) -> int:
    return max(1, len(block.strips))


def _off_the_page(
    uses: Sequence[Use], blocks: Sequence[PlacedBlock], galley: Galley
) -> Iterator[str]:
    for each in blocks:
        if not _within(each.box, frame_of(galley.frames, each.page)):
            yield f"{_named(uses[each.use])} stands off page {each.page + 1}"


def _within(box: Rect, frame: Frame) -> bool:
    """Below the head and above the foot of the page; beside, its margins may be used."""
    left = frame.area.x + box.x
    beside = left < -SLACK or left + box.width > frame.width + SLACK
    return not beside and box.y >= -SLACK and box.bottom <= frame.area.height + SLACK


def _in_the_way(uses: Sequence[Use], blocks: Sequence[PlacedBlock]) -> Iterator[str]:
    """Each must stand below the one before it, in a column further right, or on a later page."""
    for upper, lower in pairwise(blocks):
        below = lower.box.y >= upper.box.bottom - SLACK
        beside = lower.box.x >= upper.box.right - SLACK
        if lower.page < upper.page or (lower.page == upper.page and not (below or beside)):
            yield f"{_named(uses[lower.use])} stands where {_named(uses[upper.use])} does"


def _shuffled_wrongly(uses: Sequence[Use], galley: Galley) -> Iterator[str]:
    """Every part must be there once, and have a letter of its own."""
    for use in uses:
        parts = len(galley.blocks[use.block].parts)
        once = sorted(use.order) == [*range(parts)]
        if not once or len(set(use.labels)) != len(use.labels) or len(use.labels) != parts:
            yield f"{_named(use)} has not each of its options once"


def _named(use: Use) -> str:
    return f"question {use.question}" if use.question else f"the part “{role(use.block)}”"
