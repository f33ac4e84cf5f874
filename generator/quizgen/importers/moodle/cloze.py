"""Cloze questions → questions with gaps; one with a single gap of another sort is asked as such."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.moodle import texts
from quizgen.importers.moodle.cloze_syntax import (
    NUMBER,
    ONE,
    SEVERAL,
    SHORT,
    Alternative,
    Hole,
    parsed,
    told,
    unescaped,
)
from quizgen.importers.moodle.common import old_picture
from quizgen.importers.moodle.given import Given
from quizgen.importers.moodle.holes import offered, with_blank, with_gaps
from quizgen.importers.moodle.written import Written, decimal, number
from quizgen.importers.shared.patterns import anything, pattern, unique
from quizgen.model import Choice, Gap, Gaps, Markup, Option, Pattern, Question

_ALL = Decimal(100)


def multianswer(given: Given) -> Question:
    """The text with its gaps."""
    element = given.element.find("questiontext")
    if element is None:
        raise Broken("it has no text")
    source = texts.as_html(texts.source(element), element.get("format", ""))
    html, holes = parsed(source)
    if not holes:
        raise Broken("there is no gap in its text")
    stem = given.passage(element, html) + old_picture(given)
    _weigh(given, holes)
    if len(holes) == 1 and _asked_otherwise(holes[0]):
        given.fields = {**given.fields, "stem": with_blank(stem)}
        return _single(given, holes[0])
    return _gaps(given, stem, holes)


def _weigh(given: Given, holes: Sequence[Hole]) -> None:
    """Without a grade of its own, it is worth what its gaps are together."""
    weights = [hole.weight for hole in holes]
    if not given.value("defaultgrade"):
        given.fields = {**given.fields, "points": Decimal(max(1, sum(weights)))}
    if len(set(weights)) > 1:
        listed = ", ".join(map(str, weights))
        given.warn(f"its gaps count {listed}: in a deck each counts the same")


def _asked_otherwise(hole: Hole) -> bool:
    return hole.kind in (ONE, SEVERAL) or any(map(_tolerance, hole.right if _number(hole) else ()))


def _number(hole: Hole) -> bool:
    return hole.kind == NUMBER


def _tolerance(alternative: Alternative) -> str:
    """The tolerance of a number, "" for none."""
    tolerance = alternative.text.partition(":")[2].strip()
    return tolerance if tolerance and decimal(tolerance) else ""


def _single(given: Given, hole: Hole) -> Question:
    if hole.kind != NUMBER:
        return _choice(given, hole)
    if parts := tuple(told((hole,))):
        given.lose("part credit and feedback of its gap are kept as a note", parts)
    right = [
        Written(value.strip(), _ALL, (), tolerance.strip())
        for value, _, tolerance in (each.text.partition(":") for each in _some(hole))
    ]
    return number(given, right)


def _choice(given: Given, hole: Hole) -> Question:
    first = _some(hole)[0]
    options = tuple(_option(given, each, hole, each is first) for each in hole.alternatives)
    return Choice(**given.fields, options=options, multiple=hole.kind == SEVERAL)


def _option(given: Given, each: Alternative, hole: Hole, first: bool) -> Option:
    several = hole.kind == SEVERAL
    right = each in hole.right if several else first
    credit = each.percent / 100 if each.percent and not right and not several else None
    feedback = texts.plain_paragraph(each.feedback)
    return Option(text=_text(given, each), right=right, credit=credit, feedback=feedback)


def _text(given: Given, each: Alternative) -> Markup:
    element = given.element.find("questiontext")
    return given.passage(element, unescaped(each.source))


def _gaps(given: Given, stem: Markup, holes: tuple[Hole, ...]) -> Question:
    if any(hole.kind == SEVERAL for hole in holes):
        raise Inexpressible("a gap of it asks for several answers at once")
    given.fields = {**given.fields, "stem": with_gaps(stem, len(holes))}
    gaps = tuple(_gap(given, number, hole) for number, hole in enumerate(holes, start=1))
    if parts := tuple(told(holes)):
        given.lose("part credit and feedback of its gaps are kept as a note", parts)
    written = [hole.case for hole in holes if hole.kind == SHORT]
    if len(set(written)) > 1:
        given.warn("capital letters count in some of its gaps: here they count in none")
    return Gaps(**given.fields, gaps=gaps, case=bool(written) and all(written))


def _gap(given: Given, number: int, hole: Hole) -> Gap:
    patterns = _patterns(given, number, hole)
    answers = unique(patterns)
    if any(map(anything, patterns)) or not answers:
        raise Inexpressible(f"whatever is written into gap {number} is right")
    hint = offered(each.text for each in hole.alternatives) if hole.kind == ONE else hole.hint
    return Gap(answers, hint)


def _patterns(given: Given, number: int, hole: Hole) -> list[Pattern]:
    if hole.kind == SHORT:
        return [pattern(each.text) for each in _some(hole)]
    if hole.kind == ONE:
        return [Pattern((each.text,)) for each in _some(hole)]
    return [_amount(given, number, each) for each in _some(hole)]


def _amount(given: Given, number: int, each: Alternative) -> Pattern:
    """The number itself; what lies around it is not accepted here, and that is told."""
    value = each.text.partition(":")[0].strip()
    if tolerance := _tolerance(each):
        told = f"gap {number} accepts {value} ± {tolerance}"
        given.lose(f"gap {number} accepts {value} only: its tolerance is kept as a note", [told])
    return Pattern((f"{decimal(value):f}",))


def _some(hole: Hole) -> tuple[Alternative, ...]:
    """What is right of a gap."""
    if not hole.right:
        raise Broken("nothing is right for a gap: no answer of it earns 100 %")
    return hole.right
