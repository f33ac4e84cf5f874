"""The options of a command line → the project that they mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.session import Session
from quizgen.problem import visible

if TYPE_CHECKING:
    from quizgen.project import Project


def open_project(session: Session, targets: Sequence[str] = (), quiet: bool = False) -> Project:
    """Read the project, and say what was assumed (on stderr, so that results stay results)."""
    from quizgen.project import load

    project = load(find_folder(session, targets), targets)
    for note in () if quiet else project.notes:
        click.echo(f"note: {visible(note)}", err=True)
    return project


def find_folder(session: Session, targets: Sequence[str] = ()) -> Path:
    """The project's folder: of --project, else around us, else around the first file named."""
    from quizgen.read.discover import find_root, is_file

    if session.folder is not None:
        return session.folder.resolve()
    root = find_root(Path.cwd())
    files = (Path(target).resolve() for target in targets if is_file(Path(target)))
    outside = next((file for file in files if not file.is_relative_to(root)), None)
    return find_root(outside.parent) if outside else root
