"""A project's folder, or a file that a team shares → the secret that its forms are drawn from.

Whoever knows the secret can draw the papers again, and so knows the keys: it is never printed, and
only its owner may read it.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from quizgen.model import Place
from quizgen.problem import Problem, remedy, warning
from quizgen.write import create, shown

FOLDER = ".quizgen"
LENGTH = 16
"""Bytes; 128 bits cannot be found by trying (see docs on chance: four digits can in seconds)."""

_HEXADECIMAL = re.compile(rb"\s*([0-9a-fA-F]{32})\s*")
_LONGEST = 65_536


def project_secret(root: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The secret of the project, made if there is none yet; None and a problem if it is damaged."""
    path = root / FOLDER / "secret"
    try:
        if not path.exists() and not path.is_symlink():
            _make(path)
        return _read(path)
    except OSError as error:
        message = f"the project's secret cannot be read or made: {error.strerror}"
        return None, (
            Problem(Place(shown(path)), message, remedy(error, "change the permissions")),
        )


def shared_secret(path: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The secret in a file of any kind with at least 16 bytes, blanks at its ends not counted.

    A copy of a project's secret gives that same secret; anything else is hashed.
    """
    place = Place(shown(path))
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST).strip()
    except OSError as error:
        return None, (Problem(place, f"the secret cannot be read: {error.strerror}"),)
    if match := _HEXADECIMAL.fullmatch(data):
        return bytes.fromhex(match[1].decode()), ()
    if len(data) < LENGTH:
        message = f"this secret is too short: {len(data)} bytes; at least {LENGTH} are needed"
        return None, (Problem(place, message, "make one with: openssl rand -hex 16"),)
    return hashlib.sha256(b"quizgen shared secret" + data).digest()[:LENGTH], ()


def _make(path: Path) -> None:
    ignore = path.with_name(".gitignore")
    if not ignore.exists():
        create(ignore, b"*\n")
    with suppress(FileExistsError):  # another build was quicker, and its secret is as good
        create(path, os.urandom(LENGTH).hex().encode() + b"\n", mode=0o600)


def _read(path: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    place = Place(shown(path))
    status = path.lstat()
    data = path.read_bytes()[:_LONGEST] if stat.S_ISREG(status.st_mode) else b""
    match = _HEXADECIMAL.fullmatch(data)
    if not match:
        message = "the project's secret is damaged: it must be a file of 32 hexadecimal digits"
        hint = "take it from a backup; without one, delete it: the next build draws all forms anew"
        return None, (Problem(place, message, hint),)
    secret = bytes.fromhex(match[1].decode())
    if os.name == "posix" and status.st_mode & 0o077:
        message = "others on this computer can read the project's secret, and so find the keys"
        return secret, (warning(place, message, f"run: chmod 600 {shown(path)}"),)
    return secret, ()
