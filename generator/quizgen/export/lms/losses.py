"""What a target cannot hold → a word to the author about each question that loses something by it.

A question is written with something left out, turned into one of another kind, or left out itself:
each is a warning at its place, so that `--strict` refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from quizgen.export.lms.asked import asked_once, in_bank_order
from quizgen.export.lms.features import Feature, used
from quizgen.export.lms.words import number
from quizgen.model import Asked, Exam, Question
from quizgen.problem import Problem, warning


def _no_reasons(asked: Asked) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Limits:
    """What a target can hold.

    `target` is what messages call it. `kinds` are the questions that it knows; a text says what such a
    question becomes if it must become something else ("a matching of numbers"). `drops` are features
    that are left out of a question, `refuses` those without which it would make no sense: such questions
    are left out, as are those for which `reasons` yields something ("it has more than 26 options").
    """

    target: str
    kinds: Mapping[type[Question], str]
    drops: frozenset[Feature] = frozenset()
    refuses: frozenset[Feature] = frozenset()
    reasons: Callable[[Asked], Iterator[str]] = field(default=_no_reasons)


def kept(exam: Exam, limits: Limits) -> tuple[Asked, ...]:
    """The questions that are written, each once, in the bank's order."""
    return tuple(asked for asked in in_bank_order(exam) if not tuple(_against(asked, limits)))


def check(exam: Exam, limits: Limits) -> tuple[Problem, ...]:
    """A warning for each question that loses something; an error if no question is left."""
    problems = [found for asked in in_bank_order(exam) for found in _question(asked, limits)]
    if not kept(exam, limits):
        message = f"there is no question that {limits.target} can hold"
        problems.append(Problem(exam.blueprint.place, message, "choose another format"))
    return tuple(problems)


def asked_differently(exam: Exam, target: str) -> Iterator[Problem]:
    """A warning for each question to which the forms give other points: a bank keeps the first's."""
    first = {asked.question.id: asked for asked in asked_once(exam)}
    told: set[str] = set()
    for asked in (asked for form in exam.forms for asked in form.questions):
        before = first[asked.question.id]
        differs = (asked.points, asked.wrong) != (before.points, before.wrong)
        if differs and asked.question.id not in told:
            told.add(asked.question.id)
            yield warning(
                asked.question.place,
                f"the forms give “{asked.question.id}” different points;"
                f" {target} gets {number(before.points)}",
                "give all sections that ask it the same points and the same scoring",
            )


def _question(asked: Asked, limits: Limits) -> Iterator[Problem]:
    question, target = asked.question, limits.target
    against = next(_against(asked, limits), None)
    if against:
        yield warning(question.place, f"{target}: {against}; the question is left out", _OUT)
        return
    if becomes := limits.kinds[type(question)]:
        yield warning(question.place, f"{target} gets this question as {becomes}")
    dropped = [feature for feature in used(asked) if feature in limits.drops]
    if dropped:
        words = _listed([feature.value for feature in dropped])
        yield warning(question.place, f"{target} cannot hold {words}: left out here", _LESS)


_OUT = "use another format for it, or change the question"
_LESS = "they stay in the deck, in print and in formats that can hold them"


def _against(asked: Asked, limits: Limits) -> Iterator[str]:
    """Why a question cannot be written."""
    kind = type(asked.question)
    if kind not in limits.kinds:
        yield f"it has no questions of kind {kind.kind}"
        return
    unfit = [feature.value for feature in used(asked) if feature in limits.refuses]
    if unfit:
        yield f"it cannot hold {_listed(unfit)}"
    yield from limits.reasons(asked)


def _listed(words: list[str]) -> str:
    """a, b and c."""
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last
