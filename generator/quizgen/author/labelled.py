"""Labels in a deck's language, and passages behind them → blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.author.seen import joined
from quizgen.labels import FALLBACK, labels
from quizgen.model import Markup, Node
from quizgen.read.vocabulary import PAIR_ENDS, PAIR_STARTS, PARTS, vocabulary

_COLONS = re.compile(r"(?:(?<= ::)|(?<= :::)) ")
_ALL = PARTS | PAIR_STARTS | PAIR_ENDS


def word(language: str, meaning: str) -> str:
    """The word of a language for that meaning, as its file names it first."""
    own = labels(language).read.get(meaning) or labels(FALLBACK).read[meaning]
    return own[0]


def label(language: str, meaning: str) -> str:
    """The label of a part, such as `Hint:`."""
    return f"{word(language, meaning).capitalize()}:"


def labelled(name: str, blocks: Markup, language: str) -> Markup:
    """The blocks behind their label, in its line where they are one paragraph without line breaks."""
    if not blocks or blocks[0].kind != "paragraph" or _broken(blocks[0]):
        return (text_block(name), *parted(blocks, language))
    return parted((_behind(name, blocks[0]), *blocks[1:]), language)


def text_block(text: str) -> Node:
    """A paragraph of that text."""
    return Node("paragraph", children=(Node("text", text),))


def parted(blocks: Markup, language: str) -> Markup:
    """The blocks with their lines ending elsewhere where one would be read as another card or part.

    A line that begins like a label goes on in the one before, and one like `term :: definition` ends
    behind its colons.
    """
    return tuple(
        _parted(block, language) if block.kind == "paragraph" else block for block in blocks
    )


def _parted(paragraph: Node, language: str) -> Node:
    words = vocabulary(language)
    children = [part for node in paragraph.children for part in _without_colons(node)]
    for index, node in enumerate(children):
        rest = tuple(children[index + 1 :])
        if node.kind == "softbreak" and words.label(rest, _ALL):
            children[index] = Node("text", " ")
    return replace(paragraph, children=joined(tuple(children)))


def _without_colons(node: Node) -> Iterator[Node]:
    """A text with ends of lines behind colons that could divide a card's front from its back."""
    first, *rest = _COLONS.split(node.text) if node.kind == "text" else (node.text,)
    yield replace(node, text=first)
    for text in rest:
        yield from (Node("softbreak"), Node("text", text))


def _broken(paragraph: Node) -> bool:
    """Whether it has line breaks, which are lost in the line of a label."""
    return any(node.kind == "linebreak" for node in paragraph.children)


def _behind(name: str, paragraph: Node) -> Node:
    children = joined((Node("text", f"{name} "), *paragraph.children))
    return replace(paragraph, children=children)
