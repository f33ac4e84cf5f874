"""Questions → the quality report as it is shown: flaws with their places, counts, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from quizgen.cli.printing import counted, report, say, table
from quizgen.model import Question
from quizgen.problem import Problem

if TYPE_CHECKING:
    from quizgen.quality import Findings

_WIDTH = 100


def report_quality(
    questions: Iterable[Question], sources: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Show the flaws of all choice questions, and return them."""
    from quizgen.quality import choices, findings

    looked_at = choices(questions)
    found = findings(looked_at)
    problems = tuple(problem for each in found for problem in each.problems)
    report(problems, sources)
    say()
    for line in _lines(found):
        say(line)
    say(_summary(len(looked_at), len(found), len(problems)))
    return problems


def _lines(found: Sequence[Findings]) -> Iterator[str]:
    """The rules that found something, how often, and where they come from."""
    from quizgen.quality import SOURCE

    rows = [
        (each.rule.phrase, each.rule.source, str(len(each.problems)))
        for each in found
        if each.problems
    ]
    if rows:
        yield from table([("rule", "source", "findings"), *rows], right=(2,))
        yield ""
        yield from wrap(SOURCE, _WIDTH, break_on_hyphens=False)
        yield ""


def _summary(questions: int, rules: int, problems: int) -> str:
    if not questions:
        return "quality: there are no choice questions to look at"
    outcome = counted(problems, "finding") if problems else "no flaw found"
    return f"quality: {counted(questions, 'choice question')} looked at by {rules} rules; {outcome}"
