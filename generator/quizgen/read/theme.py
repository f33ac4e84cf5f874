"""Templates, style sheet and fonts, ours and the teacher's → the theme of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from quizgen.materials import Theme
from quizgen.model import Place
from quizgen.problem import Problem
from quizgen.read.source import decode

TEMPLATES = "templates"
STYLE = "style.css"
FONTS = "fonts"
_FONT_SUFFIXES = (".ttf", ".otf")
_LARGEST = 20_000_000


def read_theme(root: Path) -> tuple[Theme, tuple[Problem, ...]]:
    """Our templates, those in the project's `templates/` in place of ours, its `style.css` and `fonts/`."""
    templates = dict(_ours(files("quizgen.templates")))
    problems: list[Problem] = []
    for name, path in _own_templates(root):
        templates[name] = _text(path, f"{TEMPLATES}/{name}", problems)
    style = root / STYLE
    return Theme(
        templates=dict(sorted(templates.items())),
        style=_text(style, STYLE, problems) if style.is_file() else "",
        fonts=tuple(_fonts(root / FONTS, problems)),
    ), tuple(problems)


def _ours(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _ours(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".j2", ".css")):
            yield f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")


def _own_templates(root: Path) -> Iterator[tuple[str, Path]]:
    folder = root / TEMPLATES
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.suffix in (".j2", ".css"):
            yield path.relative_to(folder).as_posix(), path


def _text(path: Path, name: str, problems: list[Problem]) -> str:
    try:
        source, found = decode(name, path.read_bytes())
    except OSError as error:
        problems.append(Problem(Place(name), f"cannot be read: {error.strerror}"))
        return ""
    problems += found
    return source.text if source.readable else ""


def _fonts(folder: Path, problems: list[Problem]) -> Iterator[bytes]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() in _FONT_SUFFIXES and path.is_file():
            if path.stat().st_size <= _LARGEST:
                yield path.read_bytes()
            else:
                problems.append(Problem(Place(f"{FONTS}/{path.name}"), "this font is too large"))
