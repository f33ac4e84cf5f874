"""quizgen derive: the derived questions as decks of their own, to be edited and kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from quizgen.cli import options
from quizgen.cli.opening import open_project
from quizgen.cli.printing import counted, progress, relative, say, settle, unwritable
from quizgen.cli.session import Session
from quizgen.problem import Problem, warning

if TYPE_CHECKING:
    from quizgen.model import Deck, Question
    from quizgen.project import Project

SUFFIX = "-derived"
"""What is put behind the name of a deck to name the file of its derived questions."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be written: the derived questions of one deck; `source` is the path of that."""

    source: str
    path: str
    text: str
    questions: tuple[Question, ...]


@click.command(short_help="Write the derived questions into decks, to edit and keep.")
@options.project
@options.targets("[TARGET]...")
@options.pass_session
def derive(session: Session, targets: tuple[str, ...]) -> None:
    """Write the questions derived from a deck NAME.md into NAME-derived.md beside it.

    They are ordinary questions from then on: change them, or delete those that you do not want.
    Nothing is derived any more from cards that the new deck names in its setting derived_from, as
    long as an exam draws from both decks. No file is ever overwritten: run it again for new cards, and
    their questions go to NAME-derived-2.md. TARGET is an exam or a deck; without one, all decks are
    taken.

    \b
    Examples:
      quizgen derive
      quizgen derive content/deck.md
    """
    project, wanted = _project(session, targets)
    with progress(quiet=False) as doing:
        doing("writing")
        drafts, problems = _drafts(project, wanted)
    settle((*project.problems, *problems), project.sources)
    for draft in drafts:
        _write(project.root, draft)
    for line in _closing(project, drafts):
        say(line)


def _project(session: Session, targets: tuple[str, ...]) -> tuple[Project, frozenset[str]]:
    """The project, and the paths of the decks that the targets mean.

    All decks are read where the targets are among them: one may hold what was written out before.
    """
    everything = open_project(session, quiet=True)
    named = open_project(session, targets, quiet=True) if targets else everything
    wanted = frozenset(deck.place.path for deck in named.bank.decks)
    known = {deck.place.path for deck in everything.bank.decks}
    return (everything if wanted <= known else named), wanted


def _drafts(
    project: Project, wanted: frozenset[str]
) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for deck in project.bank.decks:
        if deck.place.path not in wanted:
            continue
        questions = tuple(_questions(project, deck.place.path))
        kept, more = _writable(project, deck, questions)
        problems += more
        if kept:
            drafts.append(_draft(project, deck, kept))
    return tuple(drafts), tuple(problems)


def _questions(project: Project, path: str) -> Iterator[Question]:
    for reading in project.readings:
        if reading.card.place.path == path:
            yield from project.derivation.questions.get(reading.card.id, ())


def _writable(
    project: Project, deck: Deck, questions: Iterable[Question]
) -> tuple[tuple[Question, ...], list[Problem]]:
    """The questions that Markdown can say, and a warning for each of the others."""
    from quizgen.author import Unwritable, card

    kept: list[Question] = []
    problems: list[Problem] = []
    for question in questions:
        try:
            card(question, pictures=_pictures(project, deck))
        except Unwritable as reason:
            problems.append(warning(question.place, f"left out: {reason}"))
        else:
            kept.append(question)
    return tuple(kept), problems


def _draft(project: Project, deck: Deck, questions: tuple[Question, ...]) -> Draft:
    from quizgen import author
    from quizgen.labels import labels
    from quizgen.read.front_matter import FrontMatter

    front_matter = FrontMatter(
        title=f"{deck.title}: {labels(deck.language).print['derived_questions']}",
        course=deck.course,
        tags=_common_tags(questions),
        language=deck.language,
        points=questions[0].points,
        derived_from=tuple(dict.fromkeys(question.card for question in questions)),
    )
    text = author.deck(questions, front_matter, _pictures(project, deck))
    return Draft(deck.place.path, _free_path(project, deck), text, questions)


def _free_path(project: Project, deck: Deck) -> str:
    """NAME-derived.md beside the deck; where that is taken, NAME-derived-2.md and so on."""
    source = PurePosixPath(deck.place.path)
    names = chain([SUFFIX], (f"{SUFFIX}-{number}" for number in count(2)))
    paths = (str(source.with_name(f"{source.stem}{name}.md")) for name in names)
    return next(path for path in paths if not os.path.lexists(project.root / path))


def _common_tags(questions: Sequence[Question]) -> tuple[str, ...]:
    """The tags with which the list of every question begins."""
    columns = zip(*(question.tags for question in questions), strict=False)
    return tuple(column[0] for column in takewhile(lambda c: len(set(c)) == 1, columns))


def _pictures(project: Project, deck: Deck) -> dict[str, str]:
    """For each picture its path from the deck's folder."""
    folder = PurePosixPath(deck.place.path).parent
    return {
        key: PurePosixPath(os.path.relpath(path, folder)).as_posix()
        for key, path in project.picture_paths.items()
    }


def _write(root: Path, draft: Draft) -> None:
    from quizgen.write import create

    path = root / draft.path
    try:
        create(path, draft.text.encode())
    except OSError as error:
        raise unwritable(path, error) from error
    cards = len({question.card for question in draft.questions})
    say(
        f"wrote {relative(path)}: {counted(len(draft.questions), 'question')}"
        f" derived from {counted(cards, 'card')}"
    )


def _closing(project: Project, drafts: Sequence[Draft]) -> Iterator[str]:
    """What there is to do next."""
    if not drafts:
        yield "nothing to write: see why with quizgen check --verbose"
        return
    from quizgen.project import load

    again = load(project.root)
    for draft in drafts:
        for plan in again.plans:
            paths = {deck.place.path for deck in plan.bank.decks}
            if draft.source in paths and draft.path not in paths:
                yield (
                    f"{plan.blueprint.place.path or plan.blueprint.name} does not draw from"
                    f" {draft.path}: add it to content:, or the exam goes on deriving by itself"
                )
