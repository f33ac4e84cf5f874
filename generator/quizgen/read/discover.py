"""A folder and what the user named → the files to read."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path, PurePosixPath

from quizgen.markup.characters import forbidden
from quizgen.model import Place
from quizgen.problem import Problem
from quizgen.read.source import LARGEST

CONTENT = "content"
HIDDEN = ".quizgen"
SUFFIX = ".exam.yaml"
_SAFELY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MARKDOWN = frozenset({".md", ".markdown"})
_DEEPEST = 20
_NO_DECKS = frozenset({"readme", "changelog", "license", "contributing", "architecture"})
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Files by path from the root: exams; decks to make an exam of; others that are only checked."""

    exams: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_root(start: Path) -> Path:
    """The nearest folder upwards from `start` (a folder) that is a project; else `start` itself."""
    start = start.resolve()
    return next(filter(_is_project, (start, *start.parents)), start)


def _is_project(folder: Path) -> bool:
    """Whether it has been built in, or holds exams or content; content/ itself is part of one."""
    if (folder / HIDDEN).is_dir():
        return True
    return folder.name != CONTENT and bool(_exams(folder) or _content(folder))


def find(root: Path, targets: Sequence[str]) -> Found:
    """What the targets name, or all exams of the project, or else its decks."""
    if targets:
        return _named(root, targets)
    exams = all_exams(root)
    content = _content(root)
    if exams:
        return Found(exams=exams, others=content)
    decks = content or _loose(root)
    if not decks:
        message = f"there is no deck in {root.name or root}: no Markdown file with cards"
        hint = "write one, such as content/deck.md, or make a sample with: quizgen init"
        return Found(problems=(Problem(Place(""), message, hint),))
    return Found(decks=decks)


def check_hidden_folder(root: Path) -> tuple[Problem, ...]:
    """A problem if the folder of the secret is a link: what is kept there would land elsewhere."""
    if not (root / HIDDEN).is_symlink():
        return ()
    message = f"{HIDDEN} is a link; it must be a folder of this project"
    hint = "delete the link; to share a secret, use --secret-file"
    return (Problem(Place(HIDDEN), message, hint),)


def check_name(path: str) -> Iterator[Problem]:
    """A problem if a file's name holds what is no text: names stand in records and documents."""
    found = [description for _, description in islice(forbidden(path), 1)]
    for description in found or ["U+000A (a line end)"] * ("\n" in path):
        yield Problem(Place(path), f"the name of this file holds {description}", "rename it")


def all_exams(root: Path) -> tuple[str, ...]:
    """The exam files in the root and in content/."""
    return (*_exams(root), *(f"{CONTENT}/{name}" for name in _exams(root / CONTENT)))


def _exams(folder: Path) -> tuple[str, ...]:
    return tuple(name for name in _names(folder) if name == "exam.yaml" or name.endswith(SUFFIX))


def _names(folder: Path) -> list[str]:
    """All that is no folder: a broken link or a pipe in the place of a file must not go unnoticed."""
    try:
        return sorted(entry.name for entry in folder.iterdir() if not entry.is_dir())
    except OSError:
        return []


