"""Lines copied with two columns of the page beside each other → the left column, then the right one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import marked

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_FEWEST = 4
_SHARE = 0.5


def unfolded(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines one below the other. Where no two columns are for certain, they stay as they are."""
    start = _right_edge(lines)
    if not start:
        return tuple(lines)
    rows = [line for line in lines if not line.block]
    divided = [(line, *_divided(line, start)) for line in rows]
    if not _is_text(divided):
        return tuple(lines)
    return _unfolded(divided)


def _right_edge(lines: Sequence[Line]) -> int:
    """The column where the right one begins: most lines have text there, behind a gap; else 0."""
    counts: Counter[int] = Counter()
    for line in lines:
        if not line.block and "|" not in line.text and "\t" not in line.text:
            counts.update({line.indent + gap.end() for gap in _GAP.finditer(line.text)})
    if not counts:
        return 0
    column, number = max(counts.items(), key=lambda pair: (pair[1], -pair[0]))
    return column if number >= max(_FEWEST, _SHARE * len(lines)) else 0


def _divided(line: Line, start: int) -> tuple[str, str]:
    """A line's parts in the left and in the right column."""
    padded = " " * line.indent + line.text
    if line.indent >= start - 1:
        return "", line.text
    if padded[max(0, start - 3) : start].strip():
        return line.text, ""
    return padded[:start].strip(), padded[start:].strip()


def _is_text(divided: Sequence[tuple[Line, str, str]]) -> bool:
    """Whether both sides are running text, and not the cells of a table."""
    return all(any(_begins(row[side]) for row in divided) for side in (1, 2)) and any(
        str(row[2])[:1].islower() or str(row[1])[:1].islower() for row in divided
    )


def _begins(part: object) -> bool:
    text = str(part)
    return text.endswith("?") or marked(text).kind == "number"


def _unfolded(divided: Sequence[tuple[Line, str, str]]) -> tuple[Line, ...]:
    """Lines above the first that is divided stay above both columns."""
    first = next(i for i, (_, _, right) in enumerate(divided) if right)
    head = [line for line, _, _ in divided[:first]]
    sides = [
        replace(line, text=text, indent=0)
        for part in (1, 2)
        for line, *texts in divided[first:]
        if (text := texts[part - 1])
    ]
    return (*head, *sides)
