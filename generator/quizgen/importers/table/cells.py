"""What tables are made of, whatever file they stand in: sheets of rows of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.model import Markup

_STARTS = "=+\\-@＝＋－＠\t\r'"
_BLANKS = "[ \u00a0\u3000]*"
_GUARD = re.compile(f"^'(?={_BLANKS}[{_STARTS}])|(?<=[;\t\r\n])'(?={_BLANKS}[{_STARTS}\"])")
"""An apostrophe that keeps spreadsheets from computing (`export/spreadsheets/harmless.py`)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as its spreadsheet shows it.

    `marked` are the inline nodes of text that is partly bold, raised and the like. `number` tells
    that a workbook holds it as a number, `date` that it does so as a date.
    """

    text: str = ""
    marked: Markup = ()
    number: bool = False
    date: bool = False


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty; `number` is that of its line or row, from 1; `wrong` is what is damaged."""

    number: int
    cells: tuple[Cell, ...]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, or of a sheet of a workbook, which has a name.

    `merged` gives for the row and column (from 0) of a cell that is part of a larger one the text of the
    latter. `told` are warnings about the whole sheet; `commas` says that numbers surely have commas.
    """

    rows: tuple[Row, ...]
    name: str = ""
    merged: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    commas: bool = False


def unguarded(text: str) -> str:
    """The text without the apostrophes that keep it from being a formula."""
    return _GUARD.sub("", text) if "'" in text else text
