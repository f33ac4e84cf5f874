"""Laid-out boxes → what candidates mark or fill in, where it stands, and what a style keeps from them.

Importing this module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox

from quizgen.paper.composing.blocks import FIELD, Target
from quizgen.paper.composing.composed import PlacedTarget
from quizgen.paper.layout.boxes import (
    BLOCK,
    TARGET,
    attribute,
    border_box,
    descendants,
    is_marked,
    marked,
)
from quizgen.paper.layout.failures import LayoutFailure

IDENTITY = "identity"
"""The block with the fields for the candidate's name and number."""


def targets(box: Any, apart: Collection[Any] = ()) -> Iterator[Target]:
    """Those that the box is, or that are in it, without what is `apart`."""
    found = (box,) if is_marked(box, TARGET) else marked(box, TARGET, apart)
    yield from (_target(each, attribute(each, TARGET)) for each in found)
    if is_marked(box, BLOCK) and attribute(box, BLOCK) == IDENTITY:
        yield from (_target(each, FIELD) for each in descendants(box) if _is_field(each))


def numbering(pages: Sequence[Any], numbers: Sequence[int]) -> Mapping[Any, int] | None:
    """The elements of blocks, and the numbers of the questions that they are; `numbers` are in order.

    None if there are other blocks than expected, so that nobody knows which is which.
    """
    blocks = dict.fromkeys(box.element for page in pages for box in marked(page, BLOCK))
    return dict(zip(blocks, numbers, strict=True)) if len(blocks) == len(numbers) else None


def placed(pages: Sequence[Any], numbers: Mapping[Any, int]) -> tuple[PlacedTarget, ...]:
    """Those of whole pages, with the numbers of questions as far as they are known.

    Of what is broken between pages, the larger piece.
    """
    found: dict[Any, PlacedTarget] = {}
    for number, page in enumerate(pages):
        for block in marked(page, BLOCK):
            question = numbers.get(block.element, 0)
            for box in descendants(block):
                kind = _kind(box)
                target = _placed(_target(box, kind), question, number) if kind else None
                if target and _size(target) >= _size(found.get(box.element, target)):
                    found[box.element] = target
    return tuple(found.values())


def require_shown(pages: Sequence[Any]) -> None:
    """Raises LayoutFailure where an element that candidates mark or fill in has no box."""
    boxes = [box for page in pages for box in descendants(page) if box.element is not None]
    shown = {box.element for box in boxes if box.element_tag == box.element.tag}
    roots = {box.element for box in boxes if box.element_tag == "html"}
    for root in roots:
        for kind, element in _wanted(root, False):
            if element not in shown:
                raise _hidden(kind)


def _hidden(kind: str) -> LayoutFailure:
    # Imported when needed, since it brings what reads PDF files.
    from quizgen.paper.checks.squares import NAMES

    return LayoutFailure(f"{NAMES.get(kind, kind)} is not on the paper, since a style hides it")


def _wanted(element: Any, identity: bool) -> Iterator[tuple[str, Any]]:
    identity = identity or element.attrib.get(BLOCK) == IDENTITY
    if TARGET in element.attrib:
        yield element.attrib[TARGET], element
    elif identity and "field" in _classes(element):
        yield FIELD, element
    for child in element:
        yield from _wanted(child, identity)


def _kind(box: Any) -> str:
    """Of which kind the target is; nothing if it is none."""
    if is_marked(box, TARGET):
        return attribute(box, TARGET)
    return FIELD if _is_field(box) else ""


def _is_field(box: Any) -> bool:
    element = box.element
    own = element is not None and box.element_tag == element.tag
    return bool(own and "field" in _classes(element))


def _classes(element: Any) -> Collection[str]:
    return str(element.attrib.get("class", "")).split()


def _target(box: Any, kind: str) -> Target:
    text = (each for each in descendants(box) if isinstance(each, TextBox))
    return Target(kind, border_box(box), any(each.text.strip() for each in text))


def _placed(target: Target, question: int, page: int) -> PlacedTarget:
    return PlacedTarget(question, target.kind, page, target.box, target.filled)


def _size(target: PlacedTarget) -> float:
    return target.box.width * target.box.height
