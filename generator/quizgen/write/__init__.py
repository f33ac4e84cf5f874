"""Documents → files in an output folder: the whole set of an exam at once, or none of it.

Nothing else of quizgen writes for people. The set is made in a hidden folder beside the exam's own,
which then takes the other's name in one step; so a stop at any moment leaves the old set or the new
one, and papers and keys of one run. Files that quizgen did not write move on unharmed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from quizgen.document import Document
from quizgen.model import Place
from quizgen.positions import without_positions
from quizgen.problem import ELSEWHERE, Problem, remedy, warning
from quizgen.write.earlier import (
    LIST,
    RECORD,
    Earlier,
    file_list,
    is_same_exam,
    move_on,
    native,
    survey,
)
from quizgen.write.filenames import same_everywhere, unsafe
from quizgen.write.folders import alone, exchange, sync
from quizgen.write.single import create, overwrite

__all__ = ["LIST", "RECORD", "File", "Written", "create", "overwrite", "shown", "write_all"]

_STAGED = ".quizgen-new-"
_RETIRED = ".quizgen-old-"


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file that was written: its path below the exam's folder, bytes, SHA-256 in hex."""

    path: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a set of documents; `removed` are files of an earlier build."""

    folder: Path
    files: tuple[File, ...]
    removed: tuple[str, ...]


class _Refused(Exception):
    """Writing is impossible; carries the problem."""

    def __init__(self, path: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(Place(path), message, hint)


def write_all(
    output: Path, name: str, documents: Iterable[Document]
) -> tuple[Written | None, tuple[Problem, ...]]:
    """Make these documents the files of the exam `name`, in the folder `output/name`.

    What an earlier build left stays only where its record (`RECORD`) is the same to the byte: else
    it belongs to another draw and is removed, unless somebody has changed it since (a warning).
    None and a problem where anything fails; then, or if `documents` raises, all is as it was.
    """
    try:
        _check_name(name, set())
        with ExitStack() as held:
            with _reported(output):
                if not output.exists():
                    held.callback(_remove_if_empty, output)
                output.mkdir(parents=True, exist_ok=True)
                held.enter_context(alone(output))
                _sweep(output)
            return _replace(output, name, documents)
    except _Refused as refused:
        return None, (refused.problem,)


def shown(path: Path) -> str:
    """A path as people read it, in every locale."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except BlockingIOError as error:
        message = "another quizgen is writing here at this moment"
        raise _Refused(shown(path), message, "wait for it, then run this again") from error
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise _Refused(shown(path), message, remedy(error)) from error


def _check_name(path: str, others: set[str]) -> None:
    if reason := unsafe(path):
        raise _Refused(path, f"no file can have this name: {reason}")
    if same_everywhere(path) in others:
        raise _Refused(path, "two files would have this name")
    others.add(same_everywhere(path))


def _replace(
    output: Path, name: str, documents: Iterable[Document]
) -> tuple[Written, tuple[Problem, ...]]:
    folder, staged = output / native(name), output / native(_STAGED + name)
    _check_folder(folder)
    try:
        files = _stage(folder, staged, documents)
        _require_all(folder, staged, files)
        earlier = _carry_over(folder, staged, files)
        with _reported(folder):
            _put_in_place(folder, staged, output / native(_RETIRED + name))
    finally:
        _sweep_whatever_comes(output)
    written = Written(folder, files, earlier.stale)
    return written, tuple(_changed(folder / native(path)) for path in earlier.changed)


def _check_folder(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        message = "the exam's files need a folder here, and this is something else"
        raise _Refused(shown(folder), message, "move it away, or name another folder with --output")
    if folder.exists() and not os.access(folder, os.W_OK):
        raise _Refused(shown(folder), "this folder is write-protected", ELSEWHERE)


def _stage(folder: Path, staged: Path, documents: Iterable[Document]) -> tuple[File, ...]:
    with _reported(folder):
        staged.mkdir()
        if folder.exists():
            shutil.copymode(folder, staged)
    files: list[File] = []
    names: set[str] = set()
    for document in documents:
        _check_name(document.path, names)
        with _reported(folder / native(document.path)):
            files.append(_write(staged, document))
    return tuple(sorted(files))


def _write(staged: Path, document: Document) -> File:
    path = staged / native(document.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    size, digest = _store(path, document.pieces())
    return File(document.path, size, digest)


def _store(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write a new file; its size and its SHA-256."""
    size, digest = 0, hashlib.sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        for piece in pieces:
            file.write(piece)
            size += len(piece)
            digest.update(piece)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _require_all(folder: Path, staged: Path, files: Iterable[File]) -> None:
    """Refuse to go on where somebody has tidied up what we were writing."""
    for file in files:
        path = staged / native(file.path)
        with _reported(folder / native(file.path)):
            whole = path.is_file() and path.stat().st_size == file.size
        if not whole:
            message = "this file was removed or changed by another program while it was written"
            raise _Refused(shown(folder / native(file.path)), message, "run this again")


def _carry_over(folder: Path, staged: Path, files: Iterable[File]) -> Earlier:
    """Take into the staged folder what of the present one shall stay."""
    written = {file.path: file.digest for file in files}
    with _reported(folder):
        record = _read_record(staged)
        if folder.exists() and _keeps_positions(folder, record):
            (staged / RECORD).unlink()
            del written[RECORD]
        earlier = survey(folder, written, record) if folder.exists() else Earlier((), {}, (), ())
        _store(staged / LIST, (file_list({**earlier.ours, **written}),))
    for path in earlier.staying:
        with _reported(folder / native(path)):
            move_on(path, folder, staged)
    return earlier


def _read_record(staged: Path) -> bytes:
    path = staged / RECORD
    return path.read_bytes() if path.exists() else b""


def _keeps_positions(folder: Path, record: bytes) -> bool:
    """Whether the earlier record stays: it knows of the same exam, and of its printed papers."""
    printed = without_positions(record) != record
    return not printed and is_same_exam(folder, record)


def _put_in_place(folder: Path, staged: Path, retired: Path) -> None:
    for path in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
        sync(path)
    if not folder.exists():
        staged.rename(folder)
    elif not exchange(staged, folder):
        folder.rename(retired)  # a stop right here is mended by the next sweep
        staged.rename(folder)
    sync(folder.parent)


def _sweep_whatever_comes(output: Path) -> None:
    try:
        _sweep(output)
    except KeyboardInterrupt:  # whoever stops us now has not less to expect than before
        _sweep(output)
        raise


def _sweep(output: Path) -> None:
    """Put back what lost its name halfway, and remove what runs that were stopped left behind."""
    for retired in output.glob(f"{_RETIRED}*"):
        folder = output / retired.name.removeprefix(_RETIRED)
        if not folder.exists():
            retired.rename(folder)
    for stray in (*output.glob(f"{_STAGED}*"), *output.glob(f"{_RETIRED}*")):
        if stray.is_dir() and not stray.is_symlink():
            shutil.rmtree(stray, ignore_errors=True)
        else:
            stray.unlink(missing_ok=True)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _changed(path: Path) -> Problem:
    message = "this file of an earlier build was changed since, so it stays; it is of another exam"
    return warning(Place(shown(path)), message, "move it away before you print")
