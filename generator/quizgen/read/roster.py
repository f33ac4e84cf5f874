"""students.csv → the candidates who get a paper of their own."""

from __future__ import annotations

import csv
from difflib import get_close_matches

from quizgen.model import Candidate, Place
from quizgen.problem import Problem
from quizgen.read.source import decode

MOST_CANDIDATES = 100_000
LONGEST_VALUE = 200
_NAMES = frozenset({"name", "full name", "student", "candidate", "vollständiger name"})
_GIVEN = frozenset({"first name", "given name", "firstname", "forename", "vorname"})
_FAMILY = frozenset({"last name", "family name", "surname", "lastname", "nachname", "familienname"})
_IDS = frozenset(
    {
        "id",
        "number",
        "student id",
        "id number",
        "idnumber",
        "matriculation number",
        "matrikelnummer",
    }
)

_Columns = tuple[tuple[int, ...], int | None]


def read_roster(path: str, data: bytes) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """The candidates of a CSV file, in its order.

    The first line names the columns: a name (or given and family name) and, if wanted, an id. Columns
    are divided by commas, semicolons or tabs. Ids are text: 0012 and 12 are two people.
    """
    source, problems = decode(path, data)
    if problems:
        return (), problems
    open_quote = _open_quote(path, source.text)
    if open_quote:
        return (), (open_quote,)
    rows, problems = _rows(path, source.text)
    if problems:
        return (), problems
    if not rows:
        return (), (Problem(Place(path), "this roster is empty", _HINT),)
    header = [cell.strip().lower() for cell in rows[0][1]]
    if doubled := _doubled(header):
        return (), (Problem(Place(path, rows[0][0]), *doubled),)
    columns = _columns(header)
    if columns is None:
        return (), (_no_name(path, rows[0][1]),)
    return _candidates(path, rows[1:], columns, len(rows[0][1]))


_ANEW = "export the list anew as CSV"
_HINT = "the first line names the columns, such as: id,name"


_Row = tuple[int, list[str]]
"""Number of the line (from 1) and the cells of a row."""


def _rows(path: str, text: str) -> tuple[list[_Row], tuple[Problem, ...]]:
    """The rows that are not empty; each stands on one line."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.split("\n"), delimiter=delimiter, strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        problem = Problem(Place(path, reader.line_num), f"this is no CSV: {error}", _ANEW)
        return [], (problem,)
    return rows, ()


def _open_quote(path: str, text: str) -> Problem | None:
    """A cell that goes over the end of its line: a quote was not closed, or names hold line ends."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count('"') % 2:
            message = "a quotation mark opens here that is not closed in the same line"
            return Problem(
                Place(path, number, line.find('"') + 1), message, "close it or delete it"
            )
    return None


def _doubled(header: list[str]) -> tuple[str, str] | None:
    """What to tell of two columns for one thing: nobody guesses which is meant."""
    for names in (_NAMES, _GIVEN, _FAMILY, _IDS):
        found = [cell for cell in header if cell in names]
        if len(found) > 1:
            return f"two columns, {' and '.join(found[:2])}, say the same", "delete one of them"
    return None


def _columns(header: list[str]) -> _Columns | None:
    """The columns of the name's parts, and that of the id."""

    def find(names: frozenset[str]) -> int | None:
        return next((i for i, cell in enumerate(header) if cell in names), None)

    whole, given, family = find(_NAMES), find(_GIVEN), find(_FAMILY)
    parts = (whole,) if whole is not None else (given, family)
    found = tuple(part for part in parts if part is not None)
    return (found, find(_IDS)) if found else None


def _no_name(path: str, header: list[str]) -> Problem:
    shown = ", ".join(cell.strip() for cell in header)
    near = [cell for cell in header if get_close_matches(cell.strip().lower(), _NAMES, 1)]
    hint = f"rename {near[0].strip()!r} to name" if near else _HINT
    return Problem(Place(path, 1), f"no column holds the name; the columns are: {shown}", hint)


def _candidates(
    path: str, rows: list[tuple[int, list[str]]], columns: _Columns, width: int
) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    found: dict[str, tuple[int, Candidate]] = {}
    problems: list[Problem] = []
    for line, row in rows:
        candidate = _candidate(row, columns, line)
        problem = _surplus(path, line, row, width) or _problem(path, line, candidate, found)
        if problem:
            problems.append(problem)
        else:
            found[candidate.id] = (line, candidate)
    if not found and not problems:
        problems.append(Problem(Place(path), "this roster names nobody", _HINT))
    if len(found) > MOST_CANDIDATES:
        problems.append(Problem(Place(path), f"more than {MOST_CANDIDATES} candidates"))
    return tuple(candidate for _, candidate in found.values()), tuple(problems)


def _candidate(row: list[str], columns: _Columns, line: int) -> Candidate:
    names, id_column = columns

    def cell(column: int) -> str:
        return " ".join(row[column].split()) if column < len(row) else ""

    name = " ".join(filter(None, map(cell, names)))
    return Candidate(cell(id_column) if id_column is not None else f"{line - 1}", name)


def _surplus(path: str, line: int, row: list[str], width: int) -> Problem | None:
    """A cell too many: a name was cut in two by a comma of its own."""
    if not any(cell.strip() for cell in row[width:]):
        return None
    message = f"this line has {len(row)} cells, but the first line names {width} columns"
    return Problem(
        Place(path, line), message, 'put a name that holds a comma in quotes: "Miller, Ann"'
    )


def _problem(
    path: str, line: int, candidate: Candidate, found: dict[str, tuple[int, Candidate]]
) -> Problem | None:
    place = Place(path, line)
    if not candidate.name:
        return Problem(place, "this line has no name", "delete the line or fill in the name")
    if not candidate.id:
        return Problem(place, f"{candidate.name} has no id", "fill in the id")
    if max(len(candidate.name), len(candidate.id)) > LONGEST_VALUE:
        return Problem(place, f"a name or id is longer than {LONGEST_VALUE} characters")
    if candidate.id in found:
        before = found[candidate.id][0]
        message = f"the id {candidate.id} stands in line {before} too"
        return Problem(place, message, "two people cannot have the same id")
    return None
