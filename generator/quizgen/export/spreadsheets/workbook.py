"""Rows of cells → an xlsx workbook of one sheet: the same bytes always, all text as text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

Cell = str | int
"""Text, or a number; an empty text is no cell."""

CREATED: Final = datetime(2000, 1, 1)
"""The date in the file: no clock may be asked."""

_WIDTH = 30


def workbook(rows: Iterable[Sequence[Cell]], row: int = 0, column: int = 0) -> bytes:
    """The workbook; its first cell stands in that row and column, counted from 0.

    Text keeps the format of text, so that nothing becomes a formula even when the cell is edited.
    """
    import xlsxwriter  # takes a while to load

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        text = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True})
        sheet = book.add_worksheet("Sheet1")
        for number, cells in enumerate(rows, row):
            sheet.set_column(column, column + len(cells) - 1, _WIDTH)
            for place, cell in enumerate(cells, column):
                if isinstance(cell, int):
                    sheet.write_number(number, place, cell)
                elif cell and sheet.write_string(number, place, cell, text):
                    raise ValueError("a text too long for a cell")
    return file.getvalue()
