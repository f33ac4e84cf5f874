"""What a game's table must say of a question, told from its nodes: facts to compare."""

from __future__ import annotations

from quizgen.export.spreadsheets.sheet import Cells
from quizgen.export.spreadsheets.words import bare, words
from quizgen.labels import labels
from quizgen.model import Asked, Choice, Markup, Node, TrueFalse


def shown(markup: Markup) -> str:
    """The words of a passage without the addresses of its links."""
    return words(tuple(map(_unlinked, markup)))


def _unlinked(node: Node) -> Node:
    attributes = () if node.kind == "link" else node.attributes
    return Node(node.kind, node.text, tuple(map(_unlinked, node.children)), attributes)


def options(asked: Asked) -> tuple[tuple[str, bool], ...]:
    """The words of each option, and whether it is right."""
    question = asked.question
    if isinstance(question, TrueFalse):
        names = labels(question.language).print
        return (bare(names["true"]), question.answer), (bare(names["false"]), not question.answer)
    if not isinstance(question, Choice):
        return ()
    found = question.options
    if any(option.pin for option in found):
        found = tuple(found[place] for place in asked.order)
    return tuple((shown(option.text), option.right) for option in found)


def row(cells: Cells, number: int, first: int, width: int) -> tuple[str, ...]:
    """The cells of a row as text, from the column `first` on."""
    return tuple(str(cells.get((number, first + place), "")) for place in range(width))


def marked(texts: tuple[str, ...], right: str) -> tuple[tuple[str, bool], ...]:
    """The options of a row: those that are no empty cells, and whether their number is among the right."""
    places = {int(place) for place in right.split(",") if place}
    filled = [text for text in texts if text]
    if texts[: len(filled)] != tuple(filled) or not places <= set(range(1, len(filled) + 1)):
        raise ValueError(f"options that are not there: {texts}, {right}")
    return tuple((bare(text), place in places) for place, text in enumerate(filled, 1))


def last_row(cells: Cells) -> int:
    """The last row in which there is something."""
    return max(number for number, _ in cells)
