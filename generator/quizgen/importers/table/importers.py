"""Which tables are recognised, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.shared.text import decoded, start
from quizgen.importers.table import delimited, keys
from quizgen.importers.table.cells import Row, Sheet
from quizgen.importers.table.header import LOOKED_AT, Header, header, surely
from quizgen.importers.table.reading import read
from quizgen.importers.table.workbook import is_workbook, sheets

_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_START = 20_000
"""Characters of a text that are looked at."""

_MARKDOWN = re.compile(r"^(?:---$|#{1,6} |\s*\|.*\|\s*$|```)", re.MULTILINE)


def _is_table(file: File) -> bool:
    if is_workbook(file.data):
        return True
    text = _text(file)
    if "\0" in text or (file.suffix not in _SUFFIXES and _MARKDOWN.search(text)):
        return False
    try:
        sheet = delimited.sheet(text, strict=False)
        found = header(sheet)
    except Refused:
        return file.suffix in _SUFFIXES
    if file.suffix in _SUFFIXES:
        return len(sheet.rows) > 0 and _width(sheet) > 1
    return _is_sure(found, sheet)


def _text(file: File) -> str:
    """The first rows of a text, whole lines of them."""
    text = start(file, 4 * _START)
    return text[:_START].rpartition("\n")[0] if len(text) > _START else text


def _is_sure(found: Header | None, sheet: Sheet) -> bool:
    """Whether there are headings without doubt, first of all, and below them rows that have as many cells."""
    if found is None or not surely(found) or found.first != 1:
        return False
    below = sheet.rows[1:]
    wide = [row for row in below if len(row.cells) == len(sheet.rows[0].cells)]
    return bool(below) and 2 * len(wide) > len(below)


def _width(sheet: Sheet) -> int:
    return max(len(row.cells) for row in sheet.rows)


def _read_table(file: File) -> Imported:
    return _read(file)


def _read(file: File, style: str = "") -> Imported:
    if is_workbook(file.data):
        found = list(sheets(file.data))
        if not found:
            raise Refused("its sheets are empty", 0, "save the workbook again, with its questions")
        return read(file, found, style=style)
    text, encoding = decoded(file.data)
    if "\0" in text:
        raise Refused("it is no text", 0, "save it as CSV or .xlsx")
    sheet = delimited.sheet(text)
    if not sheet.rows:
        raise Refused("it has no rows", 0, "export it again")
    return read(file, (sheet,), encoding, style)


def _headings(file: File) -> Iterable[tuple[str, ...]]:
    """The first rows of a workbook's first sheet, as text."""
    if not is_workbook(file.data):
        return ()
    try:
        first: list[Sheet] = list(islice(sheets(file.data, LOOKED_AT), 1))
    except Refused:
        return ()
    return map(_texts, first[0].rows if first else ())


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells)


def _is_kahoot(file: File) -> bool:
    """Its template has a heading that begins so, with the limit behind it."""
    return any(
        any(text.startswith("Question - max") for text in row)
        and any(text.startswith("Time limit") for text in row)
        for row in _headings(file)
    )


def _is_wayground(file: File) -> bool:
    wanted = {"Question Text", "Question Type", "Option 1", "Correct Answer", "Time in seconds"}
    return any(wanted <= set(row) for row in _headings(file))


def _read_numbered(file: File) -> Imported:
    """In these, keys are always numbers."""
    return _read(file, keys.NUMBER)


KAHOOT = Importer("kahoot", "workbooks of Kahoot!", _is_kahoot, _read_numbered)
WAYGROUND = Importer("wayground", "workbooks of Wayground (Quizizz)", _is_wayground, _read_numbered)
TABLE = Importer("table", "tables: CSV, TSV, Excel (.xlsx)", _is_table, _read_table)
