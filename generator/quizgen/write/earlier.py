"""The folder of an earlier build → what of it stays, and what no longer belongs to the exam."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from quizgen.positions import without_positions

RECORD = "exam.json"
"""The document that tells one exam from another: what was built with the same one goes together."""

LIST = ".quizgen-files"
"""Which files of a folder quizgen wrote, with their SHA-256, as `sha256sum --check` reads it."""

_LISTED = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What to do with the files that are not written anew; paths below the exam's folder.

    `foreign` were not written by quizgen, `ours` belong to the same exam as the new ones (SHA-256 by
    path), `stale` to another one, and so do `changed`, which somebody has changed since.
    """

    foreign: tuple[str, ...]
    ours: Mapping[str, str]
    stale: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def staying(self) -> Iterator[str]:
        """What must be there after the new build as well."""
        yield from (*self.foreign, *self.ours, *self.changed)


def survey(folder: Path, written: Mapping[str, str], record: bytes) -> Earlier:
    """Look at a folder into which these files (SHA-256 by path) are to be written. Raises OSError.

    `record` is that of the exam they belong to, empty if there is none.
    """
    listed, same = _read_list(folder), is_same_exam(folder, record)
    left = [path for path in _entries(folder) if path not in written and path != LIST]
    known = [path for path in left if path in listed]
    stale = () if same else tuple(p for p in known if digest(folder / native(p)) == listed[p])
    return Earlier(
        foreign=tuple(path for path in left if path not in listed),
        ours={path: listed[path] for path in known} if same else {},
        stale=stale,
        changed=() if same else tuple(path for path in known if path not in stale),
    )


def file_list(files: Mapping[str, str]) -> bytes:
    """The content of `LIST` for files given as SHA-256 by path."""
    return "".join(f"{files[path]}  {path}\n" for path in sorted(files)).encode()


def move_on(path: str, old: Path, new: Path) -> None:
    """Let the file, link or empty folder at `path` below `old` be below `new` too. Raises OSError."""
    source, target = old / native(path), new / native(path)
    _make_parents(path, old, new)
    if source.is_symlink():
        shutil.copy2(source, target, follow_symlinks=False)
    elif source.is_dir():
        target.mkdir(exist_ok=True)
        shutil.copystat(source, target)
    else:
        _link(source, target)


def native(path: str) -> str:
    """A path as this process must spell it to have a UTF-8 name on disk, in every locale."""
    return os.fsdecode(path.encode("utf-8", "surrogateescape"))


def digest(path: Path) -> str:
    """The SHA-256 of a file in hex; empty for anything else, such as a link. Raises OSError."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_same_exam(folder: Path, record: bytes) -> bool:
    """Whether the record in a folder is this one, but for positions, and as we wrote it."""
    path, listed = folder / RECORD, _read_list(folder)
    if not record or RECORD not in listed or digest(path) != listed[RECORD]:
        return False
    return without_positions(path.read_bytes()) == without_positions(record)


def _read_list(folder: Path) -> dict[str, str]:
    text = ""
    with suppress(FileNotFoundError):
        text = (folder / LIST).read_text(encoding="utf-8", errors="replace")
    matches = (_LISTED.fullmatch(line) for line in text.split("\n"))
    return {match[2]: match[1] for match in matches if match}


def _entries(folder: Path) -> Iterator[str]:
    """All files, links and empty folders below a folder, with forward slashes."""
    for parent, folders, names in os.walk(folder, onerror=_raise):
        here = Path(parent)
        links = [name for name in folders if (here / name).is_symlink()]
        empty = [] if folders or names or here == folder else [""]
        for name in sorted([*links, *names, *empty]):
            yield _portable((here / name).relative_to(folder))


def _raise(error: OSError) -> None:
    raise error


def _portable(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode("utf-8", "surrogateescape")


def _make_parents(path: str, old: Path, new: Path) -> None:
    for parent in reversed(Path(native(path)).parents[:-1]):
        if not (new / parent).exists():
            (new / parent).mkdir()
            shutil.copymode(old / parent, new / parent)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, or somebody else's file
        shutil.copy2(source, target)