def is_file(path: Path) -> bool:
    """Whether there is such a file; no path is too odd or too long to ask."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _content(root: Path) -> tuple[str, ...]:
    names = _names(root / CONTENT)
    return tuple(f"{CONTENT}/{name}" for name in names if _is_deck(name))


def _loose(root: Path) -> tuple[str, ...]:
    return tuple(name for name in _names(root) if _is_deck(name))


def _is_deck(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix == ".md" and path.stem.lower() not in _NO_DECKS


def exam_name(path: str) -> str:
    """What an exam is called, and its output folder: the file's name without .exam.yaml or suffix.

    Characters that some system does not allow in file names are replaced by hyphens.
    """
    name = PurePosixPath(path).name
    stem = name.removesuffix(SUFFIX) if name.endswith(SUFFIX) else PurePosixPath(name).stem
    kept = "".join(c if _in_names(c) else " " for c in unicodedata.normalize("NFC", stem))
    safe = "-".join(kept.split()).strip("-.") or "exam"
    return f"{safe}-exam" if _RESERVED.fullmatch(safe.split(".")[0]) else safe


def _in_names(character: str) -> bool:
    """Letters of all scripts with their marks, digits, and what else no system minds."""
    return character in "_.-" or unicodedata.category(character)[0] in "LMN"


def _named(root: Path, targets: Sequence[str]) -> Found:
    exams: list[str] = []
    decks: list[str] = []
    problems: list[Problem] = []
    for target in targets:
        path = _path(root, target)
        if path is None:
            problems.append(_unknown(root, target))
        elif path.endswith((".yaml", ".yml")):
            exams.append(path)
        else:
            decks.append(path)
    return Found(
        exams=tuple(dict.fromkeys(exams)),
        decks=tuple(dict.fromkeys(decks)),
        problems=tuple(problems),
    )


def _path(root: Path, target: str) -> str | None:
    """The path from the root of a target: an exam's name, or a file seen from here or the root."""
    for path in all_exams(root):
        if exam_name(path) == target:
            return path
    for base in (Path.cwd(), root):
        file = (base / target).absolute()
        if is_file(file) and file.suffix in (".md", ".yaml", ".yml", ".markdown"):
            normal = Path(os.path.normpath(file))
            if normal.is_relative_to(root):
                return normal.relative_to(root).as_posix()
    return None


def _unknown(root: Path, target: str) -> Problem:
    names = [exam_name(path) for path in all_exams(root)]
    near = get_close_matches(target, names, 1)
    known = f"exams here are: {', '.join(names)}" if names else "name a deck: quizgen build deck.md"
    return Problem(
        Place(""),
        f"there is no exam {target!r}, nor an exam file or deck of that path in the project",
        f"did you mean {near[0]}?" if near else known,
    )


def decks(root: Path, pattern: str, place: Place) -> tuple[tuple[str, ...], Problem | None]:
    """The Markdown files that a pattern of an exam's `content` names, sorted."""
    path = PurePosixPath(pattern)
    if path.is_absolute() or ".." in path.parts or "\\" in pattern:
        hint = "write the path from the project's folder, with forward slashes"
        return (), Problem(place, f"{pattern} lies outside the project", hint)
    if len(path.parts) > _DEEPEST or path.parts.count("**") > 1:
        return (), Problem(place, f"{pattern} goes through too many folders")
    if is_file(root / path):
        return _single_deck(path, place)
    try:
        found = sorted(entry for entry in root.glob(path.as_posix()) if not entry.is_dir())
    except (OSError, ValueError, NotImplementedError):
        found = []
    paths = tuple(entry.relative_to(root).as_posix() for entry in found if _is_deck(entry.name))
    return paths, None if paths else _no_deck(root, pattern, place)


def _single_deck(path: PurePosixPath, place: Place) -> tuple[tuple[str, ...], Problem | None]:
    if path.suffix in _MARKDOWN:
        return (path.as_posix(),), None
    return (), Problem(place, f"{path} is no deck", "decks are Markdown files: NAME.md")


def _no_deck(root: Path, pattern: str, place: Place) -> Problem:
    near = get_close_matches(pattern, (*_content(root), *_loose(root)), 1)
    message = f"no deck {'matches' if '*' in pattern else 'is called'} {pattern}"
    return Problem(place, message, f"did you mean {near[0]}?" if near else "")


def nearest_file(root: Path, path: str) -> str:
    """The path of the file in the same folder whose name is most like the one asked for, or ""."""
    folder = (root / path).parent
    near = get_close_matches(PurePosixPath(path).name, _names(folder), 1)
    return (PurePosixPath(path).parent / near[0]).as_posix() if near else ""


def read_bytes(root: Path, path: str, most: int = LARGEST + 1) -> bytes:
    """The bytes of a regular file within the root, `most` of them at most.

    Raises OSError where it is none, or lies outside when links are followed. Never waits for a pipe.
    """
    try:
        real = (root / path).resolve(strict=True)
    except (RuntimeError, ValueError) as error:  # a link to itself, a name with NUL
        raise OSError(0, "this path leads nowhere") from error
    if not real.is_relative_to(root.resolve()):
        raise OSError(0, "it lies outside the project")
    with os.fdopen(os.open(real, _SAFELY), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(0, "it is no ordinary file")
        return file.read(most)
