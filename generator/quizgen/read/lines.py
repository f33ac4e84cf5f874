"""Paragraphs as lines of inline nodes: find a label at the start of one, cut it off, join them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.markup import braces
from quizgen.model import Markup, Node, Place

Line = tuple[Node, ...]

_LONGEST_LEAD = 80


def split_lines(paragraph: Node) -> list[Line]:
    """The lines of a paragraph as the author wrote them; empty ones are left out."""
    lines: list[list[Node]] = [[]]
    for node in paragraph.children:
        if node.kind in ("softbreak", "linebreak"):
            lines.append([])
        else:
            lines[-1].append(node)
    return [tuple(line) for line in lines if line]


def join_lines(lines: Sequence[Line]) -> Markup:
    """A paragraph of these lines; nothing where they are empty."""
    children: list[Node] = []
    for line in lines:
        if line:
            children += [Node("softbreak"), *line] if children else line
    return (
        (Node("paragraph", children=tuple(children), place=children[0].place),) if children else ()
    )


def lead(line: Line) -> str:
    """The text at the start of a line, as far as labels reach; strong and emphasised text counts."""
    text = ""
    for node in line:
        if node.kind not in ("text", "strong", "emphasis") or len(text) > _LONGEST_LEAD:
            break
        text += node.text or lead(node.children)
    return text


def drop(line: Line, count: int) -> Line:
    """The line without its first characters, as `lead` counts them, and blanks after these."""
    rest = list(line)
    while rest and count >= 0:
        node = rest.pop(0)
        if node.kind == "text":
            kept = node.text[count:].lstrip()
            if kept:
                moved = len(node.text) - len(kept)
                return (replace(node, text=kept, place=_moved(node.place, moved)), *rest)
            count -= min(count, len(node.text))
        elif node.kind in ("strong", "emphasis") and count > 0:
            inside = drop(node.children, count)
            if inside:
                return (replace(node, children=inside), *rest)
            count -= min(count, len(lead(node.children)))
        else:
            return (node, *rest)
    return tuple(rest)


def _moved(place: Place, columns: int) -> Place:
    return Place(place.path, place.line, place.column + columns)


def take_braces(line: Line, known: frozenset[str]) -> tuple[Line, tuple[tuple[str, str], ...]]:
    """The line without the attributes in braces at its end, and these, as a heading has them."""
    last = line[-1] if line else None
    if last is None or last.kind != "text":
        return line, ()
    text, found = braces.split(last.text, known)
    if found is None:
        return line, ()
    kept = (replace(last, text=text),) if text else ()
    return (*line[:-1], *kept), tuple(sorted(braces.as_attributes(found).items()))
