"""Blocks beside and within each other → where blank lines stand, and how far lines are indented."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from quizgen.model import Node

_CLOSED = frozenset({"code_block", "formula_block", "heading", "rule"})
"""Blocks that end by themselves, so that anything may follow at once."""

_BREAKING = frozenset({"code_block", "heading", "quote", "rule"})
"""Blocks that begin at once, whatever stands before."""


def separator(before: Node, block: Node, tight: bool) -> str:
    """What stands between two blocks; in a `tight` list no blank line, where it can be without."""
    return "\n" if tight and _may_touch(before, block) else "\n\n"


def is_tight(items: Iterable[Node]) -> bool:
    """Whether the items of a list, or definitions, stand without blank lines."""
    loose = tight = False
    for item in items:
        kept = item.children
        loose |= any(not _may_touch(before, block) for before, block in pairwise(kept))
        tight |= any(block.get("tight") for block in kept)
        loose |= any(block.kind == "paragraph" and not block.get("tight") for block in kept)
    return tight or not loose


def _may_touch(before: Node, block: Node) -> bool:
    if before.kind == block.kind == "quote":
        return False
    if before.kind in _CLOSED or block.kind in _BREAKING:
        return before.kind != "definition_list"
    return before.kind == "paragraph" and _breaks_paragraphs(block)


def _breaks_paragraphs(block: Node) -> bool:
    """Whether a list is one that can follow a paragraph at once: begun with text, numbered from 1."""
    if block.kind == "ordered_list" and block.get("start", "1") != "1":
        return False
    return block.kind in ("bullet_list", "ordered_list") and bool(block.children[0].children)


def indented(text: str, first: str, rest: str) -> str:
    """The lines behind `first` or `rest`; empty lines stay empty."""
    start, *lines = text.split("\n")
    return "\n".join([f"{first}{start}", *(f"{rest}{line}" if line else "" for line in lines)])


def quoted(text: str) -> str:
    """The lines as a quote."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
