"""The blocks of a deck → those without remarks, which are for its editors alone."""

from __future__ import annotations

from typing import Final

from quizgen.model import Markup, Node

NOTE: Final = "note"
"""What stands behind the fence of a remark, where code has its language."""


def without_remarks(markup: Markup) -> Markup:
    """The passage without its remarks; those within lists and quotes are code."""
    return tuple(block for block in markup if not _is_remark(block))


def _is_remark(block: Node) -> bool:
    return block.kind == "code_block" and block.get("language") == NOTE
