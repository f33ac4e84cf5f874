"""quizgen stress: an exam drawn hundreds of times, and what its papers would give away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from quizgen.cli import options
from quizgen.cli.opening import open_project
from quizgen.cli.printing import counted, progress, say, settle, table
from quizgen.cli.session import Session
from quizgen.problem import Problem, warning

if TYPE_CHECKING:
    from quizgen.model import Blueprint, Exam
    from quizgen.stress import Answer, Lengths, Letters

_BAR = 40
"""Columns of a bar for a share of 100 %."""

_ROWS = "  {}"


@click.command(short_help="Draw an exam hundreds of times: what do its papers give away?")
@options.project
@options.targets("[EXAM]...")
@click.option(
    "--papers",
    type=click.IntRange(2, 5_000),
    default=200,
    show_default=True,
    metavar="N",
    help="So many papers.",
)
@options.strict
@options.pass_session
def stress(session: Session, targets: tuple[str, ...], papers: int, strict: bool) -> None:
    """Draw an exam hundreds of times and show where its keys fall, how alike its papers are, whether
    keys are longer than distractors, and what guessing by simple rules would bring.

    EXAM is an exam's name or file, or a deck; without, all exams. Nothing is printed or written, and
    the draws are not those of the real papers, so that the report may be shown to anybody.

    \b
    Examples:
      quizgen stress
      quizgen stress week5 --papers 1000
    """
    from quizgen.stress import rehearse

    project = open_project(session, targets)
    settle(project.problems, project.sources)
    found: list[Problem] = []
    for plan in project.plans:
        with progress(quiet=False) as doing:
            doing(f"{plan.blueprint.name}: drawing {counted(papers, 'paper')}")
            exam, problems = rehearse(plan.bank, plan.blueprint, papers)
        if exam is None:
            settle(problems, project.sources)
        else:
            found += _show(exam)
    settle(found, project.sources, strict)


def _show(exam: Exam) -> tuple[Problem, ...]:
    """Say what was found; the warnings that follow from it."""
    from quizgen.stress import answers, key_lengths, key_letters

    blueprint = exam.blueprint
    papers = answers(exam)
    letters, lengths = tuple(key_letters(papers)), key_lengths(papers)
    asked = counted(sum(map(len, papers)), "choice question")
    say(f"{blueprint.name}: {counted(len(papers), 'paper')} drawn, {asked} with one right option")
    for lines in (_letters(letters), _neighbours(exam), _lengths(lengths), _guesses(papers)):
        _say_part(tuple(lines))
    say()
    return tuple(_warnings(blueprint, letters, lengths))


def _say_part(lines: Sequence[str]) -> None:
    if lines:
        say()
        for line in lines:
            say(line)


def _letters(found: Sequence[Letters]) -> Iterator[str]:
    from quizgen.assemble import letter

    for each in found:
        shares = [(letter(i), count / each.total) for i, count in enumerate(each.counts)]
        off = 2 * each.deviation / each.total
        yield f"where the key is, of {len(each.counts)} options ({each.total:,} times)"
        yield from _bars(shares)
        yield f"  by chance {1 / len(each.counts):.1%}, mostly within {off:.1%} of it"


def _neighbours(exam: Exam) -> Iterator[str]:
    from quizgen.stress import LEVELS, neighbours

    counts = neighbours(exam)
    if total := sum(counts):
        yield "how alike papers are: equal letters at the same number, in shares of all pairs"
        last = max(i for i, count in enumerate(counts) if count)
        names = [f"{i * 100 // LEVELS}–{(i + 1) * 100 // LEVELS} %" for i in range(LEVELS)]
        yield from _bars([(names[i], counts[i] / total) for i in range(last + 1)])


def _lengths(found: Lengths) -> Iterator[str]:
    if found.total:
        yield f"how long the key is ({counted(found.total, 'different question')})"
        counts = {"longest": found.longest, "between": found.between, "shortest": found.shortest}
        yield from _bars([(name, count / found.total) for name, count in counts.items()])
        yield f"  by chance it would be the longest in {found.expected / found.total:.1%}"


def _guesses(papers: Sequence[Sequence[Answer]]) -> Iterator[str]:
    from quizgen.stress import strategies

    found = tuple(strategies(papers))
    if found:
        yield "what guessing brings, in shares of these questions"
        yield from _bars([(each.rule, each.share) for each in found])


def _bars(shares: Sequence[tuple[str, float]]) -> Iterator[str]:
    rows = [(name, f"{share:.1%}", "█" * round(share * _BAR)) for name, share in shares]
    yield from map(_ROWS.format, table(rows, right=(1,)))


def _warnings(
    blueprint: Blueprint, letters: Sequence[Letters], lengths: Lengths
) -> Iterator[Problem]:
    from quizgen.assemble import letter
    from quizgen.stress import uneven

    for each in letters:
        if places := ", ".join(map(letter, uneven(each))):
            message = f"of {len(each.counts)} options, keys are at {places} more or less often than chance"
            hint = "options that are not shuffled show where authors like to put the right one"
            yield warning(blueprint.place, message, hint)
    if lengths.telling:
        message = (
            f"the key is the longest option in {lengths.longest} of {lengths.total} questions;"
            f" by chance it would be in {round(lengths.expected)}"
        )
        yield warning(blueprint.place, message, "quizgen check --quality names the questions")
