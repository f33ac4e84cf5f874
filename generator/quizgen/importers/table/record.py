"""A row below headings → its cells by what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.importers.table.cells import EMPTY, Cell, Row, Sheet
from quizgen.importers.table.header import Header

_SPREAD = frozenset({"topic", "tags", "deck", "language", "difficulty", "points", "kind"})
"""What a merged cell says of all its rows."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row, or several that make one question."""

    header: Header
    row: Row
    sheet: Sheet
    more: tuple[Row, ...] = ()

    def cell(self, *roles: str) -> Cell:
        """The first cell for one of these that is not empty."""
        return next((cell for role in roles for _, cell in self.cells(role)), EMPTY)

    def text(self, *roles: str) -> str:
        """What that cell says."""
        return self.cell(*roles).text

    def cells(self, role: str) -> Iterator[tuple[int, Cell]]:
        """The cells for this that are not empty, with the numbers of their columns."""
        for column in self.header.columns:
            if column.role == role:
                found = self._at(column.place, role)
                if found.text:
                    yield column.number, found

    def unknown(self) -> Iterator[tuple[str, str]]:
        """The headings that say nothing to us, with what stands below them."""
        for column in self.header.columns:
            if not column.role and (text := self._at(column.place, "").text):
                yield column.name, text

    def surplus(self) -> list[str]:
        """What stands where there is no heading; numbers of rows at their beginning are none."""
        headed = {column.place for column in self.header.columns}
        cells = enumerate(self.row.cells)
        return [
            cell.text
            for place, cell in cells
            if cell.text
            and place not in headed
            and not (place < min(headed) and cell.text.rstrip(".").isdecimal())
        ]

    def _at(self, place: int, role: str) -> Cell:
        cells = self.row.cells
        if place < len(cells) and cells[place].text:
            return cells[place]
        if role in _SPREAD:
            return self.sheet.merged.get((self.row.number, place), EMPTY)
        return EMPTY


def records(sheet: Sheet, header: Header) -> Iterator[Record]:
    """The questions of a sheet. Rows without a question that name further options belong to that above."""
    gathered: list[Row] = []
    for row in sheet.rows[header.first :]:
        if gathered and _goes_on(Record(header, row, sheet), header):
            gathered.append(row)
            continue
        if gathered:
            yield Record(header, gathered[0], sheet, tuple(gathered[1:]))
        gathered = [row]
    if gathered:
        yield Record(header, gathered[0], sheet, tuple(gathered[1:]))


def _goes_on(record: Record, header: Header) -> bool:
    asked = record.text("question", "front")
    return not asked and bool(record.text("option", "options", "answer")) and is_tall(header)


def is_tall(header: Header) -> bool:
    """Whether options stand below each other: one column for them, and perhaps one that marks the right."""
    options = [c for c in header.columns if c.role in ("option", "options", "answer")]
    return len(options) == 1 and header.has("key")
