"""Lines pasted from a table, with tabs, bars or wide gaps between the cells → its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.importers.notes.inline import inline
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import marked
from quizgen.model import Node

_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*\|?")
_GAP = re.compile(r" {3,}")
_BAR = re.compile(r"(?<!\\)\|")


def rows_of(lines: Sequence[Line]) -> int:
    """How many lines at the start are the rows of one table; 0 where there is none, of two rows at least."""
    if len(lines) < 2:
        return 0
    wanted = columns(lines[0])
    number = 0
    while number < len(lines) and wanted > 1:
        line = lines[number]
        found = columns(line)
        # Empty cells at the end may be lost; a row of another table stands apart.
        fits = found == wanted or (
            1 < found < wanted and "\t" in line.text and not line.after_blank
        )
        if not (is_rule(line) or fits):
            break
        number += 1
    return number if sum(not is_rule(line) for line in lines[:number]) > 1 else 0


def is_rule(line: Line) -> bool:
    """Whether the line is that between the head of a Markdown table and its rows."""
    return (
        "-" in line.text
        and bool(_RULE.fullmatch(line.text))
        and ("|" in line.text or "+" in line.text)
    )


def cells(line: Line) -> list[str]:
    """The cells of a row."""
    text = line.text
    if "\t" in text:
        return [cell.strip() for cell in text.split("\t")]
    if _is_piped(text):
        inner = text.removeprefix("|").removesuffix("|")
        return [cell.strip().replace("\\|", "|") for cell in _BAR.split(inner)]
    return [cell.strip() for cell in _GAP.split(text)]


def _is_piped(text: str) -> bool:
    """Whether bars divide cells: one begins the line, or each has blanks around it."""
    return text.startswith("|") or (" | " in text and "||" not in text)


def columns(line: Line) -> int:
    """How many cells a line has; 0 where it is no row."""
    text = line.text
    if line.block or ("\t" not in text and not _is_piped(text) and not _GAP.search(text)):
        return 0
    if marked(text).kind == "letter":
        return 0
    return len(cells(line))


def table(lines: Sequence[Line], markdown: bool) -> Node:
    """A table as it stands in a text; its first row is the head."""
    rows = [cells(line) for line in lines if not is_rule(line)]
    return Node("table", children=tuple(_row(row, not i, markdown) for i, row in enumerate(rows)))


def _row(row: Sequence[str], header: bool, markdown: bool) -> Node:
    attributes = (("header", "true"),) if header else ()
    return Node(
        "row",
        children=tuple(
            Node("cell", children=inline(cell, markdown) if cell else (), attributes=attributes)
            for cell in row
        ),
    )
