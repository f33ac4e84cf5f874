"""A row → a choice question, or true or false: its options, and which of them are right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from quizgen.importers.broken import Broken
from quizgen.importers.table import keys
from quizgen.importers.table.cells import Cell
from quizgen.importers.table.common import Reading
from quizgen.importers.table.keys import Places
from quizgen.importers.table.passages import unlettered
from quizgen.importers.table.record import Record, is_tall
from quizgen.importers.table.words import truth, words
from quizgen.model import Choice, Markup, Option, Question, TrueFalse

MOST_OPTIONS = 26

_INLINE = re.compile(r"(?:^|\s+)(?=[A-Ha-h][.)]\s)")
_MARK = re.compile(
    r"^(?:[*✓✔☑]|\[[xX]\])\s*|\s*(?:[*✓✔☑]|\[[xX]\]|\((?:correct|right|richtig|korrekt|x)\))$"
)
_HOW = "name it by its letter, its number, or its very text"


def options(record: Record) -> list[Cell]:
    """The cells to pick from, in their order; without the wrong ones that stand apart from the right."""
    if is_tall(record.header):
        return unlettered([option for option, _ in _tall(record) if option.text])
    found = [cell for _, cell in sorted(record.cells("option"), key=lambda each: each[0])]
    if not found:
        found = [part for _, cell in record.cells("options") for part in parts(cell)]
    return unlettered(found)


def parts(cell: Cell) -> list[Cell]:
    """The options that stand in a single cell: on lines of their own, or between bars or semicolons."""
    if cell.marked:
        return [cell]
    for separator in ("\n", "|", ";"):
        if separator in cell.text:
            return [Cell(part.strip()) for part in cell.text.split(separator) if part.strip()]
    lettered = [Cell(part.strip()) for part in _INLINE.split(cell.text) if part.strip()]
    return lettered if len(unlettered(lettered)) > 1 else [cell]


def _tall(record: Record) -> Iterator[tuple[Cell, Cell]]:
    """The options below each other, with what stands beside them in the column of the key."""
    for row in (record.row, *record.more):
        one = replace(record, row=row, more=())
        yield one.cell("option", "options", "answer"), one.cell("key")


def ways(record: Record) -> Mapping[str, Places]:
    """How the key of a row may be read, {} where it tells nothing of that."""
    found = options(record)
    texts = [option.text for option in found]
    key = record.text("key", "answer")
    if len(texts) < 2 or not key or _flagged(record, found) is not None:
        return {}
    return keys.readings(key, texts)


def wrong(record: Record) -> list[Cell]:
    """The wrong options that stand in columns of their own."""
    cells = [cell for _, cell in record.cells("wrong")]
    return [part for cell in cells for part in parts(cell)] if len(cells) == 1 else cells


def choice(record: Record, reading: Reading, fields: dict[str, Any], several: bool) -> Question:
    """The question that lets pick from the options. Raises Broken where its key is not certain."""
    cells, right = _with_key(record, reading)
    _check(cells)
    feedback = _feedback(record, reading, len(cells))
    made = tuple(
        Option(
            text=reading.passage(cell),
            right=place in right,
            feedback=feedback.get(place) or _of_all(record, reading, place in right),
        )
        for place, cell in enumerate(cells)
    )
    statement = _statement(cells, right)
    if statement is not None and not several:
        return _truefalse(fields, made, statement)
    return Choice(**fields, options=made, multiple=several or len(right) > 1)


def _check(cells: list[Cell]) -> None:
    if len(cells) > MOST_OPTIONS:
        raise Broken(f"it has {len(cells)} options; at most {MOST_OPTIONS} can be")
    texts = [" ".join(cell.text.split()) for cell in cells]
    twin = next((text for text in texts if texts.count(text) > 1), "")
    if twin:
        raise Broken(f"two of its options are the same: “{twin}”", "change or delete one")


def _with_key(record: Record, reading: Reading) -> tuple[list[Cell], Places]:
    """The options, and the places of the right ones."""
    apart = wrong(record)
    if apart:
        roles = ("key", "answer", "back", "option")
        rights = next((found for role in roles if (found := _cells(record, role))), [])
        if not rights:
            raise Broken("no option is named as right", "fill in the right answer")
        return [*rights, *apart], tuple(range(len(rights)))
    cells = options(record)
    if len(cells) < 2:
        raise Broken("it has fewer than two options", "give each option a column of its own")
    flagged = _flagged(record, cells)
    if flagged is not None:
        return cells, flagged
    key = record.text("key", "answer")
    if not key:
        return _starred(cells)
    return cells, _places(key, cells, reading)


def _cells(record: Record, role: str) -> list[Cell]:
    return [cell for _, cell in record.cells(role)]


def _places(key: str, cells: list[Cell], reading: Reading) -> Places:
    found = keys.readings(key, [cell.text for cell in cells])
    if not found:
        raise Broken(f"its key “{key}” is none of its options", _HOW)
    places = keys.meant(found, reading.sure)
    if places is None:
        seen = dict.fromkeys(found[way] for way in keys.STYLES if way in found)
        first, second, *_ = (f"“{cells[places[0]].text}”" for places in seen)
        raise Broken(f"its key “{key}” can be read in two ways, as {first} or {second}", _HOW)
    return places


def _flagged(record: Record, cells: list[Cell]) -> Places | None:
    """The right options where each has a mark of its own, beside it or in a column of its number."""
    if is_tall(record.header):
        beside = [mark.text for option, mark in _tall(record) if option.text]
        marked = sum(bool(mark) for mark in beside)
        return keys.flags(beside) if len(beside) > 1 and (marked > 1 or _is_mark(beside)) else None
    columns = {number: cell.text for number, cell in record.cells("key") if number}
    if not columns:
        return None
    numbers = [number for number, _ in sorted(record.cells("option"))]
    return keys.flags([columns.get(number, "") for number in numbers])


def _is_mark(beside: list[str]) -> bool:
    """Whether the one thing beside the options is a mark, as x is, and not the letter of another."""
    return any(truth(mark) and not mark.isdecimal() for mark in beside if mark)


def _starred(cells: list[Cell]) -> tuple[list[Cell], Places]:
    """The right ones where nothing but a sign at the option itself tells."""
    places = tuple(place for place, cell in enumerate(cells) if _MARK.search(cell.text))
    if not places:
        raise Broken("no option is named as right", "name it in a column “correct”")
    return [Cell(_MARK.sub("", c.text)) if n in places else c for n, c in enumerate(cells)], places


def _feedback(record: Record, reading: Reading, count: int) -> dict[int, Markup]:
    """The feedback of single options, by their places."""
    if reading.own:
        return {}
    cells = [(number, cell) for number, cell in record.cells("feedback") if number]
    return {number - 1: reading.passage(cell) for number, cell in cells if number <= count}


def _of_all(record: Record, reading: Reading, right: bool) -> Markup:
    """The feedback that all right options have, or all wrong ones."""
    return reading.passage(record.cell("right feedback" if right else "wrong feedback"))


def _statement(cells: list[Cell], right: Places) -> bool | None:
    """Whether the statement is true, where the options are the words for true and false."""
    said = tuple(cell.text.casefold() for cell in cells)
    for pair in words().pairs:
        if len(right) == 1 and sorted(said) == sorted(pair):
            return said[right[0]] == pair[0]
    return None


def _truefalse(fields: dict[str, Any], made: tuple[Option, ...], answer: bool) -> Question:
    from quizgen.model import Note

    told = tuple(Note("feedback", option.feedback) for option in made if option.feedback)
    return TrueFalse(**{**fields, "notes": (*fields["notes"], *told)}, answer=answer)
