"""What stands below the answer of a card of ours → notes and rubric."""

from __future__ import annotations

from itertools import takewhile

from quizgen.importers.shared.remarks import apart, criteria, parts
from quizgen.model import Criterion, Markup, Note
from quizgen.read.kinds.common import NOTES


def explained(markup: Markup) -> tuple[tuple[Note, ...], tuple[Criterion, ...]]:
    """Each label in bold begins a note; what has none, or stands behind a rubric, is feedback."""
    notes: list[Note] = []
    rubric: tuple[Criterion, ...] = ()
    for label, blocks in parts(markup, (*NOTES, "rubric")):
        lines = tuple(takewhile(lambda block: block.kind == "bullet_list", blocks))
        if label == "rubric":
            rubric += criteria(lines)
            notes += apart("feedback", blocks[len(lines) :])
        else:
            notes += apart(label or "feedback", blocks)
    return tuple(notes), rubric
