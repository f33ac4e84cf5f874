"""The text of an export of Anki, "Notes in Plain Text" → its notes as they stand there, with line numbers.

The lines in front that begin with # tell what is what (Anki's manual, "Text Files", "File Headers"); files
of old versions have none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from quizgen.formats import Fault

_NAMES: Final = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "pipe": "|",
    "space": " ",
}
_HEADER = re.compile(
    r"#(separator|html|columns|tags|deck|notetype|guid|if matches|"
    r"(?:tags|deck|notetype|guid) column):[ ]?(.*)",
    re.IGNORECASE,
)
_COLUMNS: Final = ("guid", "notetype", "deck", "tags")
LONGEST_FIELD: Final = 1_000_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the file says of itself.

    `html` is None where it says nothing; `columns` gives the positions, counted from 0, of "guid",
    "notetype", "deck" and "tags"; `values` what holds for all notes; `names` those of all columns.
    """

    separator: str = "\t"
    html: bool | None = None
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A note: the line where it begins, and its columns."""

    line: int
    cells: tuple[str, ...]


def has_head(text: str) -> bool:
    """Whether the text begins as such a file does."""
    return bool(_HEADER.match(text))


def read(text: str) -> tuple[Head, tuple[Row, ...], tuple[Fault, ...]]:
    """What the file says of itself, its notes, and what could not be read. Lines end in LF."""
    lines = text.split("\n")
    head = _head(lines)
    rows: list[Row] = []
    try:
        for row in _rows(lines, head):
            rows.append(row)
    except _Endless as endless:
        return head, tuple(rows), (Fault(endless.line, endless.message),)
    return head, tuple(rows), ()


class _Endless(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def _head(lines: list[str]) -> Head:
    found: dict[str, str] = {}
    count = 0
    for line in lines:
        match = _HEADER.fullmatch(line)
        if not match:
            break
        found[match[1].lower()] = match[2]
        count += 1
    separator = _NAMES.get(found.get("separator", "tab").strip().lower(), found.get("separator"))
    html = found.get("html", "").strip().lower()
    return Head(
        separator=(separator or "\t")[0],
        html=None if not html else html == "true",
        columns=MappingProxyType(dict(_positions(found))),
        values=MappingProxyType({name: found[name].strip() for name in _COLUMNS if name in found}),
        names=tuple(found["columns"].split(separator or "\t")) if "columns" in found else (),
        lines=count,
    )


def _positions(found: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for name in _COLUMNS:
        number = found.get(f"{name} column", "").strip()
        if number.isascii() and number.isdecimal() and int(number[:4]) > 0:
            yield name, int(number[:4]) - 1


def _rows(lines: list[str], head: Head) -> Iterator[Row]:
    """Comments and empty lines between notes are left out."""
    csv.field_size_limit(LONGEST_FIELD)
    rest = (f"{line}\n" for line in lines[head.lines :])
    reader = csv.reader(rest, delimiter=head.separator, strict=False)
    line = head.lines + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            told = f"here a text begins that has more than {LONGEST_FIELD:,} characters"
            raise _Endless(line, told) from None
        end = head.lines + reader.line_num
        if end >= len(lines) and _unended(lines[line - 1 :]):
            raise _Endless(line, "here a text in quotation marks begins, which has no end")
        if any(cell.strip() for cell in cells) and not lines[line - 1].startswith("#"):
            yield Row(line, tuple(cells))
        line = end + 1


def _unended(lines: list[str]) -> bool:
    """Whether a note that goes to the end of the file does so for want of a quotation mark."""
    return len(lines) > 1 and sum(line.count('"') for line in lines) % 2 == 1
