"""Footnotes as Markdown has them, texts apart from their signs → each sign holding its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from quizgen.model import Markup, Node, walk
from quizgen.problem import Problem, warning


def place_footnotes(markup: Markup) -> tuple[Markup, list[Problem]]:
    """The passage with each note's blocks as children of its signs; a note without a sign is reported."""
    texts = {node.get("label"): node for node in walk(markup) if node.kind == "footnote_text"}
    if not texts:
        return markup, []
    used = {node.get("label") for node in walk(markup) if node.kind == "footnote"}
    problems = [
        warning(node.place, f"no text refers to the footnote [^{label}]: it is left out")
        for label, node in texts.items()
        if label not in used
    ]
    return tuple(_placed(markup, texts)), problems


def _placed(markup: Markup, texts: Mapping[str, Node]) -> Iterator[Node]:
    for node in markup:
        if node.kind == "footnote":
            yield replace(node, children=tuple(_bare(texts[node.get("label")].children)))
        elif node.kind != "footnote_text":
            yield replace(node, children=tuple(_placed(node.children, texts)))


def _bare(markup: Markup) -> Iterator[Node]:
    """A note's blocks; a sign within a note would have no end and is left out."""
    for node in markup:
        if node.kind not in ("footnote", "footnote_text"):
            yield replace(node, children=tuple(_bare(node.children)))
