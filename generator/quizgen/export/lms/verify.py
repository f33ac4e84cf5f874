"""What an exam plans and what the written file says → an error wherever the two differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from quizgen.document import NotMade
from quizgen.export.lms.facts import Facts
from quizgen.model import Exam
from quizgen.problem import Problem

_HINT = "this is a fault of quizgen: please report it with the question"


def require_same(exam: Exam, target: str, differences: Iterable[str]) -> None:
    """Raise `NotMade` with all differences, if there are any: a fault of ours."""
    problems = tuple(
        Problem(exam.blueprint.place, f"the {target} file could not be verified: {line}", _HINT)
        for line in differences
    )
    if problems:
        raise NotMade(problems)


def compared(
    planned: Iterable[Facts], found: Iterable[Facts], what: str = "question"
) -> Iterator[str]:
    """What is not in the file as the exam plans it, question by question, one line for each."""
    for number, (wanted, got) in enumerate(zip_longest(planned, found), start=1):
        if wanted is None or got is None:
            yield f"{what} {number}: {'not planned' if wanted is None else 'missing'}"
            continue
        for name in sorted({*wanted, *got}):
            if wanted.get(name) != got.get(name):
                yield f"{what} {number}: {name}: {wanted.get(name)!r}, not {got.get(name)!r}"
