"""Authored text → the same in paragraphs of plain and stressed words: all that every field of H5P shows.

H5P takes away whatever elements a field's semantics do not name, and runs their texts together. Fields of
different content types have only p, br, strong and em in common, so lists, quotations and code become lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from quizgen.model import Markup, Node

INDENT = "\N{NO-BREAK SPACE}" * 4


def simplified(markup: Markup, picture: str = "") -> Markup:
    """The passage with notes to its signs below; `picture` stands for one within a line.

    A picture with a paragraph of its own leaves nothing.
    """
    simplifier = _Simplifier(picture)
    body = simplifier.blocks(markup)
    return (*body, *simplifier.notes())


def stressed(markup: Markup) -> Markup:
    """The same with all stress strong, for the field that knows no other."""
    return tuple(
        replace(
            node,
            kind="strong" if node.kind == "emphasis" else node.kind,
            children=stressed(node.children),
        )
        for node in markup
    )


def is_alone(paragraph: Node) -> bool:
    """Whether a paragraph holds a picture and nothing else."""
    seen = [node for node in paragraph.children if node.text.strip() or node.kind != "text"]
    return [node.kind for node in seen] == ["image"]


@dataclass
class _Simplifier:
    picture: str
    found: list[Markup] = field(default_factory=list)

    def blocks(self, markup: Markup) -> Markup:
        return tuple(block for node in markup for block in _BLOCKS[node.kind](self, node))

    def notes(self) -> Iterator[Node]:
        """The notes, which may have notes of their own."""
        number = 0
        while number < len(self.found):
            number += 1
            yield from _led(_text(f"[{number}] "), self.blocks(self.found[number - 1]))

    def inlines(self, markup: Markup) -> Markup:
        return tuple(inline for node in markup for inline in self._inline(node))

    def _inline(self, node: Node) -> Iterator[Node]:
        if node.kind == "footnote":
            self.found.append(node.children)
            yield _text(f"[{len(self.found)}]")
        elif node.kind == "image":
            yield _text(self.picture)
        elif node.kind in _STRESS:
            yield Node(_STRESS[node.kind], children=self.inlines(node.children))
        elif node.kind in _AS_THEY_ARE:
            yield node
        else:
            yield from (_text(node.text), *self.inlines(node.children))
            yield from _address(node)

    def paragraph(self, node: Node) -> Markup:
        return () if is_alone(node) else (_paragraph(self.inlines(node.children)),)

    def heading(self, node: Node) -> Markup:
        return (_paragraph((Node("strong", children=self.inlines(node.children)),)),)

    def list(self, node: Node) -> Iterator[Node]:
        first = int(node.get("start", "1"))
        for number, item in enumerate(node.children, start=first):
            sign = f"{number}. " if node.kind == "ordered_list" else "\N{BULLET} "
            yield from _led(_text(sign), self.blocks(item.children))

    def inner(self, node: Node) -> Iterator[Node]:
        return (_indented(block) for block in self.blocks(node.children))

    def code(self, node: Node) -> Markup:
        """Its lines, with blanks that browsers keep."""
        lines: list[Node] = []
        for line in node.text.rstrip("\n").split("\n"):
            kept = line.expandtabs(4).replace(" ", "\N{NO-BREAK SPACE}")
            lines += (Node("linebreak"), _text(kept))
        return (_paragraph(tuple(lines[1:])),)

    def formula(self, node: Node) -> Markup:
        shown = replace(node, kind="formula", attributes=(("display", "true"),))
        return (_paragraph((shown,)),)

    def row(self, node: Node) -> Markup:
        cells = [self.inlines(cell.children) for cell in node.children]
        joined = [inline for cell in cells for inline in (_text(" | "), *cell)]
        return (_paragraph(tuple(joined[1:])),)

    def inside(self, node: Node) -> Markup:
        return self.blocks(node.children)

    def rule(self, node: Node) -> Markup:
        return (_paragraph((_text("\N{EM DASH}" * 3),)),)


def _text(words: str) -> Node:
    return Node("text", words)


def _paragraph(children: Markup) -> Node:
    return Node("paragraph", children=children)


def _address(node: Node) -> Iterator[Node]:
    """A link's address is written out: not every field has links."""
    if node.kind == "link" and node.get("href"):
        yield _text(f" ({node.get('href')})")


def _led(sign: Node, blocks: Markup) -> Iterator[Node]:
    """The blocks with a sign before the first, and the others indented."""
    first, *rest = blocks or (_paragraph(()),)
    yield replace(first, children=(sign, *first.children))
    yield from map(_indented, rest)


def _indented(block: Node) -> Node:
    return replace(block, children=(_text(INDENT), *block.children))


_STRESS = {"strong": "strong", "mark": "strong", "emphasis": "emphasis"}
_AS_THEY_ARE = frozenset({"text", "formula", "gap", "softbreak", "linebreak"})
_BLOCKS: Mapping[str, Callable[[_Simplifier, Node], Markup | Iterator[Node]]] = {
    "paragraph": _Simplifier.paragraph,
    "heading": _Simplifier.heading,
    "bullet_list": _Simplifier.list,
    "ordered_list": _Simplifier.list,
    "quote": _Simplifier.inner,
    "code_block": _Simplifier.code,
    "formula_block": _Simplifier.formula,
    "table": _Simplifier.inside,
    "row": _Simplifier.row,
    "definition_list": _Simplifier.inside,
    "definition_term": _Simplifier.heading,
    "definition": _Simplifier.inner,
    "rule": _Simplifier.rule,
}
