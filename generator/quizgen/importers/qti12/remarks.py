"""Feedback that quizgen wrote → the notes that it was made of.

`export/lms/remarks.py` puts them one after the other, and bold labels in front of all but feedback.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from quizgen.labels import labels, languages
from quizgen.model import Markup, Node, Note

_LABELLED = ("feedback", "memory_tip", "analogy", "source")


def notes(markup: Markup) -> tuple[Note, ...]:
    """The notes: what stands before the first label is feedback."""
    return tuple(_notes(markup))


def _notes(markup: Markup) -> Iterator[Note]:
    label, blocks = "feedback", list[Node]()
    for block in markup:
        found = _label(block)
        if found:
            yield from _note(label, blocks)
            label, blocks = found, []
            block = _without(block)
        if block.kind != "paragraph" or block.children:
            blocks.append(block)
    yield from _note(label, blocks)


def _note(label: str, blocks: list[Node]) -> Iterator[Note]:
    if blocks:
        yield Note(label, tuple(blocks))


def _label(block: Node) -> str:
    """Which label a paragraph begins with; "" for none."""
    if block.kind != "paragraph" or not block.children or block.children[0].kind != "strong":
        return ""
    strong = block.children[0].children
    return _words().get(strong[0].text, "") if len(strong) == 1 else ""


def _without(block: Node) -> Node:
    """The paragraph without its label and the blank behind it."""
    rest = block.children[1:]
    if rest and rest[0].kind == "text":
        shorter = replace(rest[0], text=rest[0].text.removeprefix(" "))
        rest = ((shorter,) if shorter.text else ()) + rest[1:]
    return replace(block, children=rest)


@cache
def _words() -> dict[str, str]:
    """The labels of all languages as they are printed, and what they mean."""
    return {
        f"{labels(language).print[name]}:": name for language in languages() for name in _LABELLED
    }
