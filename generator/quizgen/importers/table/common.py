"""What the kinds of questions share: the sheet that is read, and the fields that all of them have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from quizgen.importers.gathering import Gathering
from quizgen.importers.shared.remarks import notes
from quizgen.importers.table import marks, passages
from quizgen.importers.table.cells import Cell
from quizgen.importers.table.record import Record
from quizgen.importers.table.words import words
from quizgen.model import Criterion, Markup, Node, Note

_MOST_POINTS = 1000
_LIST = re.compile(r"\s*[,;|\n]\s*")
_WEIGHT = re.compile(r"\s*\((?P<points>\d+(?:[.,]\d+)?)\s*[^\W\d_]*\.?\)\s*$")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BULLET = re.compile(r"^[•*-]\s+")
_MERE_NUMBER = re.compile(r"[\d.,]+")


@dataclass
class Reading:
    """How the cells of a sheet are read: as our own table's, as HTML, as plain text.

    `sure` are the ways in which its keys name options (`keys.agreed`).
    """

    found: Gathering
    own: bool = False
    html: bool = False
    comma: bool = False
    sure: frozenset[str] = field(default_factory=frozenset)

    def passage(self, cell: Cell) -> Markup:
        """The nodes of a cell."""
        if not cell.text:
            return ()
        if self.own:
            return marks.passage(cell.text)
        return passages.of(self.shown(cell), self.html, self.found.warn)

    def shown(self, cell: Cell) -> Cell:
        """A number with the decimal sign of the table's language."""
        return Cell(cell.text.replace(".", ",")) if cell.number and self.comma else cell


def fields(record: Record, reading: Reading) -> dict[str, Any]:
    """The fields that questions of all kinds have, apart from the stem's gaps."""
    identifier = record.text("id")
    return {
        "id": "" if _MERE_NUMBER.fullmatch(identifier) and not reading.own else identifier,
        "stem": _stem(record, reading),
        "topic": record.text("topic"),
        "language": _language(record),
        "tags": _tags(record),
        "points": _points(record, reading),
        **_difficulty(record),
        "hints": _hints(record, reading),
        "notes": _notes(record, reading),
        "rubric": _rubric(record, reading),
    }


def _stem(record: Record, reading: Reading) -> Markup:
    stem = _headed(reading.passage(record.cell("question", "front")))
    image = record.text("image")
    if not image:
        return stem
    named = {"alt": record.text("alt"), "src": image}
    attributes = tuple((name, value) for name, value in named.items() if value)
    return (*stem, Node("paragraph", children=(Node("image", attributes=attributes),)))


def _language(record: Record) -> str:
    """What a column says, else the language of the headings."""
    said = record.text("language")
    return said if _TAG.fullmatch(said) else record.header.language


def _headed(stem: Markup) -> Markup:
    """The stem with its first line apart: that becomes the heading of the card."""
    first = stem[0] if stem else Node("paragraph")
    ends = [n for n, node in enumerate(first.children) if node.kind == "linebreak"]
    if first.kind != "paragraph" or not ends:
        return stem
    parts = first.children[: ends[0]], first.children[ends[0] + 1 :]
    return (*(replace(first, children=part) for part in parts if part), *stem[1:])


def _tags(record: Record) -> tuple[str, ...]:
    found = [tag.lstrip("#") for tag in _LIST.split(record.text("tags"))]
    level = record.text("difficulty")
    if level and _share(level) is None and level.casefold() not in words().difficulty:
        found.append(f"level {level}" if level.isdecimal() else level)
    return tuple(dict.fromkeys(filter(None, found)))


def _points(record: Record, reading: Reading) -> Decimal:
    text = record.text("points")
    found = number(text)
    if text and (found is None or not 0 < found <= _MOST_POINTS):
        reading.found.warn(f"its points are “{text}”: it gets the deck's", "write a number above 0")
        return Decimal(1)
    return found or Decimal(1)


def number(text: str) -> Decimal | None:
    """A plain number with a point or a comma, None for anything else."""
    plain = re.sub(r"\s*(?:points?|pts?\.?|punkte?|p\.?)$", "", text.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"[-+]?\d{1,15}(?:[.,]\d{1,15})?", plain):
        return None
    return Decimal(plain.replace(",", "."))


_DIFFICULTIES = {"easy": Decimal("0.8"), "medium": Decimal("0.6"), "hard": Decimal("0.3")}


def _difficulty(record: Record) -> dict[str, Decimal]:
    text = record.text("difficulty")
    share = _share(text)
    word = words().difficulty.get(text.casefold(), "")
    if share is None and word:
        share = _DIFFICULTIES[word]
    return {} if share is None else {"difficulty": share}


def _share(text: str) -> Decimal | None:
    """An expected share of right answers: 0.6, 0,6 or 60 %."""
    percent = text.endswith("%")
    found = number(text.removesuffix("%"))
    if found is None or not (percent or re.search("[.,]", text)):
        return None
    share = found / 100 if percent else found
    return share if 0 <= share <= 1 else None


def _hints(record: Record, reading: Reading) -> tuple[Markup, ...]:
    cells = [cell for _, cell in record.cells("hint")]
    if reading.own:
        cells = [Cell(line) for cell in cells for line in cell.text.split("\n")]
    return tuple(filter(None, map(reading.passage, cells)))


def _notes(record: Record, reading: Reading) -> tuple[Note, ...]:
    said = [cell for number, cell in record.cells("feedback") if not number]
    if reading.own:
        text = record.text("feedback")
        of_choice = record.text("kind") == "choice"
        return notes(marks.passage(_general(text) if of_choice else text))
    found = [Note("feedback", reading.passage(cell)) for cell in said]
    for label in ("memory_tip", "analogy", "source"):
        found += [Note(label, reading.passage(cell)) for _, cell in record.cells(label)]
    return tuple(note for note in found if note.text)


def of_option(line: str) -> bool:
    """Whether a line of feedback in our own table is that of a single option."""
    return bool(re.match(r"[A-Z]: ", line))


def _general(text: str) -> str:
    """The feedback of our own table without that of single options, which stands behind it."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if of_option(line)), len(lines))
    return "\n".join(lines[:first])


def _rubric(record: Record, reading: Reading) -> tuple[Criterion, ...]:
    lines = [line.strip() for line in record.text("rubric").split("\n")]
    return tuple(_criterion(_BULLET.sub("", line), reading) for line in lines if line)


def _criterion(line: str, reading: Reading) -> Criterion:
    found = _WEIGHT.search(line)
    points = number(found["points"]) if found else None
    text = line[: found.start()] if found else line
    return Criterion(reading.passage(Cell(text)), points)
