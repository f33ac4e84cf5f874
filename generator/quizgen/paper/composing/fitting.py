"""A block and a use of it → what the block lacks for that use, in a teacher's words."""

from __future__ import annotations

from collections import Counter

from quizgen.paper.composing.blocks import Block
from quizgen.paper.outlines.outline import Use

_SLOTS = "a template does not mark with data-slot what differs from paper to paper"


def mismatch(block: Block, use: Use) -> str:
    """What is missing in a block for all that a use of it asks for."""
    if len(block.parts) != len(use.order):
        return "a template does not mark with data-part what is shuffled"
    if any(slot.name != "letter" for part in block.parts for slot in part.slots):
        return "a template has a data-slot in an option that is no letter"
    asked = {name: len(shown) for name, shown in use.texts.items()}
    return "" if Counter(slot.name for slot in block.slots) == asked else _SLOTS
