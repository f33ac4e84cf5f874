"""A passage and what was read of it → whether it can be read by its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.paper.checks.reading import Token
from quizgen.paper.views.plan import Passage

SMALLEST = 4.0
"""Points: the font size of a passage at least; see also `SMALLEST_PART`."""

SMALLEST_PART = 3.0
"""Points: that of any character in it. Raised figures in footnotes of the smallest print are larger."""

INK = 0.3
"""Of the width that a formula has by the size of its font: what its ink fills at least."""


def is_tiny(passage: Passage, tokens: Sequence[Token]) -> bool:
    """Whether all of it, some character of it, or a formula is smaller than anyone can read."""
    sizes = [each.size for each in tokens if not each.drawing and each.size]
    texts = bool(sizes) and (max(sizes) < SMALLEST or min(sizes) < SMALLEST_PART)
    return texts or any(_tiny_formulas(passage, tokens))


def _tiny_formulas(passage: Passage, tokens: Sequence[Token]) -> Iterator[bool]:
    """For each formula; within one, signs may be as small as its author wants."""
    widths = {piece.text: piece.width for piece in passage.pieces if piece.formula}
    for each in tokens:
        if each.drawing and each.text in widths:
            yield each.box[2] - each.box[0] < widths[each.text] * SMALLEST * INK
