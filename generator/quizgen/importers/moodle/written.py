"""Short answers and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizgen.importers.broken import Broken
from quizgen.importers.moodle.choices import percent
from quizgen.importers.moodle.common import with_note
from quizgen.importers.moodle.given import Given, plain_text
from quizgen.importers.shared import numbers
from quizgen.importers.shared.patterns import anything, pattern, unique
from quizgen.importers.shared.text import paragraph
from quizgen.markup.plain import plain
from quizgen.model import Markup, Numeric, Open, Pattern, Question, ShortAnswer

_ALL = Decimal(100)
_TRIFLE = 12
"""Digits behind which our exporter widens a tolerance, since Moodle computes with doubles."""


@dataclass(frozen=True, slots=True)
class Written:
    """An accepted answer in Moodle's notation, what it earns in percent, feedback, tolerance."""

    text: str
    percent: Decimal
    feedback: Markup
    tolerance: str = ""

    @property
    def told(self) -> str:
        """The answer in words, for a note."""
        within = f" ± {self.tolerance}" if self.tolerance not in ("", "0") else ""
        feedback = f": {plain(self.feedback)}" if self.feedback else ""
        return f"{self.text}{within} earns {self.percent.normalize():f} %{feedback}"


def _answers(given: Given) -> list[Written]:
    return [
        Written(
            plain_text(each),
            percent(given, each),
            given.passage(each.find("feedback")),
            plain_text(each.find("tolerance")),
        )
        for each in given.every("answer")
        if plain_text(each)
    ]


def _right(given: Given, found: Sequence[Written]) -> list[Written]:
    """Those that earn everything; their feedback goes to the question, and the others into a note."""
    right = [each for each in found if each.percent == _ALL]
    if not right:
        raise Broken("no answer earns 100 %")
    for each in right:
        with_note(given, each.feedback)
    others = [each for each in found if each.percent != _ALL]
    told = [each.told for each in others if each.percent or each.feedback]
    if told:
        given.lose("answers that earn less than 100 % are kept as a note", told)
    return right


def short(given: Given) -> Question:
    """Whatever earns 100 % is accepted."""
    right = _right(given, _answers(given))
    return accepting(given, [pattern(each.text) for each in right], given.flag("usecase"))


def accepting(given: Given, patterns: Sequence[Pattern], case: bool) -> Question:
    """A short answer; where any answer is right, a question to be answered in own words."""
    if any(map(anything, patterns)):
        given.warn("any answer earns 100 %: it becomes a question to be answered in own words")
        words = " | ".join(map(str, unique(patterns)))
        answer = paragraph(words) if words else ()
        return Open(**given.fields, answer=answer)
    if not unique(patterns):
        raise Broken("its right answer is empty")
    return ShortAnswer(**given.fields, answers=unique(patterns), case=case)


def numerical(given: Given) -> Question:
    """A number with its tolerance; several numbers are one range if they overlap, else short answers."""
    right = _right(given, _answers(given))
    if any(each.text == "*" for each in right):
        return accepting(given, [pattern(each.text) for each in right], False)
    return number(given, right, _unit(given))


def number(given: Given, right: Sequence[Written], unit: str = "") -> Question:
    """A question for a number, of the answers that earn everything."""
    values = [decimal(each.text) for each in right]
    tolerances = [_tolerance(value, each) for value, each in zip(values, right, strict=True)]
    if len(right) == 1:
        return _numeric(given, values[0], tolerances[0], unit)
    ends = numbers.whole((v - t, v + t) for v, t in zip(values, tolerances, strict=True))
    if ends:
        low, high = ends
        return _numeric(given, (low + high) / 2, (high - low) / 2, unit, is_range=True)
    if any(tolerances):
        raise Broken("several ranges are right: a deck has one for a question", "make it two")
    given.warn("several numbers are right: it becomes a short answer, and only these are accepted")
    return accepting(given, [Pattern((f"{value:f}",)) for value in values], False)


def _numeric(
    given: Given, value: Decimal, tolerance: Decimal, unit: str, is_range: bool = False
) -> Question:
    return Numeric(**given.fields, value=value, tolerance=tolerance, unit=unit, is_range=is_range)


def decimal(text: str) -> Decimal:
    """A number as Moodle writes it. Raises Broken for one that Moodle itself would misread."""
    found = numbers.number(text)
    if found is None:
        hint = "write it with a point, and without blanks or units: 3.5"
        raise Broken(f"{text.strip()[:40]!r} is no number as Moodle reads them", hint)
    return found


def _tolerance(value: Decimal, answer: Written) -> Decimal:
    """The tolerance, without the trifle by which our exporter widens it."""
    found = abs(decimal(answer.tolerance)) if answer.tolerance else Decimal(0)
    furthest = max(abs(value - found), abs(value + found))
    trifle = Decimal(10) ** (furthest.adjusted() - _TRIFLE)
    exact = (found - trifle).normalize()
    if found > trifle and len(exact.as_tuple().digits) < len(found.normalize().as_tuple().digits):
        return exact
    return found


def _unit(given: Given) -> str:
    """The unit that counts as it is; the others are lost."""
    units = [
        (plain_text(each.find("unit_name")), plain_text(each.find("multiplier")))
        for each in given.element.iterfind("units/unit")
    ]
    units = [(name, factor) for name, factor in units if name]
    if not units:
        return ""
    first = next((name for name, factor in units if numbers.number(factor) == 1), units[0][0])
    others = [f"Another unit: {name}, times {factor}" for name, factor in units if name != first]
    if others:
        given.lose(f"other units than {first} are kept as a note", others)
    return first
