"""Inline nodes → pieces of source, those of texts ready to be escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizgen.author.escape import Atom, raw, text_atoms
from quizgen.author.seen import joined
from quizgen.author.unwritable import Unwritable
from quizgen.markup.braces import SIZES
from quizgen.model import Markup, Node

SOURCE = "source"
"""The kind of a node of ours: its text is source as it stands, such as behind `Answer:`."""

STYLES = ("apart", "stars", "depth")
"""Ways to choose between * and _: as nodes touch each other, always *, or in turns with the depth."""

_EMPHASES = {"emphasis": 1, "strong": 2}
_AROUND = {"strike": "~~", "mark": "=="}
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*")


@dataclass(frozen=True, slots=True)
class Inline:
    """Writes the inlines of one block. `label` names a footnote's sign, `address` a picture's file.

    Within one line (a heading, a cell), an end of line is written as a blank.
    """

    label: Callable[[Node], str]
    address: Callable[[Node], str]
    one_line: bool = False
    style: str = STYLES[0]

    def atoms(self, nodes: Markup, outer: str = "", depth: int = 0) -> Iterator[Atom]:
        """The pieces of the source of these nodes, which stand within the signs `outer`.

        Unwritable where a node has no notation here.
        """
        before = ""
        nodes = joined(nodes)
        for index, node in enumerate(nodes):
            edge = index in (0, len(nodes) - 1)
            sign = self._sign(before, outer if edge else "", depth)
            before = sign if node.kind in _EMPHASES else ""
            yield from self._node(node, sign, depth)

    def _sign(self, before: str, outer: str, depth: int) -> str:
        """The sign of emphasis, another than that of a neighbour which it would melt into."""
        if self.style == "depth":
            return "*_"[depth % 2]
        return "_" if self.style == "apart" and "*" in (before, outer) else "*"

    def _node(self, node: Node, sign: str, depth: int) -> Iterator[Atom]:
        if node.kind == "text":
            yield from text_atoms(node.text)
        elif node.kind in _EMPHASES:
            signs = sign * _EMPHASES[node.kind]
            yield from self._around(signs, self.atoms(node.children, sign, depth + 1))
        elif node.kind in _AROUND:
            yield from self._around(_AROUND[node.kind], self.atoms(node.children, "", depth))
        elif node.kind == "link":
            yield from self._link(node, depth)
        elif node.kind == "image":
            yield from self._image(node)
        else:
            yield raw(self._leaf(node))

    def _around(self, signs: str, inside: Iterator[Atom]) -> Iterator[Atom]:
        yield raw(signs)
        yield from inside
        yield raw(signs)

    def _link(self, node: Node, depth: int) -> Iterator[Atom]:
        href = node.get("href")
        if not href:  # its address was none, and reading it again would only say so again
            yield from self.atoms(node.children, "", depth)
        elif _AUTOLINK.fullmatch(href) and node.children == (Node("text", href),):
            yield raw(f"<{href}>")
        else:
            yield raw("[")
            yield from self.atoms(node.children, "", depth)
            yield raw(f"]({destination(href)})")

    def _image(self, node: Node) -> Iterator[Atom]:
        yield raw("![")
        yield from text_atoms(node.get("alt"))
        sizes = " ".join(f"{name}={node.get(name)}" for name in SIZES if node.get(name))
        braces = f"{{{sizes}}}" if sizes else ""
        yield raw(f"]({destination(self.address(node))}){braces}")

    def _leaf(self, node: Node) -> str:
        if node.kind == "footnote":
            return f"[^{self.label(node)}]"
        if node.kind == "softbreak":
            return " " if self.one_line else "\n"
        if node.kind == "linebreak" and self.one_line:
            raise Unwritable("a line break cannot stand here, where the text has one line")
        if node.kind not in _LEAVES:
            raise Unwritable(f"{node.kind} cannot stand within a paragraph")
        return _LEAVES[node.kind](node)


def destination(address: str) -> str:
    """A link's or picture's address, between angle brackets where it needs them."""
    if address and not re.search(r"[\s()<>\\]", address):
        return address
    return "<" + re.sub(r"([<>\\])", r"\\\1", address) + ">"


def _code(node: Node) -> str:
    longest = {len(run) for run in re.findall("`+", node.text)}
    ticks = "`" * next(n for n in range(1, len(node.text) + 2) if n not in longest)
    bare = node.text.strip(" ")
    touching = node.text[:1] == "`" or node.text[-1:] == "`"
    blank = " " if touching or (bare and node.text[0] == node.text[-1] == " ") else ""
    return f"{ticks}{blank}{node.text}{blank}{ticks}"


def _formula(node: Node) -> str:
    dollars = "$$" if node.get("display") else "$"
    # A backslash would take the closing dollar's meaning away, and four dollars would be text.
    escaping = re.search(r"(?<!\\)(?:\\\\)*\\$", node.text)
    return f"{dollars}{node.text}{' ' if escaping or not node.text else ''}{dollars}"


_LEAVES: dict[str, Callable[[Node], str]] = {
    "linebreak": lambda node: "\\\n",
    "code": _code,
    "formula": _formula,
    "gap": lambda node: f"{{{{c{node.get('group', '1')}::{node.text}}}}}",
    SOURCE: lambda node: node.text,
}
