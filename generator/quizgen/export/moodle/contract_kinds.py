"""A question as asked → what Moodle would refuse or misread in what is special to its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from quizgen.export.lms.passages import blank, place
from quizgen.export.lms.words import number
from quizgen.export.moodle import cloze, contract_entries, fractions, words
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pattern,
    Place,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.problem import Problem, warning

DIGITS = 15
"""PHP computes with doubles: more significant digits are lost."""

NUMBER_LENGTH = 255
UNIT_LENGTH = 50


def problems(asked: Asked) -> Iterator[Problem]:
    """The problems of one question."""
    yield from _KINDS.get(type(asked.question), _none)(asked)


def _none(asked: Asked) -> Iterator[Problem]:
    return iter(())


def _choice(asked: Asked) -> Iterator[Problem]:
    question = asked.question
    assert isinstance(question, Choice)
    if len(question.options) < 2:
        yield Problem(question.place, "Moodle wants at least two options", "add a wrong option")
    for option in question.options:
        if blank(option.text):
            yield Problem(_at(option, question), "the option is empty; Moodle would drop it")
    yield from _several(asked, question) if question.multiple else _single(asked, question)


def _several(asked: Asked, question: Choice) -> Iterator[Problem]:
    rights = sum(option.right for option in question.options)
    if not 1 <= rights <= fractions.MOST_RIGHT:
        yield Problem(
            question.place,
            f"{rights} right options: Moodle can share 100 % among 1 to {fractions.MOST_RIGHT}",
        )
    for option in question.options:
        if option.credit is not None:
            yield warning(
                _at(option, question),
                "credit is not used where several options may be picked: the right ones share 100 %",
            )


def _single(asked: Asked, question: Choice) -> Iterator[Problem]:
    grades = [grade for _, grade in fractions.of_options(question.options, False, asked.wrong)]
    if 100 not in grades:
        yield Problem(question.place, "no option earns all points: Moodle demands one")
    for option in question.options:
        if option.credit is not None and fractions.exact(100 * option.credit) is None:
            yield _no_grade(_at_most_all(100 * option.credit), _at(option, question))
    wanted = 100 * asked.wrong
    given = fractions.nearest(wanted)
    if abs(wanted - given) > Decimal("0.5"):
        yield warning(
            question.place,
            f"Moodle has no grade of {fractions.shown(wanted)} % for a wrong choice;"
            f" it gets {fractions.shown(given)} %",
        )


def _at_most_all(percent: Decimal) -> Decimal:
    return min(max(percent, Decimal(-100)), Decimal(100))


def _no_grade(percent: Decimal, spot: Place) -> Problem:
    below, above = (fractions.shown(grade) for grade in fractions.neighbours(percent))
    return Problem(
        spot,
        f"Moodle has no grade of {fractions.shown(percent)} %",
        f"write credit={below}% or credit={above}%",
    )


def _at(option: Option, question: Question) -> Place:
    return option.place if option.place.path else place(question, option.text)


def _truefalse(asked: Asked) -> Iterator[Problem]:
    assert isinstance(asked.question, TrueFalse)
    if asked.wrong:
        yield warning(
            asked.question.place,
            "Moodle takes no points off for a wrong true or false",
            "write it as a choice of two options to have wrong answers cost points",
        )


def _short(asked: Asked) -> Iterator[Problem]:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    yield from _patterns(question.answers, question)


def _patterns(patterns: tuple[Pattern, ...], question: Question) -> Iterator[Problem]:
    if not patterns:
        yield Problem(question.place, "there is no accepted answer; Moodle demands one")
    for pattern in patterns:
        if not words.pattern(pattern):
            yield Problem(question.place, "an accepted answer is empty; Moodle would drop it")
        elif words.inexpressible(pattern):
            yield Problem(
                question.place,
                f"Moodle would read the \\* in “{pattern}” as a star, not as a wildcard",
                "put something between the backslash and the wildcard",
            )
        elif not "".join(pattern.parts).strip():
            yield warning(question.place, f"“{pattern}” accepts any answer whatsoever")
    if patterns and not words.accepts_its_own(patterns[0]):
        yield warning(
            question.place,
            f"the right answer that Moodle shows for “{patterns[0]}” is not itself accepted",
            "put an answer without a wildcard first",
        )


def _numeric(asked: Asked) -> Iterator[Problem]:
    question = asked.question
    assert isinstance(question, Numeric)
    for value in (question.value, question.tolerance):
        yield from _number(value, question)
    if len(question.unit) > UNIT_LENGTH or _is_number(question.unit):
        yield Problem(
            question.place,
            f"Moodle takes no unit “{question.unit}”",
            f"a unit has at most {UNIT_LENGTH} characters and is no number",
        )


def _number(value: Decimal, question: Numeric) -> Iterator[Problem]:
    # The exponent first: writing out 1E+999999999 would take all memory.
    endless = not value.is_finite() or abs(value.adjusted()) > NUMBER_LENGTH
    if endless or len(number(value)) > NUMBER_LENGTH:
        yield Problem(question.place, f"{value} is no number that Moodle could read")
    elif len(value.normalize().as_tuple().digits) > DIGITS:
        yield warning(
            question.place,
            f"{number(value)}: Moodle computes with {DIGITS} digits",
            "round the number, or give a tolerance",
        )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _gaps(asked: Asked) -> Iterator[Problem]:
    question = asked.question
    assert isinstance(question, Gaps)
    found = sorted(node.get("number") for node in walk(question.stem) if node.kind == "gap")
    if not found or found != sorted(map(str, range(len(question.gaps)))):
        yield Problem(question.place, "the gaps of the text and their answers do not agree")
    for gap in question.gaps:
        yield from _patterns(gap.answers, question)
        for answer in map(words.pattern, gap.answers):
            if cloze.breaks_in_editor(answer):
                yield warning(
                    question.place,
                    f"“{answer}” is imported and marked rightly, but saving the question in"
                    " Moodle's text editor spoils it",
                    "Moodle has no escape for ~ in a gap, nor for \\ and & at its end; word it"
                    " differently, or change the question here only",
                )
    yield from _total(asked, question)


def _total(asked: Asked, question: Gaps) -> Iterator[Problem]:
    total = cloze.weight(question, asked.points) * len(question.gaps)
    if question.gaps and total != asked.points:
        yield warning(
            question.place,
            f"Moodle counts whole points for each gap: {total} together, not"
            f" {number(asked.points)}",
            f"set the question's mark to {number(asked.points)} in the quiz,"
            " or give it a multiple of the number of gaps",
        )


_KINDS: Mapping[type[Question], Callable[[Asked], Iterator[Problem]]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: contract_entries.matching_problems,
    Ordering: contract_entries.ordering_problems,
    Gaps: _gaps,
}
