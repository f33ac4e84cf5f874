"""A picture's address as written in a deck → the bytes of a regular file inside the project."""

from __future__ import annotations

import difflib
import os
import posixpath
import re
import stat
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from quizgen.read.pictures.unusable import Unusable

LARGEST = 20_000_000
"""Bytes of a picture's file."""

_SUFFIXES = (".png", ".jpg", ".jpeg", ".svg")
_MOST_LISTED = 5_000
_NOT_CONTENT = frozenset({"output", "node_modules", "venv", "__pycache__"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SAFELY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_UNFOLLOWED = getattr(os, "O_NOFOLLOW", 0)


def decoded(src: str) -> str:
    """The path that a percent-encoded address stands for, relative to the deck's folder.

    Unusable if it is anything else than such a path: a web address, an absolute path, a drive.
    """
    try:
        path = unquote(src, errors="strict")
    except UnicodeDecodeError:
        raise Unusable("has a name that is not UTF-8", "write the name as it is") from None
    if not path:
        raise Unusable("has no file name", "write it so: ![what it shows](img/photo.png)")
    if _CONTROL.search(path):
        raise Unusable("has a control character in its name", "rename the file")
    _refuse_address(path)
    return path


def _refuse_address(path: str) -> None:
    scheme = _SCHEME.match(path)
    if path.startswith("//") or (scheme and scheme[1].lower() in ("http", "https", "ftp")):
        raise Unusable(
            "is on the web: pictures are never fetched from the network",
            "download it into the project",
        )
    if path.startswith("/") or (scheme and (len(scheme[1]) == 1 or scheme[1].lower() == "file")):
        raise Unusable(
            "has an absolute path, outside the project",
            "copy it into the project and write its path from the deck's folder",
        )
    if scheme:
        raise Unusable(
            f"is no file of the project: {scheme[0]} is an address of another kind",
            "save it as a file in the project",
        )
    if "\\" in path:
        raise Unusable("has a backslash in its path", f"write {path.replace(chr(92), '/')}")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, never waiting for a pipe or following a link. Unusable if too large."""
    try:
        with os.fdopen(os.open(path, _SAFELY | _UNFOLLOWED), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unusable("is no regular file")
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Unusable(f"cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise Unusable(
            f"is too large: at most {LARGEST // 1_000_000} MB are read", "make it smaller"
        )
    return data


class Locator:
    """Finds the pictures of one project; remembers what its folders hold."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._listings: dict[str, frozenset[str]] = {}
        self._pictures: tuple[str, ...] | None = None

    def locate(self, src: str, deck_path: str, anywhere: bool = False) -> Path:
        """The real path of a picture: a regular file in the project, named exactly as on disk.

        `src` is percent-encoded and relative to the folder of the deck, whose path is relative to
        the project with forward slashes. With `anywhere`, the only picture of that name will do, in
        whichever folder it lies. Unusable if there is no such file.
        """
        deck_folder = posixpath.dirname(deck_path)
        parts, given = _joined(deck_folder, decoded(src))
        folder = self._root
        for number, part in enumerate(parts):
            entry = part if number < given else self._entry(folder, part)
            if entry is None and anywhere and (elsewhere := self._named(parts[-1])):
                return _regular(self._inside(os.path.join(self._root, elsewhere)))  # noqa: PTH118
            if entry is None:
                raise self._missing("/".join(parts), deck_folder)
            folder = self._inside(os.path.join(folder, entry))  # noqa: PTH118
        return _regular(folder)

    def _inside(self, path: str) -> str:
        """The real path, after all links."""
        real = os.path.realpath(path)
        if real != self._root and not real.startswith(os.path.join(self._root, "")):  # noqa: PTH118
            raise _outside()
        return real

    def _entry(self, folder: str, name: str) -> str | None:
        """The name as the folder has it: accents may be composed or not, case must be the same.

        Disks of Windows and macOS are blind for case, so only their listing tells.
        """
        names = self._listing(folder)
        if name in names:
            return name
        plain = unicodedata.normalize("NFC", name)
        return next((n for n in sorted(names) if unicodedata.normalize("NFC", n) == plain), None)

    def _listing(self, folder: str) -> frozenset[str]:
        if folder not in self._listings:
            try:
                self._listings[folder] = frozenset(os.listdir(folder))  # noqa: PTH208
            except OSError:
                self._listings[folder] = frozenset()
        return self._listings[folder]

    def _named(self, name: str) -> str:
        """The path of the only picture of that name, "" where there is none or several."""
        same = [each for each in self._all() if _folded(posixpath.basename(each)) == _folded(name)]
        return same[0] if len(same) == 1 else ""

    def _all(self) -> tuple[str, ...]:
        """The paths of the pictures of the project, not all where there are very many."""
        if self._pictures is None:
            self._pictures = tuple(sorted(islice(_pictures(Path(self._root)), _MOST_LISTED)))
        return self._pictures

    def _missing(self, wanted: str, deck_folder: str) -> Unusable:
        nearest = _nearest(wanted, self._all())
        if not nearest:
            return Unusable("does not exist", "its path counts from the deck's folder")
        shown = " or ".join(_as_written(posixpath.relpath(n, deck_folder or ".")) for n in nearest)
        case = " (upper and lower case count)" if _folded(wanted) == _folded(nearest[0]) else ""
        return Unusable(f"does not exist{case}", f"did you mean {shown}?")


def _joined(folder: str, path: str) -> tuple[list[str], int]:
    """The parts of the path from the project's root, and how many are still the deck's folder."""
    parts = [part for part in folder.split("/") if part]
    given = len(parts)
    for part in path.split("/"):
        if part == "..":
            if not parts:
                raise _outside()
            parts.pop()
            given = min(given, len(parts))
        elif part not in ("", "."):
            parts.append(part)
    return parts, given


def _outside() -> Unusable:
    return Unusable("lies outside the project", "copy it into the project")


def _regular(path: str) -> Path:
    """The path, if it is a file; what is no regular file is not even opened."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except OSError as error:
        raise Unusable(f"cannot be read: {error.strerror}") from None
    if stat.S_ISDIR(mode):
        raise Unusable("is a folder, not a file", "name a file in it")
    if not stat.S_ISREG(mode):
        raise Unusable("is no regular file", "copy the picture into the project")
    return Path(path)


def _pictures(root: Path) -> Iterator[str]:
    """The paths of all that look like pictures by their suffix, from the root."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in _NOT_CONTENT and not f.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(_SUFFIXES):
                yield (Path(folder) / name).relative_to(root).as_posix()


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _nearest(wanted: str, pictures: tuple[str, ...]) -> list[str]:
    """Up to three paths: the same in another case, else of the same name, else of a similar one."""
    name = _folded(posixpath.basename(wanted))
    same = [p for p in pictures if _folded(p) == _folded(wanted)]
    same = same or [p for p in pictures if _folded(posixpath.basename(p)) == name]
    if same:
        return same[:3]
    similar = difflib.get_close_matches(name, [_folded(posixpath.basename(p)) for p in pictures])
    return [p for p in pictures if _folded(posixpath.basename(p)) in similar][:3]


def _as_written(path: str) -> str:
    """The path as it is written in Markdown."""
    path = path.replace("%", "%25")
    return f"<{path}>" if re.search(r"[\s()<>]", path) else path
