"""What stands below the answer of a card of ours → notes and rubric."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from quizgen.importers.anki.sections import apart, in_order
from quizgen.labels import labels, languages
from quizgen.model import Criterion, Markup, Node, Note

_NOTES = ("memory_tip", "analogy", "source")
_POINTS = re.compile(r"\s*\((\d{1,6}(?:[.,]\d{1,6})?) [^()]{1,20}\)\s*")


def explained(markup: Markup) -> tuple[tuple[Note, ...], tuple[Criterion, ...]]:
    """Each label in bold begins a note; what has none is feedback."""
    notes: list[Note] = []
    rubric: tuple[Criterion, ...] = ()
    for label, blocks in _parts(markup):
        if label == "rubric":
            rubric = tuple(_criteria(blocks))
        else:
            notes += apart(label, blocks)
    return in_order(notes), rubric


def _parts(markup: Markup) -> Iterator[tuple[str, Markup]]:
    label, blocks = "feedback", list[Node]()
    for block in markup:
        found, rest = _labelled(block)
        if found or (blocks and label == "rubric"):
            yield label, tuple(blocks)
            label, blocks = found or "feedback", []
        blocks += rest
    yield label, tuple(blocks)


def _labelled(block: Node) -> tuple[str, tuple[Node, ...]]:
    """The label in front of a block, and the block without; "" where there is none."""
    first = block.children[0] if block.children else None
    if block.kind != "paragraph" or not first or first.kind != "strong" or len(first.children) != 1:
        return "", (block,)
    label = _labels().get(first.children[0].text.strip(), "")
    if not label:
        return "", (block,)
    rest = block.children[1:]
    if rest and rest[0].kind == "text":
        rest = (replace(rest[0], text=rest[0].text.lstrip()), *rest[1:])
    return label, (replace(block, children=rest),) if rest else ()


@cache
def _labels() -> dict[str, str]:
    return {
        f"{labels(language).print[name]}:": name
        for language in languages()
        for name in (*_NOTES, "rubric")
    }


def _criteria(blocks: Markup) -> Iterator[Criterion]:
    for block in blocks:
        for item in block.children if block.kind == "bullet_list" else ():
            yield _criterion(item.children)


def _criterion(text: Markup) -> Criterion:
    first = text[0] if text else None
    lead = first.children[0] if first and first.children else None
    match = _POINTS.match(lead.text) if lead and lead.kind == "text" else None
    if not first or not lead or not match:
        return Criterion(text)
    left = replace(lead, text=lead.text[match.end() :])
    children = (left, *first.children[1:]) if left.text else first.children[1:]
    points = Decimal(match[1].replace(",", "."))
    return Criterion((replace(first, children=children), *text[1:]), points)
