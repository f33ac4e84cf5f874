"""The paths of Moodle's categories → a deck's title, and topics."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SLASH = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$\w+\$")

Path = tuple[str, ...]


def parts(path: str) -> Path:
    """The names in a path such as $course$/top/Rivers/Deltas, without those of Moodle's own.

    A slash in a name is doubled.
    """
    names = [name.replace("//", "/").strip() for name in _SLASH.split(path)]
    if names and _CONTEXT.fullmatch(names[0]):
        names = names[1:]
        names = names[1:] if names and names[0] == "top" else names
    return tuple(name for name in names if name)


def title(paths: Iterable[Path]) -> str:
    """The first name that all have in common, "" for none."""
    firsts = {path[:1] for path in paths}
    (first,) = firsts if len(firsts) == 1 else ((),)
    return first[0] if first else ""


def topic(path: Path, title: str) -> str:
    """What is left of the path without the title, on one line."""
    rest = path[1:] if title and path[:1] == (title,) else path
    return " / ".join(" ".join(name.split()) for name in rest)
