"""The <resprocessing> of an item → how many points an answer earns.

Conditions are tried one after the other; the first that holds and does not go on is the last (QTI 1.2.1,
section 3.2 of the ASI Best Practice Guide). Canvas adds up points without saying that it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml.etree import _Element

from quizgen.importers.broken import Broken
from quizgen.importers.qti12 import tree

Answer = Mapping[str, tuple[str, ...]]
"""For each response what is picked."""

_MAGNITUDE = 100
"""So many digits before or after the point no tool writes."""

_VARIABLES = ("SCORE", "QUE_SCORE", "D2L_CORRECT", "")
_GIVES = ("set", "add")
_NAMES = ("varequal", "varsubset", "varsubstring")
_VARIABLE = ("varname", "variablename")


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold, what is earned then, the names of the feedback that is shown."""

    tests: tuple[_Element, ...]
    earns: tuple[tuple[str, Decimal], ...]
    goes_on: bool
    shows: tuple[str, ...]
    title: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it earns something; Blackboard calls it correct, where it says no more."""
        told = not self.earns and self.title == "correct"
        return told or any(points > 0 and action in _GIVES for action, points in self.earns)

    @property
    def tells(self) -> tuple[tuple[str, str], ...]:
        """What must be answered at which place: (response, value)."""
        tests = (test for test in named(self.tests) if test.tag in _NAMES)
        return tuple((test.get("respident", ""), tree.text(test)) for test in tests)


@dataclass(frozen=True, slots=True)
class Scoring:
    """All conditions of an item; `multiple` are the responses where several may be picked."""

    conditions: tuple[Condition, ...]
    multiple: frozenset[str]

    def score(self, answer: Answer) -> Decimal:
        """What the answer earns. Raises Broken for a test that is not understood."""
        total = Decimal(0)
        for condition in self.conditions:
            if not self._holds(condition, answer):
                continue
            for action, points in condition.earns:
                total = _changed(total, action, points)
            if not condition.goes_on:
                break
        return total

    @property
    def right(self) -> tuple[Condition, ...]:
        """The conditions that earn something."""
        return tuple(each for each in self.conditions if each.is_right)

    def rights(self, response: str) -> tuple[str, ...]:
        """What earns something at a place to answer, each once, in order."""
        told = (value for each in self.right for place, value in each.tells if place == response)
        return tuple(dict.fromkeys(told))

    def _holds(self, condition: Condition, answer: Answer) -> bool:
        """Several tests in a row: all of them where several may be picked, else any of them."""
        tests = condition.tests
        plain = all(test.tag == "varequal" for test in tests)
        several = any(test.get("respident", "") in self.multiple for test in tests)
        if plain and not several:
            return any(holds(test, answer) for test in tests)
        return all(holds(test, answer) for test in tests)


def scoring(item: _Element, multiple: frozenset[str]) -> Scoring:
    """The conditions of an item. Raises Broken where points are no numbers."""
    found = [element for part in item if part.tag == "resprocessing" for element in part]
    elements = [element for element in found if element.tag == "respcondition"]
    full = _full(item)
    variable = _variable(item)
    made = (_condition(element, variable, full) for element in elements)
    return Scoring(tuple(made), multiple)


def _condition(element: _Element, variable: str, full: Decimal) -> Condition:
    sets = [s for s in tree.every(element, "setvar") if _name(s) == variable]
    earns = tuple((each.get("action", "Set").lower(), _points(each, full)) for each in sets)
    adds = bool(earns) and all(action != "set" for action, _ in earns)
    told = element.get("continue", "").lower()
    shows = (each.get("linkrefid", "") for each in tree.every(element, "displayfeedback"))
    within = tree.first(element, "conditionvar")
    return Condition(
        tests=() if within is None else tuple(within),
        earns=earns,
        goes_on=told == "yes" or (not told and (adds or not earns)),
        shows=tuple(shows),
        title=element.get("title", "").lower(),
    )


def _name(element: _Element) -> str:
    return next((element.get(name, "").upper() for name in _VARIABLE if element.get(name)), "")


def _variable(item: _Element) -> str:
    """The variable that is the score; some tools keep books in others, too."""
    names = [_name(each) for each in tree.every(item, "setvar")]
    return next((name for name in (*_VARIABLES, *names) if name in names), "")


def _full(item: _Element) -> Decimal:
    """What Blackboard calls SCORE.max."""
    for each in tree.every(item, "decvar"):
        if (each.get("maxvalue") or "").strip():
            return number(each.get("maxvalue", ""))
    return Decimal(100)


def _points(element: _Element, full: Decimal) -> Decimal:
    words = tree.text(element)
    return full if words.lower().endswith(".max") else number(words or "0")


def number(words: str) -> Decimal:
    """The number that is written there. Raises Broken."""
    try:
        found = Decimal(words.strip())
    except InvalidOperation:
        raise Broken(f"“{words[:40]}” is no number") from None
    # The exponent first: writing out 1E+999999999 would take all memory.
    if not found.is_finite() or abs(found.adjusted()) > _MAGNITUDE:
        raise Broken(f"the number {words[:40]} is too large or too small")
    return found


def tidy(value: Decimal) -> Decimal:
    """The number without zeros at its end and without an exponent."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _changed(total: Decimal, action: str, points: Decimal) -> Decimal:
    if action == "add":
        return total + points
    if action == "subtract":
        return total - points
    if action == "set":
        return points
    raise Broken(f"its points are computed by “{action}”, which is not understood")


def holds(test: _Element, answer: Answer) -> bool:
    """Whether a test is true of an answer. Raises Broken for one that is not understood."""
    picked = answer.get(test.get("respident", ""), ())
    match str(test.tag):
        case "varequal" | "varsubset" | "varsubstring":
            return tree.text(test) in picked
        case "not":
            return not all(holds(each, answer) for each in test)
        case "and":
            return all(holds(each, answer) for each in test)
        case "or":
            return any(holds(each, answer) for each in test)
        case "other":
            return True
        case "unanswered":
            return not picked
    raise Broken(f"its key has a test <{test.tag}> that is not understood here")


def named(tests: tuple[_Element, ...]) -> Iterator[_Element]:
    """The tests in these that must be true, down to the single ones."""
    for test in tests:
        if test.tag in ("and", "or"):
            yield from named(tuple(test))
        elif test.tag != "not":
            yield test
