"""What Python has no function for: to hold a folder alone, to exchange two, to make them durable."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), Linux; RENAME_SWAP of renamex_np(2), macOS
_AT_FDCWD = -100  # Linux: paths are relative to the current folder


def exchange(first: Path, second: Path) -> bool:
    """Give each the other's name in one step; False where system or file system cannot."""
    library: Any = None if sys.platform == "win32" else ctypes.CDLL(None)
    names = os.fsencode(first), os.fsencode(second)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(*names, _EXCHANGE) == 0)
    return False


def sync(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system lets us."""
    with suppress(OSError):  # Windows opens no folders, and some file systems have no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder; BlockingIOError while another process does. The end of a process frees it."""
    if sys.platform == "win32":
        yield from _alone_on_windows(folder)
    else:
        yield from _alone(folder)


if sys.platform == "win32":

    def _alone_on_windows(folder: Path) -> Iterator[None]:
        # The system deletes a temporary file with its last handle, also when the process is killed.
        try:
            flags = os.O_CREAT | os.O_EXCL | os.O_TEMPORARY
            handle = os.open(folder / ".quizgen-lock", flags)
        except (FileExistsError, PermissionError) as error:
            raise BlockingIOError(*error.args) from error
        try:
            yield
        finally:
            os.close(handle)

else:
    import fcntl

    def _alone(folder: Path) -> Iterator[None]:
        handle = os.open(folder, os.O_RDONLY)
        try:
            _lock(handle)
            yield
        finally:
            # Closing alone would not do: children that were forked meanwhile share the lock.
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_UN)
            os.close(handle)

    def _lock(handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            pass  # a file system without locks
