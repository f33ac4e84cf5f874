"""The record of a build → a copy that later builds of the exam do not replace."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from quizgen.cli.drawing import cache_folder
from quizgen.model import Place
from quizgen.problem import Problem, warning
from quizgen.secret import FOLDER
from quizgen.temporary import sweep, sweep_temporary_folders
from quizgen.write import create, shown

RECORDS = "records"


def clear_up(root: Path) -> None:
    """Remove what runs that were killed left half done, but for the output folder."""
    sweep_temporary_folders()
    cache = cache_folder(root)
    if cache is not None:
        for folder in (cache, cache.parent, cache.parent / RECORDS):
            sweep(folder)


def keep_record(root: Path, exam: str, data: bytes) -> tuple[Problem, ...]:
    """Keep the record in the project's hidden folder, where there is one, under its own digest.

    An exam that is built anew after papers were printed gets another record; without the old one,
    the printed papers could not be graded.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        return ()
    path = folder / RECORDS / f"{exam}-{hashlib.sha256(data).hexdigest()[:12]}.json"
    try:
        with suppress(FileExistsError):
            create(path, data, mode=0o600)
    except OSError as error:
        message = f"no copy of the record could be kept: {error.strerror}"
        return (warning(Place(shown(path)), message, "keep exam.json with the printed papers"),)
    return ()
