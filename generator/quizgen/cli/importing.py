"""quizgen import: files of other programs, and notes → decks."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from quizgen.cli import options
from quizgen.cli.opening import find_folder
from quizgen.cli.printing import (
    counted,
    progress,
    relative,
    report,
    say,
    summary,
    unwritable,
)
from quizgen.cli.session import Session
from quizgen.model import Place
from quizgen.problem import ERROR, Problem, has_errors, visible

if TYPE_CHECKING:
    from quizgen.importers.apart import Reading
    from quizgen.importers.drafting import Draft

_LARGEST = 400_000_000
"""Bytes of a file."""

_SHOWN = 20_000_000
"""Bytes of a file whose lines are shown with problems."""


class Format(click.ParamType):  # type: ignore[type-arg]
    """The name of an importer. The table loads when it is needed."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Shown in --help: all formats."""
        return f"[{'|'.join(_importers())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself; a usage error where there is no such importer."""
        if value not in _importers():
            self.fail(f"{value!r} is none of: {', '.join(_importers())}", param, ctx)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The formats that begin so."""
        known = _importers()
        return [CompletionItem(n, help=s) for n, s in known.items() if n.startswith(incomplete)]


def _importers() -> dict[str, str]:
    from quizgen.importers import IMPORTERS

    return {each.name: each.summary for each in IMPORTERS.values()}


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from quizgen.read.front_matter import is_language

    if value is not None and not is_language(value):
        raise click.BadParameter(f"{value!r} is no language: write de, en or en-GB")
    return value


@click.command("import", short_help="Bring in questions of other programs, and notes.")
@options.project
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--to", "target", metavar="DECK.md", type=click.Path(path_type=Path), help="The deck to write."
)
@click.option(
    "-f", "--format", "format", type=Format(), help="What the files are, if not found out."
)
@click.option(
    "--language",
    metavar="LANGUAGE",
    callback=_language,
    help="The language of the questions, such as de.",
)
@click.option("--keep-going", is_flag=True, help="Bring in the rest where questions are broken.")
@click.option("--force", is_flag=True, help="Overwrite a deck that is there.")
@options.pass_session
def import_(
    session: Session,
    files: tuple[Path, ...],
    target: Path | None,
    format: str | None,
    language: str | None,
    keep_going: bool,
    force: bool,
) -> None:
    """Write the questions of FILEs, whatever program they come from, into a deck of Markdown.

    What a file is, is found out from its content. Pictures go into a folder beside the deck. Whatever
    no question can hold stays in the deck as a note and is told. Without --to, each file NAME.xml becomes
    content/NAME.md; with it, all become one deck.

    \b
    Examples:
      quizgen import week5.txt
      quizgen import questions.xml --to content/old-bank.md
      quizgen import deck.apkg --keep-going
    """
    root = find_folder(session)
    groups = [files] if target else [(file,) for file in files]
    decks = [_deck_path(target, root, group[0]) for group in groups]
    _refuse_overwriting(decks, force)
    failed = False
    for group, deck in zip(groups, decks, strict=True):
        readings = [_read(file, format or "") for file in group]
        failed |= not _bring(readings, deck, language or "", keep_going, force)
    if failed:
        raise click.exceptions.Exit(1)


def _deck_path(target: Path | None, root: Path, file: Path) -> Path:
    """Where the deck goes: to --to, else into content/ under the name of the file."""
    if target is None:
        from quizgen.importers.pictures import plain_name

        return root / "content" / f"{plain_name(file.stem) or 'imported'}.md"
    if target.is_dir():
        name = target / f"{file.stem}.md"
        raise click.UsageError(f"--to names a deck, not a folder: try --to {visible(str(name))}")
    if target.suffix != ".md":
        raise click.UsageError(f"--to names a deck, whose file ends in .md: {visible(str(target))}")
    return target.resolve()


def _refuse_overwriting(decks: Sequence[Path], force: bool) -> None:
    twice = [deck for deck, number in Counter(decks).items() if number > 1]
    if twice:
        told = f"two of the files would become {visible(relative(twice[0]))}"
        raise click.ClickException(f"{told}\nbring them in one by one, with --to")
    there = [deck for deck in decks if os.path.lexists(deck)]
    if there and not force:
        listed = ", ".join(visible(relative(deck)) for deck in there)
        hint = "Nothing was changed. Name another deck with --to, or overwrite it with --force."
        raise click.ClickException(f"already there: {listed}\n{hint}")


def _read(path: Path, format: str) -> Reading:
    from quizgen.importers import apart
    from quizgen.importers.beside import with_files
    from quizgen.importers.importer import File
    from quizgen.read.discover import read_bytes

    try:
        real = path.resolve()
        data = read_bytes(real.parent, real.name, _LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"{visible(str(path))} cannot be read: {reason}") from error
    if len(data) > _LARGEST:
        raise click.ClickException(f"{visible(str(path))} is larger than {_LARGEST // 10**6} MB")
    name = path.as_posix()
    with progress(quiet=False) as doing:
        doing(f"reading {name}")
        reading = apart.read(File(name, data), format)
    return replace(reading, imported=with_files(reading.imported, path.resolve().parent, name))


def _bring(
    readings: Sequence[Reading],
    deck: Path,
    language: str,
    keep_going: bool,
    force: bool,
) -> bool:
    """Write the deck, if all is well, and tell what became of it; whether it was written."""
    from quizgen.importers.drafting import draft
    from quizgen.read.pictures.apart import rewritten, shared

    with progress(quiet=False) as doing:
        doing(f"writing {relative(deck)}")
        made = draft(readings, deck.stem, lambda data: rewritten(data, shared()), language)
    problems = (*_unknown(readings), *made.problems)
    report(problems, _sources(readings))
    if not made.questions or (has_errors(problems) and not keep_going):
        _refuse(made, problems)
        return False
    _write(deck, made, force)
    for line in _told(readings, deck, made, problems):
        say(line)
    return True


def _unknown(readings: Sequence[Reading]) -> Iterator[Problem]:
    from quizgen.importers.unknown import unknown

    for reading in readings:
        if not reading.importer:
            yield unknown(reading.file, _importers())
        elif not reading.imported.entries and not has_errors(reading.imported.problems):
            message = f"there are no questions in this file, read as {reading.importer}"
            yield Problem(Place(reading.file.name), message, "--format names another format")


def _sources(readings: Sequence[Reading]) -> dict[str, str]:
    """The texts of files that have lines, to show problems with."""
    from quizgen.importers.text import decoded

    return {
        reading.file.name: decoded(reading.file.data)[0]
        for reading in readings
        if len(reading.file.data) < _SHOWN and b"\0" not in reading.file.data[:10_000]
    }


def _refuse(made: Draft, problems: Sequence[Problem]) -> None:
    click.echo(f"nothing was written: {summary(problems)}", err=True)
    if made.questions and any(problem.severity == ERROR for problem in problems):
        good = counted(len(made.questions), "question")
        click.echo(f"--keep-going brings in the {good} that can be read", err=True)


def _write(deck: Path, made: Draft, force: bool) -> None:
    """The pictures first, so that no deck is ever without them."""
    from quizgen.write import create, overwrite

    pictures = {deck.parent / name: data for name, data in made.files.items()}
    new = {path: data for path, data in pictures.items() if not _holds(path, data)}
    _refuse_overwriting(list(new), force)
    path = deck
    try:
        for path, data in (*new.items(), (deck, made.text.encode())):
            (overwrite if force else create)(path, data)
    except OSError as error:
        raise unwritable(path, error) from error


def _holds(path: Path, data: bytes) -> bool:
    """Whether that file is there already, with just these bytes."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _told(
    readings: Sequence[Reading], deck: Path, made: Draft, problems: Sequence[Problem]
) -> Iterator[str]:
    """What is in the deck now, and what there is to do with it."""
    origins = ", ".join(f"{reading.file.name} ({reading.importer})" for reading in readings)
    yield f"wrote {relative(deck)}: {counted(len(made.questions), 'question')} from {origins}"
    kinds = Counter(question.kind for question in made.questions)
    yield "  " + ", ".join(f"{number:,} {kind}" for kind, number in sorted(kinds.items()))
    if made.files:
        folder = relative(deck.parent / PurePosixPath(next(iter(made.files))).parent)
        yield f"  {counted(len(made.files), 'picture')} in {folder}/"
    if made.notes:
        yield f"  {counted(made.notes, 'note')} kept in it, for you to read: look for ```note"
    if problems:
        yield f"  {summary(problems)}: see above"
