"""quizgen check: everything that is wrong, and what became of each card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from quizgen.cli import options
from quizgen.cli.opening import open_project
from quizgen.cli.printing import counted, end, progress, report, say, summary, table
from quizgen.cli.session import Session
from quizgen.problem import Problem, has_errors

if TYPE_CHECKING:
    from quizgen.export.exporter import Exporter
    from quizgen.project import Project
    from quizgen.read.question import Reading

_NO_SECRET = bytes(16)
"""Shortages do not depend on the secret, so that none need be made to find them."""


@click.command(short_help="Find everything that is wrong, with file and line.")
@options.project
@options.targets("[TARGET]...")
@options.formats((), help="Check also what this format can express. Repeat it for several.")
@options.strict
@options.verbose
@options.pass_session
def check(
    session: Session,
    targets: tuple[str, ...],
    formats: tuple[Exporter, ...],
    strict: bool,
    verbose: bool,
) -> None:
    """Read decks and exams and show all problems. TARGET is an exam or a deck; without, everything.

    With --verbose it shows every card and what it became.

    \b
    Examples:
      quizgen check
      quizgen check week5 --format moodle
      quizgen check content/deck.md --verbose
    """
    project = open_project(session, targets, quiet=True)
    with progress(quiet=False) as doing:
        doing("checking")
        problems = (*project.problems, *_further_problems(project, formats))
    if verbose:
        _show_cards(project)
    report(problems, project.sources)
    say(f"{summary(problems)}; {counted(len(project.bank.questions), 'question')}")
    end(problems, strict)


def _further_problems(project: Project, formats: tuple[Exporter, ...]) -> Iterator[Problem]:
    """What only shows when formulas are drawn and exams put together."""
    from quizgen.assemble import assemble
    from quizgen.build import prepare
    from quizgen.cli.drawing import formula_artist

    blueprints = tuple(plan.blueprint for plan in project.plans)
    texts = (project.bank.questions, blueprints)
    formulas, wrong = formula_artist(project.root)(texts, "en")
    yield from wrong
    if has_errors((*project.problems, *wrong)):
        return
    for plan in project.plans:
        exam, problems = assemble(plan.bank, plan.blueprint, _NO_SECRET)
        yield from problems
        if exam is not None:
            yield from prepare(exam, formats, project.theme, lambda *_: (formulas, ()))[1]


def _show_cards(project: Project) -> None:
    for line in table([_card(reading) for reading in project.readings]):
        say(line)


def _card(reading: Reading) -> tuple[str, str, str, str]:
    place, question = reading.card.place, reading.question
    kind = question.kind if question else "no question"
    return f"{place.path}:{place.line}", reading.card.id, kind, reading.understood
