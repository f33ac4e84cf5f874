"""Nodes → the letters that a reader of them sees, told without any HTML, to compare HTML with."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.model import Markup, Node

Show = Callable[[Node], str]


def seen(markup: Markup, formula: Show, gap: Show) -> str:
    """The text, then the notes to the signs in it; two functions tell what formulas and gaps show."""
    notes: list[str] = []
    body = "".join(_node(node, notes, formula, gap) for node in markup)
    return body + "".join(f"{number}{note}" for number, note in enumerate(notes, start=1))


def squeezed(text: str) -> str:
    """The text without blanks and without joiners, which nobody sees."""
    return "".join(text.split()).translate(_UNSEEN)


_UNSEEN = {ord(character): None for character in "\N{WORD JOINER}\N{ZERO WIDTH SPACE}"}


def _node(node: Node, notes: list[str], formula: Show, gap: Show) -> str:
    if node.kind == "footnote":
        notes.append(seen(node.children, formula, gap))
        return str(len(notes))
    if node.kind in {"formula", "formula_block"}:
        return formula(node)
    if node.kind == "gap":
        return gap(node)
    return node.text + "".join(_node(child, notes, formula, gap) for child in node.children)
