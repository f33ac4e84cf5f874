"""quizgen check: everything that is wrong, and what became of each card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from quizgen.cli import options
from quizgen.cli.cards import show_cards
from quizgen.cli.opening import open_project
from quizgen.cli.printing import counted, end, progress, report, say, summary
from quizgen.cli.quality import report_quality
from quizgen.cli.session import Session
from quizgen.problem import Problem, has_errors

if TYPE_CHECKING:
    from quizgen.export.exporter import Exporter
    from quizgen.project import Project

_NO_SECRET = bytes(16)
"""Shortages do not depend on the secret, so that none need be made to find them."""


@click.command(short_help="Find everything that is wrong, with file and line.")
@options.project
@options.targets("[TARGET]...")
@options.formats((), help="Check also what this format can express. Repeat it for several.")
@click.option("--quality", is_flag=True, help="Look also for flaws in how choices are written.")
@options.strict
@options.verbose
@options.pass_session
def check(
    session: Session,
    targets: tuple[str, ...],
    formats: tuple[Exporter, ...],
    quality: bool,
    strict: bool,
    verbose: bool,
) -> None:
    """Read decks and exams and show all problems. TARGET is an exam or a deck; without, everything.

    With --verbose it shows every card, what it became and what was derived from it, and
    with --quality what item-writing guidelines object to in choice questions.

    \b
    Examples:
      quizgen check
      quizgen check week5 --format moodle
      quizgen check content/deck.md --verbose
      quizgen check --quality
    """
    project = open_project(session, targets, quiet=True)
    with progress(quiet=False) as doing:
        doing("checking")
        problems = (*project.problems, *_further_problems(project, formats))
    if verbose:
        show_cards(project)
    report(problems, project.sources)
    say(f"{summary(problems)}; {_counts(project)}")
    flaws = report_quality(project.bank.questions, project.sources) if quality else ()
    end((*problems, *flaws), strict)


def _further_problems(project: Project, formats: tuple[Exporter, ...]) -> Iterator[Problem]:
    """What only shows when questions are compared, formulas drawn and exams put together."""
    from quizgen.assemble import assemble
    from quizgen.build import prepare
    from quizgen.cli.drawing import formula_artist
    from quizgen.duplicates import duplicates

    yield from duplicates(project.bank.questions)
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


def _counts(project: Project) -> str:
    derived = sum(map(len, project.derivation.questions.values()))
    written = counted(len(project.bank.questions) - derived, "question")
    return f"{written} and {derived:,} derived" if derived else written
