"""Markup → text for a cell: with Markdown's marks where it is to be read, or as one plain line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.markup.plain import plain
from quizgen.model import Markup, Node, walk

_AROUND = {"strong": "**", "emphasis": "*", "strike": "~~", "mark": "=="}
_BULLETS = "•◦▪"
_LINE_ENDS = re.compile("\r\n?")


def cell_text(markup: Markup, gap_hints: tuple[str, ...] = ()) -> str:
    """The passage with all that text can say of it; pictures become their description."""
    marked = tuple(new for node in markup for new in _marked(node, gap_hints, 0))
    return _LINE_ENDS.sub("\n", plain(marked)).strip()


def bare_line(markup: Markup) -> str:
    """The passage on one line, without marks for what is set off, and without addresses of links."""
    unmarked = tuple(new for node in markup for new in _unmarked(node))
    return " ".join(cell_text(unmarked).split())


def line_text(markup: Markup) -> str:
    """The passage on one line, with marks."""
    return " ".join(cell_text(markup).split())


def is_bare(markup: Markup) -> bool:
    """Whether one line can say it: it has paragraphs, and neither formulas nor pictures."""
    return all(node.kind in _BARE for node in walk(markup))


_BARE = frozenset(
    "paragraph text strong emphasis strike mark code link softbreak linebreak footnote".split()
)


def _unmarked(node: Node) -> Iterator[Node]:
    children = tuple(new for child in node.children for new in _unmarked(child))
    if node.kind in _AROUND or node.kind == "link":
        yield from children
    else:
        yield replace(node, kind=_PLAINER.get(node.kind, node.kind), children=children)


_PLAINER = {"formula": "text", "code": "text", "formula_block": "code_block"}


def _marked(node: Node, hints: tuple[str, ...], depth: int) -> Iterator[Node]:
    """The nodes in whose plain text the node's own marks are."""
    deeper = depth + (node.kind == "bullet_list")
    children = tuple(new for child in node.children for new in _marked(child, hints, deeper))
    if node.kind == "bullet_list":
        yield from (_item(item, depth) for item in children)
    elif node.kind in _AROUND:
        mark = Node("text", _AROUND[node.kind])
        yield from (mark, *children, mark)
    elif node.kind == "link":
        yield from (*children, Node("text", f" <{node.get('href')}>"))
    elif node.kind in _LEAVES:
        yield Node(*_LEAVES[node.kind](node, hints))
    else:
        yield replace(node, children=children)


def _item(item: Node, depth: int) -> Node:
    bullet = Node("text", f"{_BULLETS[min(depth, 2)]} ")
    return Node("paragraph", children=(bullet, *item.children))


def _gap(node: Node, hints: tuple[str, ...]) -> tuple[str, str]:
    number = int(node.get("number"))
    hint = hints[number] if number < len(hints) else ""
    return "text", f"____ ({hint})" if hint else "____"


_LEAVES = {
    "formula": lambda node, hints: ("text", f"${node.text}$"),
    "formula_block": lambda node, hints: ("code_block", f"$${node.text.strip()}$$"),
    "code": lambda node, hints: ("text", f"`{node.text}`"),
    "image": lambda node, hints: ("text", f"[{node.get('alt')}]"),
    "gap": _gap,
}
