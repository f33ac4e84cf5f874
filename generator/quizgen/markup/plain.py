"""Nodes → plain text that a person can read: names, listings, comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from quizgen.model import Markup, Node


def plain(markup: Markup) -> str:
    """The passage as text: a line for each block, formulas as TeX, pictures as their descriptions."""
    text = "".join(_WRITERS.get(node.kind, _children)(node) for node in markup)
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def prose(markup: Markup) -> str:
    """The passage as text, without formulas: the names of their commands are no words."""
    return plain(_without_formulas(markup))


def one_line(markup: Markup, longest: int = 0) -> str:
    """The passage as one line of text, cut at a word with … where longer than `longest` characters."""
    text = " ".join(plain(markup).split())
    if not longest or len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:.–-") + "…"


def _without_formulas(markup: Markup) -> Markup:
    return tuple(
        replace(node, children=_without_formulas(node.children)) if node.children else node
        for node in markup
        if node.kind not in ("formula", "formula_block")
    )


def _children(node: Node) -> str:
    return "".join(_WRITERS.get(child.kind, _children)(child) for child in node.children)


def _line(node: Node) -> str:
    return _children(node).rstrip("\n") + "\n"


def _list(node: Node) -> str:
    ordered = node.kind == "ordered_list"
    first = int(node.get("start", "1"))
    marks = (f"{first + i}. " if ordered else "- " for i in range(len(node.children)))
    return "".join(
        mark + _line(item).rstrip("\n").replace("\n", "\n  ") + "\n"
        for mark, item in zip(marks, node.children, strict=False)
    )


def _row(node: Node) -> str:
    return " | ".join(_children(cell) for cell in node.children) + "\n"


_WRITERS: Mapping[str, Callable[[Node], str]] = {
    "paragraph": _line,
    "heading": _line,
    "bullet_list": _list,
    "ordered_list": _list,
    "code_block": lambda node: node.text.rstrip("\n") + "\n",
    "formula_block": lambda node: node.text.strip() + "\n",
    "row": _row,
    "definition_term": _line,
    "definition": lambda node: "  " + _line(node),
    "rule": lambda node: "\n",
    "text": lambda node: node.text,
    "code": lambda node: node.text,
    "formula": lambda node: node.text,
    "image": lambda node: node.get("alt"),
    "softbreak": lambda node: " ",
    "linebreak": lambda node: "\n",
    "gap": lambda node: "____",
    "footnote": lambda node: f" ({one_line(node.children)})",
}
