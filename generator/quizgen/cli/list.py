"""quizgen list: the questions that there are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli import options
from quizgen.cli.opening import open_project
from quizgen.cli.printing import counted, say, settle, shortened, table
from quizgen.cli.session import Session
from quizgen.model import NOWHERE
from quizgen.problem import Problem

if TYPE_CHECKING:
    from quizgen.model import Question

_HEAD = ("ID", "KIND", "TOPIC", "DIFFICULTY", "POINTS", "TAGS", "QUESTION")
_WIDEST = 24
"""Screen columns of topic and tags; an id is never cut, for it must be copied."""

_LONGEST_STEM = 60


@click.command("list", short_help="List the questions that there are.")
@options.project
@options.targets("[TARGET]...")
@options.selection
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON instead of a table.")
@options.pass_session
def list_questions(
    session: Session, /, targets: tuple[str, ...], as_json: bool, **conditions: Any
) -> None:
    """List the questions with kind, topic, difficulty (expected share of right answers) and points.

    The JSON is {"questions": [{"id", "kind", "deck", "topic", "tags", "points", "difficulty",
    "language", "stem", "path", "line"}], "counts": {"topic", "kind", "difficulty"}}; points and
    difficulty are texts of decimal numbers, and each count maps a name to a number. A difficulty of
    0.7 or more counts as easy, one below 0.45 as hard.

    \b
    Examples:
      quizgen list
      quizgen list --kind choice --tag norms --difficulty easy..medium
      quizgen list content/deck.md --json | jq '.questions[].id'
    """
    from quizgen.bank import select, unknown_names

    project = open_project(session, targets)
    selection = options.to_selection(**conditions)
    questions = select(project.bank, selection)
    if as_json:
        click.echo(json.dumps(as_data(questions), ensure_ascii=False, indent=1))
    else:
        _show(questions)
    unknown = (Problem(NOWHERE, *words) for words in unknown_names(project.bank, selection))
    settle((*project.problems, *unknown), project.sources)


def as_data(questions: Sequence[Question]) -> dict[str, object]:
    """The questions and their counts as --json gives them."""
    return {
        "questions": [_as_data(question) for question in questions],
        "counts": {name: dict(sorted(c.items())) for name, c in _counts(questions).items()},
    }


def _as_data(question: Question) -> dict[str, object]:
    from quizgen.markup.plain import plain

    return {
        "id": question.id,
        "kind": question.kind,
        "deck": question.deck,
        "topic": question.topic,
        "tags": list(question.tags),
        "points": _number(question.points),
        "difficulty": _number(question.difficulty),
        "language": question.language,
        "stem": plain(question.stem),
        "path": question.place.path,
        "line": question.place.line,
    }


def _counts(questions: Sequence[Question]) -> dict[str, Counter[str]]:
    from quizgen.read.difficulty import level

    return {
        "topic": Counter(question.topic for question in questions),
        "kind": Counter(question.kind for question in questions),
        "difficulty": Counter(level(question.difficulty) for question in questions),
    }


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _difficulty(share: Decimal) -> str:
    """The author's word where there is one for the share."""
    from quizgen.read.difficulty import LEVELS, level

    return level(share) if share in LEVELS.values() else _number(share)


def _show(questions: Sequence[Question]) -> None:
    if questions:
        for line in table([_HEAD, *map(_row, questions)], right=(4,)):
            say(line)
        say()
    say(counted(len(questions), "question"))
    for name, counts in _counts(questions).items():
        parts = (f"{value or '(none)'} {number}" for value, number in counts.most_common())
        if questions:
            say(f"by {name}: {', '.join(parts)}")


def _row(question: Question) -> tuple[str, ...]:
    from quizgen.markup.plain import one_line

    return (
        question.id,
        question.kind,
        shortened(question.topic, _WIDEST),
        _difficulty(question.difficulty),
        _number(question.points),
        shortened(", ".join(question.tags), _WIDEST),
        one_line(question.stem, _LONGEST_STEM),
    )
