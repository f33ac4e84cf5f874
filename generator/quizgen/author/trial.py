"""Inlines and the block they stand in → their source, found by reading what is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from quizgen.author.escape import Atom, smallest
from quizgen.author.seen import seen
from quizgen.markup.parse import parse
from quizgen.model import Markup, Node


@dataclass(frozen=True, slots=True)
class Frame:
    """The block that inlines stand in while they are tried: the source around them, and what it makes.

    `finish` changes the source as a whole, which cells need. `one_line` tells that lines cannot end.
    """

    make: Callable[[Markup], Markup]
    before: str = ""
    behind: str = ""
    finish: Callable[[str], str] = str
    one_line: bool = False

    def smallest(self, atoms: Iterable[Atom], nodes: Markup, labels: Iterable[str]) -> str | None:
        """The source of the nodes with the fewest escapes, or None; `labels` are of footnotes."""
        notes = "".join(f"\n\n[^{label}]: x" for label in labels)

        def attempt(source: str) -> tuple[Markup, int]:
            read, problems = parse(f"{self.before}{self.finish(source)}{self.behind}{notes}")
            return _without_notes(seen(read)), len(problems)

        wanted = _without_notes(seen(self.make(nodes)))
        return smallest(tuple(atoms), attempt, wanted)


def _without_notes(markup: Markup) -> Markup:
    """The passage with signs of footnotes that hold nothing: notes are written apart."""
    return tuple(
        replace(node, children=_without_notes(node.children) if node.kind != "footnote" else ())
        for node in markup
    )


def _paragraph(nodes: Markup) -> Node:
    return Node("paragraph", children=nodes)


_OTHER = _paragraph((Node("text", "x"),))

PARAGRAPH = Frame(lambda nodes: (_OTHER, _paragraph(nodes)), "x\n\n")
"""Tried behind another, of which a colon would make a term."""


def heading(attributes: tuple[tuple[str, str], ...], before: str, behind: str) -> Frame:
    """A heading with these attributes, in one line if something stands before it."""

    def make(nodes: Markup) -> Markup:
        return (Node("heading", children=nodes, attributes=tuple(sorted(attributes))),)

    return Frame(make, before, behind, one_line=bool(before))


def item(attributes: tuple[tuple[str, str], ...], before: str, behind: str) -> Frame:
    """The first paragraph of a list item, such as an option with its box and attributes."""

    def make(nodes: Markup) -> Markup:
        made = Node("item", children=(_paragraph(nodes),), attributes=tuple(sorted(attributes)))
        return (Node("bullet_list", children=(made,)),)

    return Frame(make, f"- {before}", behind, finish=lambda source: source.replace("\n", "\n  "))


def _term(nodes: Markup) -> Markup:
    term = Node("definition_term", children=nodes)
    definition = Node("definition", children=(_OTHER,))
    return (_OTHER, Node("definition_list", children=(term, definition)))


TERM = Frame(_term, "x\n\n", "\n: x", one_line=True)


def _cell(nodes: Markup) -> Markup:
    cell = Node("cell", children=nodes, attributes=(("header", "true"),))
    return (Node("table", children=(Node("row", children=(cell,)),)),)


def without_bars(source: str) -> str:
    """The source of a cell with bars that are no borders."""
    return source.replace("|", "\\|")


CELL = Frame(_cell, "| ", " |\n|---|", finish=without_bars, one_line=True)
