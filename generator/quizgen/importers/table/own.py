"""A row of a table that quizgen wrote (docs/tables.md) → its question, as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from quizgen.importers.broken import Broken
from quizgen.importers.table import marks
from quizgen.importers.table.common import Reading, fields, number, of_option
from quizgen.importers.table.record import Record
from quizgen.model import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.read.kinds.common import patterns
from quizgen.read.numbers import AmbiguousNumber, to_amount

_PIN = re.compile(r" \{(first|last)\}$")
_CREDIT = re.compile(r"(?P<letter>[A-Z])(?: (?P<share>-?\d+(?:\.\d+)?)%)?")


def question(record: Record, reading: Reading) -> Question:
    """The question of a row. Raises Broken where somebody changed it so that it is none."""
    kind = record.text("kind")
    if kind not in _MAKERS:
        raise Broken(f"its kind “{kind}” is none of quizgen's", f"known are: {', '.join(_MAKERS)}")
    found = _MAKERS[kind](record, fields(record, reading))
    assert isinstance(found, Question)
    return found


def _entries(text: str, sign: Callable[[int], str]) -> list[str]:
    """The entries of a cell that begin with A., B., … or 1., 2., … each on a line of its own."""
    found: list[str] = []
    for line in text.split("\n"):
        start = f"{sign(len(found))}. "
        if f"{line} ".startswith(start):
            found.append(line[len(start) :])
        elif found:
            found[-1] += f"\n{line}"
    return found


def _lettered(text: str) -> list[str]:
    return _entries(text, lambda place: chr(65 + place))


def _numbered(text: str) -> list[str]:
    return _entries(text, lambda place: str(place + 1))


def _choice(record: Record, common: dict[str, Any]) -> Question:
    texts = _lettered(record.text("options"))
    right, credit = _key(record.text("answer"), len(texts))
    feedback = _feedback(record.text("feedback"))
    options = tuple(
        replace(_option(text), right=n in right, credit=credit.get(n), feedback=feedback.get(n, ()))
        for n, text in enumerate(texts)
    )
    if len(options) < 2:
        raise Broken("it has fewer than two options", "write each on a line: A. …, B. …")
    several = record.text("several") == "yes" or sum(option.right for option in options) > 1
    return Choice(**common, options=options, multiple=several)


def _option(text: str) -> Option:
    pin = _PIN.search(text)
    words = text[: pin.start()] if pin else text
    return Option(text=marks.passage(words), right=False, pin=pin[1] if pin else "")


def _key(text: str, count: int) -> tuple[set[int], dict[int, Decimal]]:
    """The right options, and what options earn that have a share behind their letter."""
    right, credit = set(), {}
    for part in filter(None, text.split(", ")):
        found = _CREDIT.fullmatch(part.strip())
        place = ord(found["letter"]) - 65 if found else count
        if found is None or place >= count:
            raise Broken(f"its key “{part}” is none of its options", "write letters: A, C")
        if found["share"]:
            credit[place] = Decimal(found["share"]) / 100
        else:
            right.add(place)
    if not right:
        right = {place for place, share in credit.items() if share == 1}
    if not right:
        raise Broken("no option is named as right", "write its letter into the column “answer”")
    return right, credit


def _feedback(text: str) -> dict[int, Any]:
    """The feedback of single options, which stands behind that of the question."""
    found: dict[int, list[str]] = {}
    place = -1
    for line in text.split("\n"):
        if of_option(line):
            place, line = ord(line[0]) - 65, line[3:]
        if place >= 0:
            found.setdefault(place, []).append(line)
    return {place: marks.passage("\n".join(lines)) for place, lines in found.items()}


def _truefalse(record: Record, common: dict[str, Any]) -> Question:
    said = record.text("answer").casefold()
    if said not in ("true", "false"):
        raise Broken(f"“{said}” is neither true nor false", "write true or false")
    return TrueFalse(**common, answer=said == "true")


def _short(record: Record, common: dict[str, Any]) -> Question:
    answers = patterns(record.text("answer"))
    if not all(map(str, answers)) or not answers:
        raise Broken("it has no answer", "fill in the accepted answers, with bars between them")
    return ShortAnswer(**common, answers=answers, case=record.text("case") == "yes")


def _numeric(record: Record, common: dict[str, Any]) -> Question:
    """Our own number, which has a point in every language, and any unit."""
    said = record.text("answer")
    figure, _, unit = said.partition(" ")
    value = None if "," in figure else number(figure)
    if value is not None and not unit.startswith(("±", "..")):
        return Numeric(**common, value=value, unit=unit)
    try:
        amount = to_amount(said, "en")
    except AmbiguousNumber as error:
        raise Broken(f"its number can be read in two ways: {error}", error.hint) from None
    if amount is None:
        raise Broken(f"its answer “{said}” is no number", "write it as: 9.8 ± 0.1 m")
    return Numeric(
        **common,
        value=amount.value,
        tolerance=amount.tolerance,
        is_range=amount.is_range,
        unit=amount.unit,
    )


def _matching(record: Record, common: dict[str, Any]) -> Question:
    halves = [line.split(" → ", 1) for line in record.text("answer").split("\n")]
    if any(len(half) != 2 for half in halves):
        raise Broken("it is not certain what matches what", "write each pair as: left → right")
    pairs = tuple(Pair(marks.passage(left), marks.passage(right)) for left, right in halves)
    matched = {_plain(right) for _, right in halves}
    surplus = [text for text in _lettered(record.text("options")) if _plain(text) not in matched]
    return Matching(**common, pairs=pairs, distractors=tuple(map(marks.passage, surplus)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _ordering(record: Record, common: dict[str, Any]) -> Question:
    entries = tuple(map(marks.passage, _numbered(record.text("answer"))))
    if len(entries) < 2:
        raise Broken("it has fewer than two entries to order", "write each on a line: 1. …, 2. …")
    return Ordering(**common, entries=entries)


def _gaps(record: Record, common: dict[str, Any]) -> Question:
    stem, hints = marks.with_gaps(record.text("question"))
    answers = [patterns(entry) for entry in _numbered(record.text("answer"))]
    if not hints or len(hints) != len(answers) or not all(answers):
        told = f"it has {len(hints)} gaps and {len(answers)} answers"
        raise Broken(told, "write each gap as ____, and each answer on a line: 1. …, 2. …")
    gaps = tuple(Gap(given, hint) for given, hint in zip(answers, hints, strict=True))
    case = record.text("case") == "yes"
    return Gaps(**{**common, "stem": stem}, gaps=gaps, case=case)


def _open(record: Record, common: dict[str, Any]) -> Question:
    return Open(**common, answer=marks.passage(record.text("answer")))


_MAKERS: Mapping[str, Callable[[Record, dict[str, Any]], Question]] = {
    "choice": _choice,
    "truefalse": _truefalse,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "open": _open,
}
