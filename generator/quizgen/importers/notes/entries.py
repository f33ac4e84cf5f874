"""Lines with bullets, numbers or letters → the entries of a list, each with the lines below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import Marked, marked
from quizgen.importers.notes.terms import term


@dataclass(slots=True)
class Entry:
    """An entry of a list and the lines below it."""

    mark: Marked
    line: Line
    below: list[Line]


def entries_of(lines: Sequence[Line]) -> tuple[list[Entry], list[Line]]:
    """The entries of the list that begins with the first line, and the lines behind it."""
    indent = lines[0].indent
    found: list[Entry] = []
    nested = _bullets_below_numbers(lines, indent)
    for end, line in enumerate(lines):
        mark = marked(line.text)
        if line.block and line.after_blank and not found[-1].below:
            return found, list(lines[end:])
        own = mark.kind and line.indent <= indent + 1 and not (nested and mark.kind == "bullet")
        if own:
            found.append(Entry(mark, line, []))
        elif line.indent > indent + 1 or line.block or mark.kind or _takes(found, line, lines):
            found[-1].below.append(line)
        else:
            return found, list(lines[end:])
    return found, []


def _bullets_below_numbers(lines: Sequence[Line], indent: int) -> bool:
    """Whether bullets belong to the numbers before them: there are several numbers, or nothing else."""
    kinds = [marked(line.text).kind for line in lines if line.indent <= indent + 1]
    if kinds[0] != "number" or "bullet" not in kinds:
        return False
    return kinds.count("number") > 1 or "" not in kinds


def _takes(found: Sequence[Entry], line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line without mark belongs to the last entry, which is a heading of its own."""
    entry = found[-1]
    if entry.mark.text.endswith(":"):
        return not line.after_blank or not entry.below
    if line.after_blank or entry.mark.text[-1:] in ".!?" or term(entry.mark.text):
        return False
    others = [
        i for i, each in enumerate(lines) if marked(each.text).kind and each is not entry.line
    ]
    followed = sum(i + 1 < len(lines) and not marked(lines[i + 1].text).kind for i in others)
    return bool(entry.below) or (bool(others) and 2 * followed >= len(others))
