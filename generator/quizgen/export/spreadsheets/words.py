"""Nodes and cells → the bare words in them, to compare what was written with what was planned."""

from __future__ import annotations

import re

from quizgen.model import Markup, Node

_MARKS = re.compile(r"[\s•◦▪|\[\]()$*~=`<>_\N{WORD JOINER}]+")
"""What tells nothing but how the words are set."""


def bare(text: str) -> str:
    """The text without blanks and marks."""
    return _MARKS.sub("", text)


def words(markup: Markup, gap_hints: tuple[str, ...] = ()) -> str:
    """The words of a passage, told from its nodes."""
    return bare("".join(_words(node, gap_hints) for node in markup))


def _words(node: Node, hints: tuple[str, ...]) -> str:
    inner = [_words(child, hints) for child in node.children]
    if node.kind == "ordered_list":
        first = int(node.get("start", "1"))
        inner = [f"{first + place}.{item}" for place, item in enumerate(inner)]
    if node.kind == "gap":
        return hints[int(node.get("number"))] if hints else ""
    return node.text + "".join(inner) + node.get("alt") + node.get("href")
