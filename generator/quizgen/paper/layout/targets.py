"""Laid-out pages → where candidates mark or write something on them.

Importing this module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from quizgen.paper.composing.composed import PlacedTarget
from quizgen.paper.layout.boxes import BLOCK, TARGET, attribute, border_box, marked


def targets(pages: Sequence[Any], numbers: Sequence[int]) -> tuple[PlacedTarget, ...] | None:
    """What the boxes of pages hold; `numbers` are those of the questions that the blocks are, in order.

    None if there are other blocks than expected, so that nobody knows which is which.
    """
    blocks = [(page, box) for page, each in enumerate(pages) for box in marked(each, BLOCK)]
    elements = dict.fromkeys(box.element for _, box in blocks)
    if len(elements) != len(numbers):
        return None
    known = dict(zip(elements, numbers, strict=True))
    return tuple(
        placed for page, box in blocks for placed in _placed(box, page, known[box.element])
    )


def _placed(block: Any, page: int, question: int) -> Iterator[PlacedTarget]:
    for box in marked(block, TARGET):
        yield PlacedTarget(question, attribute(box, TARGET), page, border_box(box))
