"""Sheets of questions → what was imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.importers.broken import Broken, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Refused
from quizgen.importers.shared.text import tell_encoding
from quizgen.importers.table import keys, kinds, own, passages
from quizgen.importers.table.cells import Sheet
from quizgen.importers.table.choices import ways
from quizgen.importers.table.common import Reading
from quizgen.importers.table.header import Column, Header, header
from quizgen.importers.table.record import Record, records

_NAMES = "name the columns, such as: question, A, B, C, D, correct – or: front, back"
_FRONT_BACK = (Column(0, "front", 0, "front"), Column(1, "back", 0, "back"))


def read(file: File, sheets: Iterable[Sheet], encoding: str = "", style: str = "") -> Imported:
    """The questions of all sheets with headings. `style` is the way in which keys name options, if known."""
    found = Gathering(file)
    tell_encoding(found, encoding)
    headed = [(sheet, header(sheet)) for sheet in sheets]
    if not any(known for _, known in headed):
        headed = [(sheet, _without(sheet, found)) for sheet, _ in headed]
    for sheet, known in headed:
        found.at(0)
        for told in sheet.told:
            found.warn(told)
        if known is None:
            found.warn(f"sheet {sheet.name} is left out: no row of it names the columns", _NAMES)
        else:
            _read_sheet(sheet, known, found, style)
    return found.imported()


def _without(sheet: Sheet, found: Gathering) -> Header:
    """The headings of a table that has none: two columns are fronts and backs. Raises Refused."""
    width = max(
        (place for row in sheet.rows for place, c in enumerate(row.cells, 1) if c.text), default=0
    )
    if width != 2:
        line = 0 if sheet.name or not sheet.rows else sheet.rows[0].number
        where = f"sheet {sheet.name}: " if sheet.name else ""
        raise Refused(f"{where}no row names the columns, and there are {width}", line, _NAMES)
    line = sheet.rows[0].number
    found.at(0 if sheet.name else line, f"sheet {sheet.name}" if sheet.name else "")
    found.warn("no row names the columns: they are taken for fronts and backs", _NAMES)
    return Header(_FRONT_BACK, "en", 0)


def _read_sheet(sheet: Sheet, known: Header, found: Gathering, style: str) -> None:
    _read_above(sheet, known, found)
    rows = list(records(sheet, known))
    sure = keys.agreed(map(ways, rows)) if not known.own else frozenset()
    reading = Reading(
        found,
        own=known.own,
        html=not known.own and any(map(_is_html, rows)),
        comma=sheet.commas or known.language in ("de", "fr", "es"),
        sure=frozenset({style}) if style else sure,
    )
    if keys.FROM_ZERO in reading.sure:
        found.at(0)
        found.warn("its numbers of right options count from 0: 0 is taken for the first option")
    for record in rows:
        _read_row(record, reading)


def _read_above(sheet: Sheet, known: Header, found: Gathering) -> None:
    """What stands above the headings: a title in a row of its own, and remarks, which stay as a note."""
    above = [
        [cell.text for cell in row.cells if cell.text]
        for row in sheet.rows[: max(0, known.first - 1)]
    ]
    filled = [texts for texts in above if texts]
    if filled and len(filled[0]) == 1 and not found.title:
        found.title = " ".join(filled.pop(0)[0].split())
    if filled:
        found.at(0, f"sheet {sheet.name}" if sheet.name else "")
        found.warn("what stands above the headings is kept as a note")
        found.keep("\n".join(" | ".join(texts) for texts in filled))


def _is_html(record: Record) -> bool:
    return passages.is_html(record.text("question", "front"))


def _read_row(record: Record, reading: Reading) -> None:
    found, row = reading.found, record.row
    where = f"sheet {record.sheet.name}, row {row.number}" if record.sheet.name else ""
    found.at(0 if record.sheet.name else row.number, where)
    try:
        _check(record)
        made = (own.question if reading.own else kinds.question)(record, reading)
    except NoQuestion as why:
        found.give_up(why, "\n".join(_words(record)), where)
        return
    _tell_dates(record, found)
    found.add(made, "\n".join(f"{name}: {text}" for name, text in record.unknown()), where)


def _check(record: Record) -> None:
    """Raise Broken for what is damaged before anything is read from it."""
    for told in (told for row in (record.row, *record.more) for told in row.wrong):
        raise Broken(told, "mend it in a spreadsheet, and save the file again")
    if not record.text("question", "front") and not record.text("image"):
        raise Broken("it has no question", "fill it in, or delete the row")
    surplus = record.surplus()
    if surplus:
        told = f"“{surplus[0][:40]}” stands in a column without a heading"
        raise Broken(told, "name the column, or put a text that holds a separator in quotes")


def _tell_dates(record: Record, found: Gathering) -> None:
    for cell in (cell for cell in record.row.cells if cell.date):
        hint = (
            "where a spreadsheet made a date of something else, such as 1/2, write it anew as text"
        )
        found.warn(f"it holds a date, which is written as {cell.text}", hint)


def _words(record: Record) -> Iterator[str]:
    """All that a row says, with its headings."""
    names = {column.place: column.name for column in record.header.columns}
    for row in (record.row, *record.more):
        for place, cell in enumerate(row.cells):
            if cell.text:
                yield f"{names[place]}: {cell.text}" if place in names else cell.text
