"""A written Moodle XML file and its exam → where the two differ; nothing is handed out unless equal.

Both are boiled down to plain facts, question by question: what the file says as Moodle would read it,
and what the exam plans, told from its nodes and not from our HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from quizgen.document import NotMade
from quizgen.export.moodle.facts import Facts
from quizgen.export.moodle.found import found
from quizgen.export.moodle.planned import planned
from quizgen.model import Exam
from quizgen.problem import Problem

_HINT = "this is a fault of quizgen: please report it with the question"


def verify(exam: Exam, data: bytes) -> None:
    """Raise `NotMade` with all differences, if there are any: a fault of ours."""
    problems = tuple(
        Problem(exam.blueprint.place, f"the Moodle file could not be verified: {line}", _HINT)
        for line in differences(exam, data)
    )
    if problems:
        raise NotMade(problems)


def differences(exam: Exam, data: bytes) -> tuple[str, ...]:
    """What is not in the file as the exam plans it, one line for each."""
    try:
        facts = tuple(found(data))
    except (etree.XMLSyntaxError, ValueError) as problem:
        return (f"the file cannot be read: {problem}",)
    return tuple(_differences(tuple(planned(exam)), facts))


def _differences(plan: tuple[Facts, ...], file: tuple[Facts, ...]) -> Iterator[str]:
    for number, (wanted, got) in enumerate(zip_longest(plan, file, fillvalue=None), start=1):
        if wanted is None or got is None:
            yield f"question {number}: {'not planned' if wanted is None else 'missing'}"
            continue
        for name in sorted({*wanted, *got}):
            if wanted.get(name) != got.get(name):
                yield f"question {number}: {name}: {wanted.get(name)!r}, not {got.get(name)!r}"
