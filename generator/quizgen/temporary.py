"""Temporary files and folders, which are swept by the next run if the one that made them was killed.

Whoever makes one holds a lock on it, which ends with the process; so what nobody holds is a stray.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

_PREFIX = ".quizgen-tmp-"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def beside(path: Path, mode: int = 0o600) -> Iterator[tuple[Path, int]]:
    """A new file that may become `path`, and a handle for the caller to close. Raises OSError.

    If it was not given another name by the end, it is gone; `mode` are its permissions but for the umask.
    """
    temporary = path.with_name(_PREFIX + os.urandom(6).hex())
    handle, lock = _new(temporary, mode)
    try:
        yield temporary, handle
    finally:
        temporary.unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder where the system has its temporary files. Raises OSError."""
    with ExitStack() as stack:
        while not (folder := _new_folder(stack)).exists():
            pass  # it was swept before it was locked
        yield folder


def sweep(folder: Path) -> None:
    """Remove what runs that were killed left unfinished in a folder, as far as we may."""
    with suppress(OSError):
        for stray in folder.glob(f"{_PREFIX}*"):
            with suppress(OSError):
                _sweep(stray)


def sweep_temporary_folders() -> None:
    """The same where the system has its temporary files."""
    with suppress(OSError):  # there is room for none
        sweep(Path(tempfile.gettempdir()))


def _new_folder(stack: ExitStack) -> Path:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=_PREFIX)))
    lock = _lock_of(folder)
    if lock is not None:
        stack.callback(os.close, lock)
    return folder


def _new(path: Path, mode: int) -> tuple[int, int | None]:
    """Open a new file: its handle, and another that holds its lock when that one is closed."""
    while True:
        handle = os.open(path, _FLAGS, mode)
        lock = _locked(handle)
        if path.exists():  # else it was swept before it was locked
            return handle, lock
        for each in (handle, lock):
            if each is not None:
                os.close(each)


if sys.platform == "win32":

    def _locked(handle: int) -> None:
        return None

    def _lock_of(folder: Path) -> None:
        return None

    def _sweep(stray: Path) -> None:
        pass  # there we cannot tell whether somebody is still at work on it

else:
    import fcntl

    def _locked(handle: int) -> int | None:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
            return os.dup(handle)
        return None

    def _lock_of(folder: Path) -> int | None:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            with suppress(OSError):  # a file system without locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            return handle
        return None

    def _sweep(stray: Path) -> None:
        handle = os.open(stray, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            # Raises OSError where somebody is at work on it, or nobody can tell.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle).st_uid == os.getuid():
                shutil.rmtree(stray) if stray.is_dir() else stray.unlink()
        finally:
            os.close(handle)
