"""A file to be written: what exporters make and the writer takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile, gettempdir
from typing import BinaryIO, cast

from quizgen.model import NOWHERE
from quizgen.problem import Problem

IN_MEMORY, PIECE = 16 * 1024**2, 1024**2
"""Bytes of a long document that need no file, and bytes that are read from a file at once."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a candidate marks or writes something: the number of the question, what is there, and the
    page (from 1) and place of it in millimetres from the upper left corner of the sheet."""

    question: int
    kind: str
    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form's paper as it was printed: how many pages it has, and its spots in reading order."""

    label: str
    pages: int
    spots: tuple[Spot, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be written: its path below the exam's output folder, and its bytes.

    `warnings` are what came up while it was made; `printed` are the forms whose papers are in it. A
    long one is in a temporary `file` in place of `data`, which is there until the next is asked for.
    """

    path: str
    data: bytes = field(repr=False)
    warnings: tuple[Problem, ...] = ()
    printed: tuple[PrintedForm, ...] = ()
    file: BinaryIO | None = field(default=None, repr=False, compare=False)

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, piece by piece. Raises OSError."""
        if self.file is None:
            yield self.data
            return
        self.file.seek(0)
        while piece := self.file.read(PIECE):
            yield piece


@contextmanager
def long_file() -> Iterator[BinaryIO]:
    """A file for a document that may be too long for memory; raises NotMade if the disk is full."""
    with temporary_files(), SpooledTemporaryFile(IN_MEMORY) as file:
        yield cast(BinaryIO, file)


@contextmanager
def temporary_files() -> Iterator[None]:
    """While they are made: raises NotMade where the system refuses."""
    try:
        yield
    except OSError as error:
        raise NotMade((no_temporary(error, _temporary_folder()),)) from error


def no_temporary(error: OSError, folder: str) -> Problem:
    """What to tell of a temporary file that could not be written in this folder."""
    message = f"a temporary file cannot be written: {error.strerror or error}"
    return Problem(NOWHERE, message, f"make room in {folder}, or let TMPDIR name another folder")


def _temporary_folder() -> str:
    try:
        return gettempdir()
    except OSError:  # there is room in none of them
        return "the folder for temporary files"


class NotMade(RuntimeError):
    """A document could not be made, or was not what it should be when read back; `problems` say why.

    Raised only after a check that found nothing: by limits that were reached, or faults of ours.
    `path` is the document's; `laid_out` is whether there was one, to be read back.
    """

    def __init__(
        self, problems: tuple[Problem, ...], path: str = "", laid_out: bool = False
    ) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems, self.path, self.laid_out = problems, path, laid_out

    def __reduce__(self) -> tuple[type[NotMade], tuple[tuple[Problem, ...], str, bool]]:
        return NotMade, (self.problems, self.path, self.laid_out)
