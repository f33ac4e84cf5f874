"""Blocks and lines that are nothing but cards: definition lists, tables, lines with ::.

Each becomes fronts, backs and the name of its notation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from quizgen.markup.plain import plain
from quizgen.model import Markup, Node
from quizgen.read.lines import Line, join_lines, split_lines
from quizgen.read.vocabulary import Vocabulary

_TABLES = (("front", "back"), ("term", "definition"), ("question", "answer"))


def whole_cards(block: Node, vocabulary: Vocabulary) -> Iterator[tuple[Markup, Markup, str]]:
    """The cards of a block if it is made of cards alone, else nothing."""
    if block.kind in _READERS:
        yield from _READERS[block.kind](block, vocabulary)


def divide(line: Line) -> tuple[Markup, Markup, bool] | None:
    """Front and back of `front :: back`, and whether it is `:::`, both ways; None if it is neither."""
    for index, node in enumerate(line):
        for sign in (" ::: ", " :: ") if node.kind == "text" else ():
            position = f"{node.text} ".find(sign)
            if position >= 0:
                before = replace(node, text=node.text[:position])
                after = replace(node, text=node.text[position + len(sign) :])
                left = (*line[:index], *((before,) if before.text else ()))
                right = (*((after,) if after.text else ()), *line[index + 1 :])
                divided = bool(left and right)
                return (join_lines([left]), join_lines([right]), ":::" in sign) if divided else None
    return None


def _definitions(block: Node, _: Vocabulary) -> Iterator[tuple[Markup, Markup, str]]:
    """A card for each term, whose back is all of its definitions."""
    term = block.children[0]
    back: Markup = ()
    for node in (*block.children[1:], Node("definition_term")):
        if node.kind == "definition":
            back += node.children
        else:
            front = Node("paragraph", children=term.children, place=term.place)
            yield (front,), back, "definition list"
            term, back = node, ()


def _rows(block: Node, vocabulary: Vocabulary) -> Iterator[tuple[Markup, Markup, str]]:
    header, *rows = block.children
    names = [plain(cell.children) for cell in header.children]
    known = len(names) == 2 and any(
        vocabulary.means(names[0], left) and vocabulary.means(names[1], right)
        for left, right in _TABLES
    )
    for row in rows if known else ():
        front, back = (_cell(cell) for cell in row.children)
        if front or back:
            yield front, back, "table row"


def _cell(cell: Node) -> Markup:
    place = cell.children[0].place if cell.children else cell.place
    return (Node("paragraph", children=cell.children, place=place),) if cell.children else ()


def _items(block: Node, _: Vocabulary) -> Iterator[tuple[Markup, Markup, str]]:
    """A list all of whose items are `term :: definition`."""
    lines = [split_lines(item.children[0]) for item in block.children if len(item.children) == 1]
    if len(lines) == len(block.children) and all(len(line) == 1 for line in lines):
        divided = [divide(line[0]) for line in lines]
        for found in divided if all(divided) else ():
            if found:
                yield found[0], found[1], "term :: definition"


_READERS: dict[str, Callable[[Node, Vocabulary], Iterator[tuple[Markup, Markup, str]]]] = {
    "definition_list": _definitions,
    "table": _rows,
    "bullet_list": _items,
}
