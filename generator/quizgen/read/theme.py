"""Templates, style sheet and fonts, ours and the teacher's → the theme of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from quizgen.materials import Theme
from quizgen.model import Place
from quizgen.problem import Problem, warning
from quizgen.read.discover import read_bytes
from quizgen.read.source import decode

TEMPLATES, PAPER = "templates", "paper"
STYLE = "style.css"
FONTS = "fonts"
_FONT_SUFFIXES = (".ttf", ".otf")
_LIKE_TEMPLATES = (".j2", ".css", ".html")
_LARGEST_FONT = 20_000_000
_LARGEST_TEXT = 1_000_000
"""Bytes of a template or style sheet."""


def read_theme(root: Path) -> tuple[Theme, tuple[Problem, ...]]:
    """Our templates of papers, the project's own in `templates/paper/` for them, `style.css`, `fonts/`."""
    templates = dict(_ours(files("quizgen.templates") / PAPER, f"{PAPER}/"))
    problems: list[Problem] = []
    for path in _below(root / TEMPLATES / PAPER, (".j2", ".css")):
        name = path.relative_to(root / TEMPLATES).as_posix()
        templates[name] = _text(root, f"{TEMPLATES}/{name}", problems)
    problems += _misplaced(root / TEMPLATES)
    style = root / STYLE
    fonts = (path.relative_to(root).as_posix() for path in _below(root / FONTS, _FONT_SUFFIXES))
    return Theme(
        templates=dict(sorted(templates.items())),
        style=_text(root, STYLE, problems) if style.exists() or style.is_symlink() else "",
        fonts=tuple(
            data for name in fonts if (data := _bytes(root, name, _LARGEST_FONT, problems))
        ),
    ), tuple(problems)


def _misplaced(folder: Path) -> Iterator[Problem]:
    """A warning for each template that lies beside the folder in which it would be used."""
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in _LIKE_TEMPLATES and path.is_file():
            place = Place(f"{TEMPLATES}/{path.name}")
            yield warning(place, "this is not used", f"move it to {TEMPLATES}/{PAPER}/")


def theme_sources(theme: Theme) -> dict[str, str]:
    """The texts of its files by their paths, to show the lines that problems are about."""
    templates = {f"{TEMPLATES}/{name}": text for name, text in theme.templates.items()}
    return {STYLE: theme.style, **templates}


def _ours(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _ours(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".j2", ".css")):
            yield f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")


def _below(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """What has one of these suffixes below a folder, sorted; whether it can be read is seen later."""
    found = folder.rglob("*") if folder.is_dir() else ()
    return sorted(p for p in found if p.suffix.lower() in suffixes and not p.is_dir())


def _text(root: Path, name: str, problems: list[Problem]) -> str:
    source, found = decode(name, _bytes(root, name, _LARGEST_TEXT, problems))
    problems += found
    return source.text if source.readable else ""


def _bytes(root: Path, name: str, largest: int, problems: list[Problem]) -> bytes:
    """The bytes of a file of the project; empty, and a problem, where it cannot be had."""
    try:
        data = read_bytes(root, name, largest + 1)
    except OSError as error:
        problems.append(Problem(Place(name), f"this file cannot be read: {error.strerror}"))
        return b""
    if len(data) > largest:
        message = f"this file is too large: at most {largest:,} bytes are read"
        problems.append(Problem(Place(name), message))
        return b""
    return data
