"""Block HTML → blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml.html import HtmlElement

from quizgen.importers.shared.html.inlines import Inlines
from quizgen.importers.shared.html.tables import Tables
from quizgen.importers.shared.html.trimming import parted, trimmed
from quizgen.model import Markup, Node

_GROUPS = frozenset(
    """address article aside center details div figcaption figure footer header main nav section
    summary""".split()
)
_LEVELS = {f"h{level}": str(max(3, level)) for level in range(1, 7)}
_LISTS = {"ul": "bullet_list", "menu": "bullet_list", "ol": "ordered_list"}
BLOCKS = _GROUPS | frozenset(_LEVELS) | frozenset(_LISTS)
BLOCKS |= {"p", "blockquote", "pre", "table", "dl", "hr", "li", "dt", "dd"}

_HEADING, _DEEPER = "heading", re.compile(r"\blevel-([3-6])\b")
_LANGUAGE = re.compile(r"(?:language|lang|brush:)-?\s*([A-Za-z0-9+#-]+)")


class Blocks:
    """Turns elements into blocks; runs of inline text between blocks are paragraphs."""

    def __init__(self, inlines: Inlines, warn: Callable[[str], None]) -> None:
        self._inlines = inlines
        self.tables = Tables(inlines, warn)

    def of(self, element: HtmlElement) -> Markup:
        """The blocks within an element."""
        return tuple(self._blocks(element))

    def _blocks(self, element: HtmlElement) -> Iterator[Node]:
        line = list(self._inlines.text(element.text))
        for child in element:
            if holds_blocks(child):
                yield from _paragraph(line)
                line = []
                yield from self._block(child)
            else:
                line += self._inlines.element(child)
            line += self._inlines.text(child.tail)
        yield from _paragraph(line)

    def _block(self, element: HtmlElement) -> Iterator[Node]:
        tag = str(element.tag)
        if tag == "p" and _HEADING in (element.get("class") or "").split():
            yield from self.heading(element)
        elif tag in _ELEMENTS:
            yield from _ELEMENTS[tag](self, element)
        else:
            yield from self._blocks(element)

    def heading(self, element: HtmlElement) -> Iterator[Node]:
        """A heading within a card, whose levels begin with the third."""
        children = trimmed(tuple(self._inlines.inside(element)))
        while len(children) == 1 and children[0].kind == "strong":
            children = children[0].children
        level = _LEVELS.get(str(element.tag)) or _level(element)
        yield from _filled("heading", children, (("level", level),))

    def list(self, element: HtmlElement) -> Iterator[Node]:
        """A list; what stands in it outside its items is no HTML."""
        kind = _LISTS[str(element.tag)]
        items = tuple(
            Node("item", children=_tightened(self.of(child), child))
            for child in element
            if child.tag == "li"
        )
        start = element.get("start") or "1"
        first = start if start.isdecimal() and len(start) < 10 else "1"
        numbered = kind == "ordered_list"
        yield from _filled(kind, items, (("start", str(int(first))),) if numbered else ())

    def definitions(self, element: HtmlElement) -> Iterator[Node]:
        """Terms and definitions; paragraphs where they are something else."""
        parts = list(_of_list(element))
        terms = [part for part in parts if part.tag == "dt"]
        if not terms or parts[0].tag != "dt" or not {part.tag for part in parts} <= {"dt", "dd"}:
            yield from self._blocks(element)
            return
        children: list[Node] = []
        for child in parts:
            if child.tag == "dt":
                term = trimmed(tuple(self._inlines.inside(child)))
                children += _filled("definition_term", term)
            elif children:
                children.append(Node("definition", children=_tightened(self.of(child), child)))
        yield from _filled("definition_list", tuple(children))


def _of_list(element: HtmlElement) -> Iterator[HtmlElement]:
    """What a list of definitions holds; pairs may stand in divs."""
    for child in element:
        if child.tag == "div":
            yield from child
        else:
            yield child


def holds_blocks(element: HtmlElement) -> bool:
    """Whether an element is a block, or has one within (such as a span around paragraphs)."""
    return any(each.tag in BLOCKS for each in element.iter())


def _level(element: HtmlElement) -> str:
    """What the class of a paragraph says that is a heading of ours (`markup/html.py`)."""
    found = _DEEPER.search(element.get("class") or "")
    return found[1] if found else "3"


def _paragraph(line: list[Node]) -> Iterator[Node]:
    for part in parted(trimmed(tuple(line))):
        yield from _filled("paragraph", part)


def _filled(
    kind: str, children: Markup, attributes: tuple[tuple[str, str], ...] = ()
) -> Iterator[Node]:
    if children:
        yield Node(kind, children=children, attributes=attributes)


def _tightened(blocks: Markup, element: HtmlElement) -> Markup:
    """Paragraphs of a list's item without <p> of their own are tight."""
    if any(child.tag == "p" for child in element):
        return blocks
    return tuple(
        Node(block.kind, children=block.children, attributes=(("tight", "true"),))
        if block.kind == "paragraph"
        else block
        for block in blocks
    )


def _code(element: HtmlElement) -> Iterator[Node]:
    for line_break in element.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    text = "".join(map(str, element.itertext())).rstrip("\n")
    classes = " ".join(each.get("class") or "" for each in element.iter())
    found = _LANGUAGE.search(classes)
    language = (("language", found[1]),) if found else ()
    if text.strip():
        yield Node("code_block", f"{text}\n", attributes=language)


_ELEMENTS: Mapping[str, Callable[[Blocks, HtmlElement], Iterator[Node]]] = {
    **dict.fromkeys(_LEVELS, Blocks.heading),
    **dict.fromkeys(_LISTS, Blocks.list),
    "blockquote": lambda blocks, element: _filled("quote", blocks.of(element)),
    "pre": lambda blocks, element: _code(element),
    "table": lambda blocks, element: blocks.tables.table(element),
    "dl": Blocks.definitions,
    "hr": lambda blocks, element: iter((Node("rule"),)),
}
