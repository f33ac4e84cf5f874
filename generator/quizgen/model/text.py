"""Authored text as plain data: where it stands and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file of the project.

    `path` is relative to the project root, with forward slashes; `line` and `column` count from 1,
    columns in characters (code points) as an editor shows them. `line` 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 1


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of Markdown after parsing: a block such as a paragraph, or a run of text in it.

    `kind` is one of `BLOCKS` or `INLINES` below. `text` is the literal content of leaves. Attributes
    are sorted pairs. The place does not take part in comparisons: two nodes are equal when a reader
    sees the same.
    """

    kind: str
    text: str = ""
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def get(self, name: str, default: str = "") -> str:
        """The attribute of that name, or the default."""
        return next((value for key, value in self.attributes if key == name), default)

    def walk(self) -> Iterator[Node]:
        """This node and all nodes below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


Markup = tuple[Node, ...]
"""A passage of authored text: blocks in reading order."""

BLOCKS = frozenset(
    {
        "paragraph",  # children: inlines
        "heading",  # level (3–6); children: inlines
        "bullet_list",  # children: item
        "ordered_list",  # start; children: item
        "item",  # children: blocks
        "quote",  # children: blocks
        "code_block",  # language; text
        "formula_block",  # text: TeX
        "table",  # children: row
        "row",  # children: cell
        "cell",  # align (left|center|right or absent), header ("true" or absent); children: inlines
        "definition_list",  # children: definition_term, definition
        "definition_term",  # children: inlines
        "definition",  # children: blocks
        "rule",  # a thematic break
    }
)
INLINES = frozenset(
    {
        "text",  # text
        "strong",
        "emphasis",
        "strike",
        "mark",
        "code",  # text
        "formula",  # text: TeX; display ("true" or absent)
        "image",  # picture (key in Bank.pictures), alt, width (such as 6cm, or absent), height
        "link",  # href; children
        "softbreak",
        "linebreak",
        "footnote",  # number; children: blocks of the note, shown where the text ends
        "gap",  # number: index in Gaps.gaps, from 0
    }
)


def walk(markup: Markup) -> Iterator[Node]:
    """All nodes of a passage, in reading order."""
    for node in markup:
        yield from node.walk()
