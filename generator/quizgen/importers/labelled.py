"""Passages with a printed word in front, as our exporters write them → notes, rubrics and model answers.

The words are those of all our languages: a file seldom tells its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from quizgen.labels import labels, languages
from quizgen.model import Criterion, Markup, Node, Note

_NOTES = ("memory_tip", "analogy", "source")
_POINTS = re.compile(r"\((?P<figure>\d+(?:[.,]\d+)?)\s*[^\W\d_]*\.?\)\s*")


@cache
def _words() -> Mapping[str, str]:
    """Printed word → its name."""
    names = (*_NOTES, "model_answer")
    return {labels(each).print[name]: name for each in languages() for name in names}


def notes(feedback: Markup) -> tuple[Note, ...]:
    """Feedback as its notes: a paragraph that begins with such a word in bold begins another."""
    found: list[Note] = []
    for block in feedback:
        name, rest = _led(block)
        if name in _NOTES:
            found.append(Note(name, rest))
        elif found:
            found[-1] = replace(found[-1], text=(*found[-1].text, block))
        else:
            found.append(Note("feedback", (block,)))
    return tuple(found)


def marking(passage: Markup) -> tuple[tuple[Criterion, ...], Markup]:
    """A rubric and the model answer behind it, or the whole as the answer where it has no rubric."""
    for place, block in enumerate(passage):
        name, rest = _led(block)
        if name == "model_answer":
            lists = passage[:place]
            if all(each.kind == "bullet_list" for each in lists):
                return _criteria(lists), rest + passage[place + 1 :]
    if len(passage) == 1 and passage[0].kind == "bullet_list":
        rubric = _criteria(passage)
        if all(line.points is not None for line in rubric):
            return rubric, ()
    return (), passage


def _criteria(lists: Markup) -> tuple[Criterion, ...]:
    return tuple(_criterion(item.children) for each in lists for item in each.children)


def _criterion(blocks: Markup) -> Criterion:
    """A line of a rubric, which begins with its points in brackets if it has some."""
    first = blocks[0].children[0] if blocks and blocks[0].children else None
    found = _POINTS.match(first.text) if first is not None and first.kind == "text" else None
    if first is None or found is None:
        return Criterion(blocks)
    rest = Node("text", first.text[found.end() :])
    children = ((rest,) if rest.text else ()) + blocks[0].children[1:]
    points = Decimal(found["figure"].replace(",", "."))
    return Criterion((replace(blocks[0], children=children), *blocks[1:]), points)


def _led(block: Node) -> tuple[str, Markup]:
    """The name of the word with which a paragraph begins, "" for none, and the rest of it."""
    if block.kind != "paragraph" or not block.children or block.children[0].kind != "strong":
        return "", (block,)
    first, *others = block.children
    said = "".join(node.text for node in first.children)
    name = _words().get(said.removesuffix(":"), "") if said.endswith(":") else ""
    if name and others and others[0].kind == "text":
        others[0] = Node("text", others[0].text.lstrip(" "))
    rest = tuple(node for node in others if node.kind != "text" or node.text)
    return name, (replace(block, children=rest),) if rest else ()
