"""The text of a line → inline nodes: Markdown where the notes are written in it, formulas in any case."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.importers.notes.maths import with_maths
from quizgen.importers.shared.formulas import with_formulas
from quizgen.markup.parse import parse
from quizgen.model import Markup, Node, walk

_MARKDOWN = re.compile(
    r"\*\*\S[^*\n]*\*\*|(?<!`)`[^`\n]+`(?!`)|^#{1,6} \S|\]\([^)\n]+\)|"
    r"^[^\S\n]*[-*] \[[ xX]\]|^```|^\|?[^\S\n]*:?-{3,}:?\s*\|",
    re.MULTILINE,
)
_PLAIN = re.compile(r"[\w ,;:.?!'’()“”/–—-]*")


def is_markdown(text: str) -> bool:
    """Whether notes are written in Markdown, as chatbots do, and not just plain text."""
    return bool(_MARKDOWN.search(text))


@lru_cache(4096)
def inline(text: str, markdown: bool) -> Markup:
    """The nodes of a text in one line."""
    nodes = _parsed(text) if markdown else (Node("text", text),)
    (paragraph,) = with_formulas((Node("paragraph", children=nodes),), dollars=True)
    if paragraph.kind != "paragraph":
        paragraph = Node("paragraph", children=(Node("formula", paragraph.text),))
    return with_maths(paragraph.children)


def _parsed(text: str) -> Markup:
    if _PLAIN.fullmatch(text):
        return (Node("text", text),)
    # Behind a letter, so that nothing at the start makes a list or a heading of it.
    guarded = re.sub(r"\\([()\[\]])", r"\\\\\1", text)
    blocks, _ = parse(f"x{guarded}")
    if len(blocks) != 1 or blocks[0].kind != "paragraph" or _odd(blocks):
        return (Node("text", text),)
    first, *rest = blocks[0].children
    if first.kind != "text" or not first.text.startswith("x"):
        return (Node("text", text),)
    kept = (Node("text", first.text[1:]),) if first.text[1:] else ()
    return tuple(_anywhere(node) for node in (*kept, *rest))


def _odd(blocks: Markup) -> bool:
    return any(node.kind in ("gap", "footnote") for node in walk(blocks))


def _anywhere(node: Node) -> Node:
    """The node without its place, which is that of no file."""
    return Node(node.kind, node.text, tuple(map(_anywhere, node.children)), node.attributes)


def paragraph(text: str, markdown: bool) -> Node:
    """A paragraph of one line."""
    return Node("paragraph", children=inline(text, markdown))
