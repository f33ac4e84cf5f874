"""Files to import → what they hold, the deck made of it, and the lines that tell of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from quizgen.cli.printing import counted, progress, relative, report, say, summary, unwritable
from quizgen.model import Place
from quizgen.problem import ERROR, Problem, has_errors, visible

if TYPE_CHECKING:
    from quizgen.importers.apart import Reading
    from quizgen.importers.deck.drafting import Draft

_LARGEST = 400_000_000
"""Bytes of a file."""

_SHOWN = 20_000_000
"""Bytes of a file whose lines are shown with problems."""


def importers() -> dict[str, str]:
    """What each importer is for, by name."""
    from quizgen.importers import IMPORTERS

    return {each.name: each.summary for each in IMPORTERS.values()}


def refuse_overwriting(paths: Sequence[Path], force: bool) -> None:
    """End the command where one of the files is there, unless that was allowed."""
    there = [path for path in paths if os.path.lexists(path)]
    if there and not force:
        listed = ", ".join(visible(relative(path)) for path in there)
        hint = "Nothing was changed. Name another deck with --to, or overwrite it with --force."
        raise click.ClickException(f"already there: {listed}\n{hint}")


def read_file(path: Path, format: str) -> Reading:
    """What a file holds, with the pictures that lie beside it; `format` is "" to be found out."""
    from quizgen.importers import apart
    from quizgen.importers.beside import with_files
    from quizgen.importers.importer import File
    from quizgen.importers.stills import with_stills
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
    found = with_files(reading.imported, path.resolve().parent, name)
    return replace(reading, imported=with_stills(found, name))


def bring(
    readings: Sequence[Reading],
    deck: Path,
    language: str,
    keep_going: bool,
    force: bool,
) -> bool:
    """Write the deck, if all is well, and tell what became of it; whether it was written."""
    from quizgen.importers.deck.drafting import draft
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
            yield unknown(reading.file, importers())
        elif not reading.imported.entries and not has_errors(reading.imported.problems):
            message = f"there are no questions in this file, read as {reading.importer}"
            yield Problem(Place(reading.file.name), message, "--format names another format")


def _sources(readings: Sequence[Reading]) -> dict[str, str]:
    """The texts of files that have lines, to show problems with."""
    from quizgen.importers.shared.text import decoded

    return {
        reading.file.name: decoded(reading.file.data)[0]
        for reading in readings
        if len(reading.file.data) < _SHOWN and b"\0" not in reading.file.data[:10_000]
    }


def _refuse(made: Draft, problems: Sequence[Problem]) -> None:
    click.echo(f"nothing was written: {summary(problems)}", err=True)
    if made.notes and not made.questions:
        click.echo("there is no question that a deck could hold: see above", err=True)
    if made.questions and any(problem.severity == ERROR for problem in problems):
        good = counted(len(made.questions), "question")
        click.echo(f"--keep-going brings in the {good} that can be read", err=True)


def _write(deck: Path, made: Draft, force: bool) -> None:
    """The pictures first, so that no deck is ever without them."""
    from quizgen.write import create, overwrite

    pictures = {deck.parent / name: data for name, data in made.files.items()}
    new = {path: data for path, data in pictures.items() if not _holds(path, data)}
    refuse_overwriting(list(new), force)
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
