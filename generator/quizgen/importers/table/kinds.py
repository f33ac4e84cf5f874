"""A row → a question of the kind that its cells tell or show."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.table import marks, words
from quizgen.importers.table.cells import Cell
from quizgen.importers.table.choices import choice, options, parts, wrong
from quizgen.importers.table.common import Reading, fields
from quizgen.importers.table.record import Record
from quizgen.model import (
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Numeric,
    Open,
    Ordering,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.read.numbers import AmbiguousNumber, Amount, to_amount

_ANSWERS = ("key", "answer", "back")
_ARROW = re.compile(r"\s*(?:→|⇒|↔|->|=>|::|\s=\s)\s*")
_SEVERAL = re.compile(r"\s*[|;\n]\s*")
_BLANKS = re.compile(r"_{2,}")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)


def question(record: Record, reading: Reading) -> Question:
    """The question of a row. Raises Broken, and Inexpressible."""
    named = record.text("kind")
    kind = words.kind(named)
    if kind == "none":
        raise Inexpressible(f"a question of the kind “{named}” is none of ours")
    if named and not kind:
        reading.found.warn(f"its kind “{named}” is unknown: it is told from its cells")
    found = _MAKERS[kind or shown(record)](record, reading, fields(record, reading))
    assert isinstance(found, Question)
    return found


def shown(record: Record) -> str:
    """The kind that the cells of a row show."""
    if wrong(record) or len(options(record)) > 1:
        return "choice"
    if _CLOZE.search(record.text("question")):
        return "gaps"
    if record.text("tolerance"):
        return "numeric"
    said = record.text("key", "answer").casefold()
    known = {word for pair in words.words().pairs for word in pair if len(word) > 1}
    return "truefalse" if record.text("question") and said in known else "open"


def _choice(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    if not wrong(record) and not options(record) and not record.text("key"):
        raise Broken("it has no options", "give each option a column of its own")
    return choice(record, reading, common, several=False)


def _several(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    return choice(record, reading, common, several=True)


def _truefalse(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    said = record.text("key", "answer")
    answer = words.truth(said) if said else None
    if len(options(record)) == 2:
        found = choice(record, reading, common, several=False)
        if isinstance(found, TrueFalse):
            return found
    if answer is None:
        raise Broken(f"“{said}” is neither true nor false", "write true or false")
    return TrueFalse(**common, answer=answer)


def _answers(record: Record) -> list[Cell]:
    """The accepted answers: the key, or what stands in the columns for options."""
    said = [record.cell(*_ANSWERS)] if record.text(*_ANSWERS) else []
    return options(record) or said


def _accepted(record: Record) -> tuple[Pattern, ...]:
    """Accepted answers: each in a column of its own, or between bars or semicolons, or on lines."""
    texts = [cell.text for cell in options(record)]
    texts = texts or _SEVERAL.split(record.text(*_ANSWERS))
    return tuple(Pattern((text,)) for text in dict.fromkeys(texts) if text)


def _short(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    blanks = len(_BLANKS.findall(record.text("question")))
    given = _accepted(record)
    if not given:
        raise Broken("it has no answer", "fill in the accepted answers, with bars between them")
    if blanks > 1 and blanks == len(given):
        return _gaps(record, reading, common)
    return ShortAnswer(**common, answers=given)


def _numeric(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    cells = _answers(record)
    amount = _amount(cells[0] if cells else record.cell(*_ANSWERS), reading, "answer")
    tolerance, is_range = amount.tolerance, amount.is_range
    if record.text("tolerance"):
        spread = record.cell("tolerance")
        plain = replace(spread, text=spread.text.lstrip("±+/- "))
        tolerance, is_range = _amount(plain, reading, "tolerance").value, False
    unit = record.text("unit") or amount.unit
    return Numeric(**common, value=amount.value, tolerance=tolerance, is_range=is_range, unit=unit)


def _amount(cell: Cell, reading: Reading, what: str) -> Amount:
    """The number in a cell; one of a workbook is certain, whatever its language."""
    try:
        found = to_amount(cell.text, "de" if reading.comma and not cell.number else "en")
    except AmbiguousNumber as error:
        raise Broken(f"its {what} can be read in two ways: {error}", error.hint) from None
    if found is None:
        raise Broken(f"its {what} “{cell.text}” is no number", "write it in digits")
    return found


def _matching(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    cells = options(record) or [part for _, c in record.cells("answer") for part in parts(c)]
    if len(cells) < 2:
        cells = [part for role in _ANSWERS for _, c in record.cells(role) for part in parts(c)]
    halves = [_ARROW.split(cell.text, maxsplit=1) for cell in cells]
    if len(halves) < 2 or any(len(half) != 2 or not half[1] for half in halves):
        raise Broken("it is not certain what matches what", "write each pair as: left -> right")
    both = [tuple(reading.passage(Cell(side.strip())) for side in half) for half in halves]
    pairs = tuple(Pair(left, right) for left, right in both if left)
    return Matching(**common, pairs=pairs, distractors=tuple(r for left, r in both if not left))


def _ordering(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    cells = options(record) or [part for _, c in record.cells("answer") for part in parts(c)]
    if len(cells) < 2:
        raise Broken("it has fewer than two entries to order", "give each a column of its own")
    order = _order(record.text("key"), len(cells))
    entries = tuple(reading.passage(cells[place]) for place in order)
    return Ordering(**common, entries=entries)


def _order(key: str, count: int) -> tuple[int, ...]:
    """The places of the entries in their right order; as they stand where nothing is said."""
    signs = [sign for sign in re.split(r"[\s,;>→-]+", key) if sign]
    places = tuple(int(s) - 1 if s.isdecimal() else ord(s[0].upper()) - 65 for s in signs)
    if key and sorted(places) != list(range(count)):
        raise Broken(f"its order “{key}” does not name each entry once", "write it as: 2, 1, 3")
    return places or tuple(range(count))


def _gaps(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    text = record.text("question")
    if _CLOZE.search(text):
        found = _CLOZE.findall(text)
        gaps = tuple(Gap(_alternatives(answer), hint) for answer, hint in found)
        return _holed(_CLOZE.sub("____", text), gaps, common, reading)
    blanks = len(_BLANKS.findall(text))
    answers = _answers(record)
    lines = [part for cell in answers for part in (parts(cell) if blanks > 1 else [cell])]
    if not blanks:
        raise Broken("it has no gaps", "write each gap as ____")
    if blanks == 1 and lines:
        return _holed(_BLANKS.sub("____", text), (Gap(_accepted(record)),), common, reading)
    if blanks != len(lines):
        raise Broken(f"it has {blanks} gaps and {len(lines)} answers", "give each gap its answer")
    gaps = tuple(Gap(_alternatives(line.text)) for line in lines)
    return _holed(_BLANKS.sub("____", text), gaps, common, reading)


def _alternatives(text: str) -> tuple[Pattern, ...]:
    return tuple(Pattern((part.strip(),)) for part in re.split(r"[|/]", text) if part.strip())


def _holed(text: str, gaps: tuple[Gap, ...], common: dict[str, Any], reading: Reading) -> Question:
    stem: Markup = marks.holes(reading.passage(Cell(text)))
    extra: tuple[Node, ...] = tuple(
        block for block in common["stem"] if any(node.kind == "image" for node in block.walk())
    )
    if not all(gap.answers for gap in gaps):
        raise Broken("a gap of it has no answer", "give each gap its answer")
    return Gaps(**{**common, "stem": stem + extra}, gaps=gaps)


def _open(record: Record, reading: Reading, common: dict[str, Any]) -> Question:
    cell = record.cell("back", "answer", "key")
    return Open(**common, answer=reading.passage(cell))


_MAKERS: Mapping[str, Callable[[Record, Reading, dict[str, Any]], Question]] = {
    "choice": _choice,
    "several": _several,
    "truefalse": _truefalse,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "open": _open,
}
