"""Text with cells between commas, semicolons or tabs (RFC 4180, and what Excel makes of it) → a sheet."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from quizgen.importers.importer import Refused
from quizgen.importers.table.cells import Cell, Row, Sheet, unguarded

_SEPARATORS = ",;\t"
_SAID = re.compile(r"""["']?sep=(.)["']?[,;\t]*\n""", re.IGNORECASE)
_LOOKED_AT, _ROWS_LOOKED_AT = 200_000, 200
"""Characters and rows."""

_LARGEST = 2**31 - 1
"""Characters of a cell; the module's own limit is smaller, and the same for all that read with it."""

_QUOTES = 'within quotation marks write each quotation mark twice: "so ""called"" waves"'


def sheet(text: str, strict: bool = True, guarded: bool = True) -> Sheet:
    """The rows of a text with LF line ends; if `strict`, raises Refused where its quotation marks do not fit.

    `guarded` tells that apostrophes may stand before what could be a formula.
    """
    first, said = 1, ""
    named = _SAID.match(text)
    if named:
        first, text, said = 2, text[named.end() :], named[1]
    clean, separator = unguarded if guarded else str, said or _separator(text)
    rows = tuple(
        Row(number, tuple(Cell(clean(cell).strip()) for cell in cells))
        for number, cells in _rows(text, separator, first, strict)
    )
    # Where numbers have commas, spreadsheets put semicolons between cells.
    return Sheet(rows, commas=separator == ";")


def _separator(text: str) -> str:
    """What stands between the cells: what fits the quotation marks, and makes the most rows equally wide."""
    return max(_SEPARATORS, key=lambda each: _fit(text, each))


def _fit(text: str, separator: str) -> tuple[bool, int, int]:
    """Whether quotation marks fit, and how many of the first rows have the commonest number of cells."""
    widths: Counter[int] = Counter()
    fits = True
    try:
        for row in islice(_reader(text[:_LOOKED_AT], separator, strict=True), _ROWS_LOOKED_AT):
            widths[len(row)] += any(map(str.strip, row))
    except csv.Error as error:
        fits = "unexpected end" in str(error)  # perhaps it is cut off here
    del widths[1]
    width, rows = widths.most_common(1)[0] if widths else (0, 0)
    return fits and rows > 0, rows, width


def _reader(text: str, separator: str, strict: bool) -> Any:
    """The reader of the csv module, which counts lines in `line_num`."""
    csv.field_size_limit(_LARGEST)
    lines = (f"{line}\n" for line in text.split("\n"))
    return csv.reader(lines, delimiter=separator, strict=strict)


def _rows(text: str, separator: str, first: int, strict: bool) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with the lines in which they begin."""
    reader = _reader(text, separator, strict)
    while True:
        number = reader.line_num + first
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Refused(_told(error), number, _QUOTES) from None
        if cells is None:
            return
        if any(map(str.strip, cells)):
            yield number, cells


def _told(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "a quotation mark opens in this row that is never closed"
    return "the quotation marks in this row do not fit: text stands behind a closing one"
