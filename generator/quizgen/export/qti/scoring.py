"""How answers are marked → declarations and response processing that all engines understand alike.

mapResponse is asked only where there is an answer, numbers are compared with gte and lte. OpenOlat knows
its questions by SCORE, MAXSCORE, MINSCORE, FEEDBACKBASIC and FEEDBACKMODAL, Inspera by the values of
FEEDBACK.
"""

from __future__ import annotations

from decimal import Decimal

from quizgen.export.lms.words import number
from quizgen.export.qti.tags import Tag, condition, outcome, tag, value, variable

EMPTY = ("empty", "feedback_unanswered")
RIGHT = ("correct", "feedback_correct")
ANSWERED = "answered"
PARTLY = ("incorrect", "feedback_partially_correct")
WRONG = ("incorrect", "feedback_wrong")

_SMALLEST = Decimal("0.000001")
_NEARLY = Decimal("0.999")
"""Shares of a third do not add up to a whole: who has that much of the points has all of them."""


def share(points: Decimal, count: int) -> Decimal:
    """What each of so many parts counts."""
    return (points / count).quantize(_SMALLEST)


def outcomes(points: Decimal, lowest: Decimal, **score: str) -> tuple[Tag, ...]:
    """The outcomes of every item; `score` are further attributes of SCORE."""
    highest = number(points)
    return (
        _number("SCORE", "0", normalMaximum=highest, **score),
        _number("MAXSCORE", highest),
        _number("MINSCORE", number(lowest)),
        _identifier("FEEDBACKBASIC", "single", EMPTY[0]),
        _identifier("FEEDBACKMODAL", "multiple"),
        _identifier("FEEDBACK", "single", EMPTY[1]),
    )


def _number(name: str, start: str, **more: str) -> Tag:
    default = tag("defaultValue", tag("value", start))
    kind = {"identifier": name, "cardinality": "single", "baseType": "float"}
    return tag("outcomeDeclaration", default, **kind, **more)


def _identifier(name: str, cardinality: str, start: str = "") -> Tag:
    default = (tag("defaultValue", tag("value", start)),) if start else ()
    return tag(
        "outcomeDeclaration",
        *default,
        identifier=name,
        cardinality=cardinality,
        baseType="identifier",
    )


def unanswered(*responses: str) -> Tag:
    """Whether nothing at all was answered."""
    tests = tuple(tag("isNull", variable(name)) for name in responses)
    return tests[0] if len(tests) == 1 else tag("and", *tests)


def is_correct(response: str) -> Tag:
    """Whether a response is the correct one."""
    return tag("match", variable(response), tag("correct", identifier=response))


def state(found: tuple[str, str]) -> tuple[Tag, ...]:
    """Both outcomes that say how the answer was."""
    basic, feedback = (value("identifier", word) for word in found)
    return outcome("FEEDBACKBASIC", basic), outcome("FEEDBACK", feedback)


def all_or_nothing(response: str) -> tuple[Tag, ...]:
    """All points for the correct response."""
    right = (outcome("SCORE", variable("MAXSCORE")), *state(RIGHT))
    branches = (unanswered(response), state(EMPTY)), (is_correct(response), right)
    return (condition(*branches, (None, state(WRONG))),)


def answered_or_not(response: str) -> Tag:
    """Nothing is marked, but whether there is an answer is said."""
    given = outcome("FEEDBACKBASIC", value("identifier", ANSWERED))
    return condition((unanswered(response), state(EMPTY)), (None, (given,)))


def within(response: str, low: Decimal, high: Decimal, tolerance: Decimal) -> tuple[Tag, ...]:
    """All points for a number from low to high.

    OpenOlat's editor finds the tolerance in the first test, where one engine finds the exact number only.
    """
    right = (outcome("SCORE", variable("MAXSCORE")), *state(RIGHT))
    least = tag("gte", variable(response), value("float", number(low)))
    most = tag("lte", variable(response), value("float", number(high)))
    branches = (
        (_equal(response, tolerance), right),
        (tag("and", least, most), right),
        (unanswered(response), state(EMPTY)),
        (None, state(WRONG)),
    )
    return (condition(*branches),)


def _equal(response: str, tolerance: Decimal) -> Tag:
    both = tag("correct", identifier=response), variable(response)
    if not tolerance:
        return tag("equal", *both, toleranceMode="exact")
    width = f"{number(tolerance)} {number(tolerance)}"
    return tag("equal", *both, toleranceMode="absolute", tolerance=width)


def add(expression: Tag) -> Tag:
    """The score grows by that."""
    return outcome("SCORE", tag("sum", variable("SCORE"), expression))


def mapped(response: str, *exceptions: tuple[Tag, Decimal]) -> Tag:
    """What an answer earns by its mapping, or by the first of the exceptions whose test holds."""
    branches = tuple((test, (add(value("float", number(n))),)) for test, n in exceptions)
    by_map = add(tag("mapResponse", identifier=response))
    rule = condition(*branches, (None, (by_map,))) if branches else by_map
    return condition((tag("not", unanswered(response)), (rule,)))


def judged(responses: tuple[str, ...], points: Decimal) -> tuple[Tag, ...]:
    """What is left to do when all parts have been added up."""
    nearly = tag("gte", variable("SCORE"), value("float", number(points * _NEARLY)))
    some = tag("gt", variable("SCORE"), value("float", "0"))
    too_low = tag("lt", variable("SCORE"), variable("MINSCORE"))
    verdict = condition(
        (unanswered(*responses), state(EMPTY)),
        (nearly, (outcome("SCORE", variable("MAXSCORE")), *state(RIGHT))),
        (some, state(PARTLY)),
        (None, state(WRONG)),
    )
    return condition((too_low, (outcome("SCORE", variable("MINSCORE")),))), verdict
