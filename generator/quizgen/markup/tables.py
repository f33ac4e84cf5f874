"""Tables → the same, with a problem for each row that has more cells than the head: Markdown drops them."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_block.table import table as plain_table
from markdown_it.token import Token

from quizgen.model import Place
from quizgen.problem import Problem


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table as Markdown has it; meta["surplus"] is how many cells of a row it leaves out."""
    before = len(state.tokens)
    found = plain_table(state, start, end, silent)
    made = state.tokens[before:]
    columns = sum(token.type == "th_open" for token in made)
    for token in made:
        if token.type == "tr_open" and token.map:
            token.meta["surplus"] = len(_cells(getLine(state, token.map[0]))) - columns
    return found


def _cells(line: str) -> list[str]:
    """The cells of a row, without empty ones at its end."""
    cells = escapedSplit(line.strip().removeprefix("|"))
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def surplus(token: Token, place: Place) -> Iterator[Problem]:
    """A problem if this token begins a row of which something would be lost."""
    if token.meta.get("surplus", 0) > 0:
        message = "this row has more cells than the head of its table, and they would be left out"
        yield Problem(place, message, "write \\| for a bar within a cell, or give the head as many")
