"""quizgen init: a small project to start from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click

from quizgen.cli.printing import relative, say, unwritable
from quizgen.problem import visible

PROJECT = {"content/deck.md": "deck.md", "exam.yaml": "exam.yaml"}
"""Where the files of a new project go → what they are called among the package's data."""

COMPANIONS = {"README.md": "README.md", ".gitignore": "gitignore"}
"""The same for files that many folders have; one that is there stays."""


@click.command(short_help="Make a small project to start from.")
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
def init(folder: Path) -> None:
    """Make a small project in DIR, or right here: a deck of questions, an exam, a README.

    Nothing that is there is ever overwritten.

    \b
    Examples:
      quizgen init
      quizgen init biology
    """
    _refuse_overwriting(folder)
    try:
        events = tuple(_make(folder))
    except OSError as error:
        raise unwritable(folder, error) from error
    for event in events:
        say(event)
    _next_steps(folder)


def _refuse_overwriting(folder: Path) -> None:
    there = [name for name in PROJECT if os.path.lexists(folder / name)]
    if there:
        listed = ", ".join(visible(relative(folder / name)) for name in there)
        hint = "Nothing was changed. Name a new folder, such as: quizgen init my-course"
        raise click.ClickException(f"already there: {listed}\n{hint}")


def _make(folder: Path) -> Iterator[str]:
    """Make the files, and yield for each what happened."""
    from quizgen.write import create

    starter = files("quizgen.cli") / "starter"
    for path, name in {**PROJECT, **COMPANIONS}.items():
        target = folder / path
        if os.path.lexists(target):
            yield f"kept {relative(target)}, which was there"
            continue
        create(target, (starter / name).read_bytes())
        yield f"made {relative(target)}"


def _next_steps(folder: Path) -> None:
    steps = [
        ("quizgen check", "see whether everything is right"),
        ("quizgen build", "make the exam: PDF files in output/"),
    ]
    if folder.resolve() != Path.cwd():
        steps.insert(0, (f"cd {relative(folder)}", ""))
    say()
    say("Next:")
    for command, purpose in steps:
        say(f"  {command:<16}{purpose}".rstrip())
