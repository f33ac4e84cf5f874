"""The rows of a sheet → what its columns hold, as its row of headings says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quizgen.importers.importer import Refused
from quizgen.importers.table.cells import Row, Sheet
from quizgen.importers.table.words import Heading, heading, languages, simple

LOOKED_AT: Final = 20
"""Rows, above which there may be a title and remarks for readers."""

ASKED: Final = frozenset({"question", "front"})
ANSWERED: Final = frozenset({"answer", "back", "option", "options", "wrong", "key"})
_ONCE = ("question", "kind", "points", "id", "difficulty", "answer", "language")
_OWN = frozenset({"several", "case", "rubric"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column, counted from 0, what it holds, and its heading as it stands there."""

    place: int
    role: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Header:
    """The columns with headings; `first` is the first row below them, from 0 among the rows of the sheet.

    `own` tells that it is a table that quizgen wrote (docs/tables.md).
    """

    columns: tuple[Column, ...]
    language: str
    first: int
    own: bool = False

    def has(self, *roles: str) -> bool:
        """Whether there is a column for one of these."""
        return any(column.role in roles for column in self.columns)


def header(sheet: Sheet) -> Header | None:
    """The headings, or None where no row names a question and something besides. Raises Refused."""
    for place, row in enumerate(sheet.rows[:LOOKED_AT]):
        found = max((_read(row, each) for each in languages()), key=_known)
        if _tells(found):
            _check(found, row)
            return replace(found, first=place + 1)
    return None


def surely(found: Header) -> bool:
    """Whether the headings leave no doubt that there are questions with answers below."""
    return found.has(*ASKED) and found.has(*ANSWERED)


def _tells(found: Header) -> bool:
    known = [column for column in found.columns if column.role]
    return found.has(*ASKED) and len(known) > 1


def _known(found: Header) -> int:
    return sum(bool(column.role) for column in found.columns)


def _read(row: Row, language: str) -> Header:
    texts = [(place, cell.text) for place, cell in enumerate(row.cells) if cell.text]
    found = [(place, text, heading(text, language)) for place, text in texts]
    letters = {h.number for _, text, h in found if h and h.role == "option" and _is_bare(text)}
    columns = [_column(each, letters) for each in found]
    roles = frozenset(column.role for column in columns)
    return Header(tuple(_several(columns)), language, 0, own=roles >= _OWN and "kind" in roles)


def _is_bare(text: str) -> bool:
    return len(simple(text)) <= 2


def _column(found: tuple[int, str, Heading | None], letters: set[int]) -> Column:
    """A heading that is a mere letter or number is that of an option only where there are others."""
    place, text, known = found
    if simple(text) == "a" and 2 in letters:
        known = Heading("option", 1)
    elif known and known.role == "option" and _is_bare(text) and not letters & {2}:
        known = None
    return Column(place, known.role if known else "", known.number if known else 0, text)


def _several(columns: Sequence[Column]) -> Iterator[Column]:
    """Several columns headed Answer are options, several headed Correct tell of each option."""
    counts = Counter((column.role, column.number) for column in columns)
    seen: Counter[str] = Counter()
    for column in columns:
        twice = counts[column.role, column.number] > 1 and not column.number
        if twice and column.role in ("answer", "option", "wrong", "key"):
            seen[column.role] += 1
            role = "option" if column.role == "answer" else column.role
            yield replace(column, role=role, number=seen[column.role])
        else:
            yield column


def _check(found: Header, row: Row) -> None:
    for role in _ONCE:
        names = [column.name for column in found.columns if column.role == role]
        if len(names) > 1:
            told = f"two columns, {names[0]} and {names[1]}, say the same"
            raise Refused(told, row.number, "rename or delete one of them")
