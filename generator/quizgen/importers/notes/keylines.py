"""A line of keys without numbers, such as `Answers: b, a, c`: it may be meant for several questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.importers.broken import Broken
from quizgen.importers.notes.keys import Key
from quizgen.importers.notes.marks import bare
from quizgen.importers.notes.options import answer_in, options_of
from quizgen.importers.notes.outline import Chunk

SHARED = "a line of keys without numbers may be meant for several questions"
SHARED_HINT = "write the key as 1. b 2. a 3. c under a heading Answers"

_LETTER = re.compile(r"\(?[A-Ha-h][).]?,?")
_APART = re.compile(r"[\s,;/&+|]+|\band\b|\bund\b")


def ambiguous(chunks: Sequence[Chunk], key: Key) -> frozenset[int]:
    """The places of the choice questions for which a line of several letters may be meant."""
    found: set[int] = set()
    open_: list[int] = []
    for place, chunk in enumerate(chunks):
        letters = _letters(chunk)
        if letters is None or chunk.number in key.answers:
            continue
        if not letters:
            open_.append(place)
            continue
        if letters > 1 and open_:
            found.update([*open_, place])
        open_ = []
    return frozenset(found)


def _letters(chunk: Chunk) -> int | None:
    """How many letters the key of a choice has, 0 where nothing tells; None for others, and marked ones."""
    answers, rest = answer_in(chunk.lines[1:])
    try:
        options = options_of(rest)
    except Broken:
        return None
    if not options or any(choice.right for choice in options.choices):
        return None
    told = sum(map(_number, answers))
    if not told or len(answers) > 1:
        return len(answers)
    return max(told, sum(_number(bare(line.text)) for line in chunk.lines))


def _number(text: str) -> int:
    """How many letters a text consists of; 0 where it says more."""
    parts = [part for part in _APART.split(bare(text)) if part]
    return len(parts) if all(map(_LETTER.fullmatch, parts)) else 0
