"""The bytes of an .xlsx workbook → its sheets (ECMA-376, part 1, 18.3), read under the limits of archives.

Formulas are never computed: their values are those that the spreadsheet saved with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from quizgen.importers.importer import Refused
from quizgen.importers.shared.archive import Archive
from quizgen.importers.table.cells import EMPTY, Cell, Row, Sheet
from quizgen.importers.table.rich import plain_text, rich

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200

_WORKBOOK = b"xl/workbook.xml"
_DOCTYPES = ("<!DOCTYPE", "<!ENTITY")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_AGAIN = "open it in a spreadsheet and save it again as .xlsx"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_WITHOUT_VALUE = re.compile(
    rb'<(?:\w+:)?c r="[A-Z]+(\d+)"[^>]*>\s*<(?:\w+:)?f(?:/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_LARGEST_MERGED = 10_000
"""Cells of a merged one that are filled."""


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are likely to be one."""
    return data.startswith(b"PK\x03\x04") and _WORKBOOK in data


def sheets(data: bytes, most_rows: int = MOST_ROWS) -> Iterator[Sheet]:
    """The sheets that have rows; of larger ones the first `most_rows`. Raises Refused."""
    archive = Archive(data)
    _check(archive)
    book = _opened(data)
    for sheet in book.worksheets:
        source = _source(archive, sheet)
        rows = tuple(_rows(sheet, _formulas(source), most_rows))
        if rows:
            told = tuple(_pictures(archive)) if sheet is book.worksheets[0] else ()
            yield Sheet(rows, str(sheet.title), _merged(source, rows), told)


def _check(archive: Archive) -> None:
    """Refuse XML with a document type: entities could make it read other files, or grow without end."""
    marks = tuple(mark.encode(code) for mark in _DOCTYPES for code in _ENCODINGS)
    for name in archive.names:
        if name.endswith((".xml", ".rels")) and any(mark in archive.read(name) for mark in marks):
            raise Refused(f"the file {name} in it has a document type (<!DOCTYPE …>)", 0, _AGAIN)


def _opened(data: bytes) -> Workbook:
    import openpyxl  # takes a while to load

    try:
        return openpyxl.load_workbook(
            BytesIO(data), read_only=True, data_only=True, rich_text=True, keep_links=False
        )
    except Exception as error:  # whatever the library stumbles at in a file from anywhere
        raise Refused(f"it is a damaged workbook: {_said(error)}", 0, _AGAIN) from None


def _said(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:100].strip("'\"") or type(error).__name__


def _source(archive: Archive, sheet: Any) -> bytes:
    """The bytes of the sheet: what the library does not tell in this mode is looked for in them."""
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    return archive.read(path) if path in archive else b""


def _rows(sheet: Any, formulas: frozenset[int], most: int) -> Iterator[Row]:
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(max_row=most + 1), start=1):
            if number > most:
                if most == MOST_ROWS:
                    raise Refused(f"sheet {sheet.title} has more than {MOST_ROWS:,} rows")
                return
            row = _row(number, cells[:MOST_COLUMNS], number in formulas)
            if row.wrong or any(cell.text for cell in row.cells):
                yield row
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"sheet {sheet.title} is damaged: {_said(error)}", 0, _AGAIN) from None


def _row(number: int, cells: tuple[Any, ...], unsaved: bool) -> Row:
    wrong = [f"the formula in {c.coordinate} gives {c.value}" for c in cells if c.data_type == "e"]
    if unsaved:
        wrong.append("a formula in it has no value, for it was never computed")
    return Row(number, tuple(map(_cell, cells)), tuple(wrong))


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if isinstance(value, list):
        marked = rich(value)
        return Cell(plain_text(marked).strip(), marked)
    if isinstance(value, bool):
        return Cell(str(value).upper())
    if isinstance(value, int | float):
        return Cell(_number(value, str(cell.number_format)), number=True)
    if isinstance(value, date | time | timedelta):
        return Cell(_date(value), date=True)
    return Cell(str(value).replace("_x000D_", "").replace("\r\n", "\n").strip())


def _number(value: float, shown: str) -> str:
    """The number as spreadsheets show it: with 15 digits at most, and percent where it is formatted so."""
    percent = "%" in shown
    decimal = Decimal(f"{value:.15g}") * (100 if percent else 1)
    if not decimal.is_finite():
        return str(value)
    text = f"{decimal.normalize():f}" if abs(decimal.adjusted()) < 16 else f"{decimal.normalize()}"
    return f"{text}%" if percent else text


def _date(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else f"{value.date()}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _formulas(source: bytes) -> frozenset[int]:
    """The rows in which a formula has no saved value."""
    return frozenset(int(found[1]) for found in _WITHOUT_VALUE.finditer(source))


def _merged(source: bytes, rows: tuple[Row, ...]) -> Mapping[tuple[int, int], Cell]:
    by_number = {row.number: row.cells for row in rows}
    found: dict[tuple[int, int], Cell] = {}
    for match in _MERGED.finditer(source):
        left, right = _column(match[1]), min(_column(match[3]), MOST_COLUMNS)
        top, bottom = int(match[2]), min(int(match[4]), rows[-1].number)
        cells = by_number.get(top, ())
        if left < len(cells) and (right - left + 1) * (bottom - top + 1) <= _LARGEST_MERGED:
            places = ((row, at) for row in range(top, bottom + 1) for at in range(left, right + 1))
            found |= dict.fromkeys(places, cells[left])
    return found


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + letter - ord("A") + 1
    return column - 1


def _pictures(archive: Archive) -> Iterator[str]:
    number = sum(name.startswith("xl/media/") for name in archive.names)
    if number:
        yield (
            f"{number} pictures in the workbook are left out: save them beside it and name them in a"
            " column “image”"
        )
