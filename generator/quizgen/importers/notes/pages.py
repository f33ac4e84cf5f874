"""Lines of a printed document → those without what stands on every page, and without page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import marked
from quizgen.importers.notes.words import split_label

_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:(?:page|seite|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?(?:\s*[-–—])?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:page|seite)\s*\d|\d+\s*(?:/|of|von)\s*\d|[-–—]\s*\d+\s*[-–—]", re.IGNORECASE
)
_FEWEST = 3
"""So often a line must come again, to be that of every page; twice where page numbers stand by it."""


def without_pages(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines that are kept, and those that are left out."""
    numbers = _page_numbers(lines)
    repeated = _repeated(lines, numbers)
    out = numbers | repeated
    kept: list[Line] = []
    gone = False
    for index, line in enumerate(lines):
        if index in out:
            gone = True
            continue
        # What ran on over the end of a page goes on.
        kept.append(replace(line, after_blank=False) if gone and _goes_on(kept, line) else line)
        gone = False
    return tuple(kept), tuple(lines[index] for index in sorted(out))


def _goes_on(kept: Sequence[Line], line: Line) -> bool:
    return bool(kept) and line.text[:1].islower() and kept[-1].text[-1:] not in ".?!:"


def _page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that are nothing but a page's number: named as such, or several that go up by one."""
    found = [i for i, line in enumerate(lines) if not line.block and _NUMBER.fullmatch(line.text)]
    named = {i for i in found if _NAMED.search(lines[i].text)}
    bare = [
        i
        for i in found
        if lines[i].text.isdigit() and (lines[i].after_blank or lines[i].after_page)
    ]
    values = [int(lines[i].text) for i in bare]
    rising = len(values) > 1 and values == list(range(values[0], values[0] + len(values)))
    far = all(after - before > 3 for before, after in pairwise(bare))
    return frozenset(named | set(bare if rising and far else ()))


def _repeated(lines: Sequence[Line], numbers: frozenset[int]) -> frozenset[int]:
    """Lines that stand beside page numbers, or above new pages, again and again; all but the first."""
    edges = {i + step for i in numbers for step in (-2, -1, 1, 2)}
    edges |= {
        i + step for i, line in enumerate(lines) if line.after_page for step in (-2, -1, 0, 1)
    }
    named = [
        (i, _shape(line))
        for i, line in enumerate(lines)
        if i in edges and i not in numbers and _may_repeat(line)
    ]
    everywhere = Counter(_shape(line) for line in lines)
    counts = Counter(shape for _, shape in named)
    pages = 1 + len(numbers)
    found = {s for s, n in counts.items() if n > 1 and everywhere[s] <= pages + 1}
    seen: set[str] = set()
    out = set()
    for index, line in enumerate(lines):
        shape = _shape(line)
        if shape in found and not line.block:
            if shape in seen:
                out.add(index)
            seen.add(shape)
    return frozenset(out)


def _may_repeat(line: Line) -> bool:
    return not (
        line.block or marked(line.text).kind or split_label(line.text)[0] or line.text[-1:] in "?"
    )


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.lower())
