"""What is wrong in a teacher's files → the text that tells them where, what and how to mend it."""

from __future__ import annotations

import errno
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quizgen.model import Place

ERROR = "error"
WARNING = "warning"

_LONGEST = 600
"""Characters of a message that are shown."""

FEW, _WIDTH = 3, 100
"""So many warnings that say the same are shown one by one; columns of the list of places."""

ELSEWHERE = "choose another folder with --output, or change its permissions"
_FULL = "make room on the disk, then run this again; what was there before is unchanged"
_REMEDIES = {
    errno.EACCES: ELSEWHERE,
    errno.EPERM: ELSEWHERE,
    errno.EROFS: ELSEWHERE,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EBUSY: "close its files in other programs, then run this again",
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong at a place, and how to mend it. Sorts by place."""

    place: Place
    message: str
    hint: str = ""
    severity: str = ERROR


def warning(place: Place, message: str, hint: str = "") -> Problem:
    """A problem that does not stop a build."""
    return Problem(place, message, hint, WARNING)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops a build."""
    return any(problem.severity == ERROR for problem in problems)


def remedy(error: OSError, forbidden: str = ELSEWHERE) -> str:
    """What to do where the system refuses to write; `forbidden` is what to do about permissions."""
    found = _REMEDIES.get(error.errno or 0, "")
    return forbidden if found == ELSEWHERE else found


def visible(text: str) -> str:
    """The text with control, invisible and direction-changing characters as <U+XXXX>.

    Messages quote files from anywhere; a terminal must show them and not obey them.
    """
    return "".join(_visible_character(c) for c in text)


def _visible_character(character: str) -> str:
    if character == "\t":
        return character
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return f"<U+{ord(character):04X}>" if hidden else character


def show(
    problems: Iterable[Problem],
    sources: Mapping[str, str],
    elsewhere: Mapping[Problem, Iterable[Place]] = MappingProxyType({}),
) -> str:
    """All problems, sorted by place and each once, with the line each is about and a caret under its spot.

    `sources` maps a path to the file's text, as far as it is known; `elsewhere` tells where else a
    problem is.
    """
    lines = {path: text.split("\n") for path, text in sources.items()}
    return "\n".join(
        _show(problem, lines, elsewhere.get(problem, ())) for problem in sorted(set(problems))
    )


def folded(problems: Iterable[Problem]) -> Mapping[Problem, tuple[Place, ...]]:
    """One of those warnings that say the same and have a place, and where the others are.

    Up to `FEW` of them are all kept: they are read sooner than counted.
    """
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for number, problem in enumerate(sorted(set(problems))):
        alone = problem.severity == ERROR or not problem.place.path
        key = (str(number),) if alone else (problem.message, problem.hint)
        groups.setdefault(key, []).append(problem)
    kept: dict[Problem, tuple[Place, ...]] = {}
    for group in groups.values():
        if len(group) > FEW:
            kept[group[0]] = tuple(problem.place for problem in group[1:])
        else:
            kept |= dict.fromkeys(group, ())
    return kept


def _show(
    problem: Problem, sources: Mapping[str, list[str]], elsewhere: Iterable[Place] = ()
) -> str:
    place = problem.place
    spot = ":".join(
        [visible(place.path), *([str(place.line), str(place.column)] if place.line else [])]
    )
    head = f"{spot}: " if place.path else ""
    parts = [f"{head}{problem.severity}: {visible(_shortened(problem.message))}"]
    parts += _excerpt(place, sources.get(place.path, []))
    if problem.hint:
        parts.append(f"    hint: {visible(_shortened(problem.hint))}")
    parts += textwrap.wrap(
        _places(elsewhere), _WIDTH, initial_indent="    ", subsequent_indent=" " * 8
    )
    return "\n".join(parts) + "\n"


def _places(places: Iterable[Place]) -> str:
    """Such as "the same at a.md:3, 9; b.md:4", or nothing."""
    lines: dict[str, list[str]] = {}
    for place in places:
        lines.setdefault(visible(place.path), []).append(str(place.line))
    files = (f"{path}:{', '.join(dict.fromkeys(numbers))}" for path, numbers in lines.items())
    shown = "; ".join(files)
    return f"the same at {shown}" if shown else ""


def _shortened(text: str) -> str:
    """A text without its middle where it is too long to be read: messages quote what authors wrote."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} … {text[-half:]}"


def _excerpt(place: Place, lines: list[str]) -> list[str]:
    if not 1 <= place.line <= len(lines):
        return []
    line = lines[place.line - 1]
    start = max(0, place.column - 1 - 60)
    shown = line[start : start + 100]
    number = f"{place.line:>5} | "
    before = visible(shown[: place.column - 1 - start])
    return [
        f"{number}{visible(shown)}".rstrip(),
        " " * (len(number) - 2) + "| " + _blank(before) + "^",
    ]


def _blank(text: str) -> str:
    """As many columns of blanks as a terminal gives the text; tabs stay, so that they align."""
    return "".join(c if c == "\t" else " " * _columns(c) for c in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
