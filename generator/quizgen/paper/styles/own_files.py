"""A theme → the teacher's own files in it, to be named where printing fails."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from quizgen.materials import Theme

STYLE = "style.css"
"""Where a teacher's own style sheet stands in a project."""

TEMPLATES = "templates/"
"""Where teachers' own templates stand."""

LARGE = "is it too large for the page?"
"""Why something may be missing from a paper where everything is ours."""


def own_files(theme: Theme) -> tuple[str, ...]:
    """The templates that are not ours, and the style sheet, by their paths in the project."""
    return (*_own_templates(theme), *((STYLE,) if theme.style.strip() else ()))


def advice(own: tuple[str, ...], other: str = "") -> str:
    """What to look at: something that may be the cause in any project, and the teacher's own files."""
    look = f"look at your own {', '.join(own)}" if own else ""
    return "; else ".join(filter(None, (other, look)))


def our_template(name: str) -> str | None:
    """The text of the template that a teacher's own of this name replaces; none if we have none."""
    source = files("quizgen.templates").joinpath(*name.split("/"))
    return source.read_text(encoding="utf-8") if source.is_file() else None


def _own_templates(theme: Theme) -> Iterator[str]:
    for name, text in theme.templates.items():
        if our_template(name) != text:
            yield f"{TEMPLATES}{name}"
