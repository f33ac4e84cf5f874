"""Bytes → one new file, whole from the first moment."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from quizgen.temporary import beside, sweep
from quizgen.write.folders import sync


def create(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Make a new file, whole from the first moment; FileExistsError where there is one.

    Folders are made as needed; `mode` are its permissions but for the umask. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    with beside(path, mode) as (temporary, handle):
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _give_new_name(temporary, path)
    sync(path.parent)


def _give_new_name(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: nearly as good
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)


def overwrite(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Make a file, or put a new one in the place of the old, whole at every moment. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    with beside(path, mode) as (temporary, handle):
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    sync(path.parent)
