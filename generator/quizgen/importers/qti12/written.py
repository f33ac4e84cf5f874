"""Items where an answer is written → questions for words, numbers and essays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from lxml.etree import _Element

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.qti12 import tree
from quizgen.importers.qti12.item import Response
from quizgen.importers.qti12.scoring import Condition, named, number, tidy
from quizgen.importers.qti12.source import Source
from quizgen.model import Markup, Numeric, Open, Pattern, Question, ShortAnswer

_UNIT = re.compile(r"____ (\S.*)")
"""The last line of our own questions for numbers with a unit (`export/qti1/texts.py`)."""

_ROUNDED = Context(prec=12)
_EXACT = Context(prec=60)


def short(source: Source) -> Question:
    """Any of the answers is right."""
    response = source.item.response()
    answers = accepted(source, response)
    if not answers:
        raise Broken("it does not tell which answers are right")
    return ShortAnswer(
        id="", stem=source.stem, answers=answers, case=counts_case(source, (response,))
    )


def accepted(source: Source, response: Response) -> tuple[Pattern, ...]:
    """The answers to write at a place; what needs only be in the answer stands between wildcards."""
    found = (
        _pattern(test)
        for condition in source.scoring.right
        for test in named(condition.tests)
        if test.get("respident") in response.names and tree.text(test)
    )
    return tuple(dict.fromkeys(found))


def _pattern(test: _Element) -> Pattern:
    if test.tag == "varequal":
        return Pattern((tree.text(test),))
    if test.tag not in ("varsubset", "varsubstring"):
        raise Broken(f"its key has a test <{test.tag}> that is not understood here")
    match test.get("setmatch", "").lower():
        case "exact":
            return Pattern((tree.text(test),))
        case "matches":
            raise Inexpressible("a question whose answers are told by a regular expression")
    return Pattern(("", tree.text(test), ""))


def counts_case(source: Source, responses: tuple[Response, ...]) -> bool:
    """Whether upper and lower case count in all answers."""
    idents = {name for response in responses for name in response.names}
    tests = [
        test
        for condition in source.scoring.right
        for test in named(condition.tests)
        if test.get("respident") in idents
    ]
    return bool(tests) and all(test.get("case", "").lower() == "yes" for test in tests)


def essay(source: Source) -> Question:
    """Own words; Blackboard and Brightspace have a model answer."""
    key = tree.first(source.item.element, "answer_key")
    answer = source.feedback.solution() or source.texts.of(key)
    return Open(id="", stem=source.stem, answer=answer)


@dataclass(frozen=True, slots=True)
class _Span:
    """The right numbers; `middle` where it is told."""

    low: Decimal
    high: Decimal
    middle: Decimal | None


def numeric(source: Source) -> Question:
    """A number, or any within a range."""
    spans = tuple(dict.fromkeys(map(_span, source.scoring.right)))
    if not spans:
        raise Broken("it does not tell which number is right")
    if len(spans) > 1:
        raise Inexpressible("a question with several right numbers, where a deck has one")
    stem, unit = _unit(source.stem)
    value, tolerance, is_range = _amount(spans[0])
    return Numeric(id="", stem=stem, value=value, tolerance=tolerance, is_range=is_range, unit=unit)


def _amount(span: _Span) -> tuple[Decimal, Decimal, bool]:
    """The value, its tolerance, and whether it is rather a range without a middle."""
    middle = _EXACT.divide(_EXACT.add(span.low, span.high), Decimal(2))
    half = _EXACT.divide(_EXACT.subtract(span.high, span.low), Decimal(2))
    if span.low == span.high:
        return tidy(middle), Decimal(0), False
    if span.middle is None or not _is_close(span.middle, middle, span):
        return tidy(middle), tidy(half), True
    exact = span.middle == middle
    return tidy(span.middle), tidy(half if exact else _ROUNDED.plus(half)), False


def _is_close(value: Decimal, middle: Decimal, span: _Span) -> bool:
    """Whether it is the middle, but for what computing with doubles loses."""
    return abs(value - middle) <= (span.high - span.low) * Decimal("1e-6")


def _span(condition: Condition) -> _Span:
    found = dict(_bounds(condition))
    middle = found.get("middle")
    low, high = found.get("low", middle), found.get("high", middle)
    if low is None or high is None:
        raise Broken("the range of right numbers has only one end")
    if low > high or (middle is not None and not low <= middle <= high):
        raise Broken("the range of right numbers is empty, or does not hold its own middle")
    return _Span(low, high, middle)


_BOUNDS = {
    "varequal": "middle",
    "vargte": "low",
    "vargt": "low",
    "varlte": "high",
    "varlt": "high",
}


def _bounds(condition: Condition) -> Iterator[tuple[str, Decimal]]:
    for test in named(condition.tests):
        if test.tag not in _BOUNDS:
            raise Broken(f"its key has a test <{test.tag}> that is not understood here")
        yield _BOUNDS[str(test.tag)], number(tree.text(test))


def _unit(stem: Markup) -> tuple[Markup, str]:
    """The stem without its last line, where that shows a unit."""
    if len(stem) < 2 or stem[-1].kind != "paragraph" or len(stem[-1].children) != 1:
        return stem, ""
    last = replace(stem[-1].children[0])
    found = _UNIT.fullmatch(last.text) if last.kind == "text" else None
    return (stem[:-1], found[1]) if found else (stem, "")
