"""The text of a text2qti file → its parts: questions, texts, groups, with line numbers.

The format is described at https://github.com/gpoore/text2qti: every part of it begins with a mark at the
left margin, such as 1. or *a) or [ ], and goes on in the lines that are indented. Code in it, which
text2qti would run, is read as a text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARKS = {
    "question": r"\d+\.[ \t]+(?=\S)",
    "right": r"\*[A-Za-z]\)[ \t]*",
    "wrong": r"[A-Za-z]\)[ \t]*",
    "several_right": r"\[\*\][ \t]*",
    "several_wrong": r"\[ ?\][ \t]*",
    "short": r"\*[ \t]+(?=\S)",
    "number": r"=[ \t]+(?=\S)",
    "essay": r"___+[ \t]*$",
    "upload": r"\^\^\^+[ \t]*$",
    "feedback": r"\.\.\.[ \t]+(?=\S)",
    "if_right": r"\+[ \t]+(?=\S)",
    "if_wrong": r"-[ \t]+(?=\S)",
    "solution": r"![ \t]+(?=\S)",
    "title": r"[Tt]itle:[ \t]*",
    "points": r"[Pp]oints:[ \t]*",
    "text_title": r"[Tt]ext [Tt]itle:[ \t]*",
    "text": r"[Tt]ext:[ \t]*",
    "quiz_title": r"[Qq]uiz [Tt]itle:[ \t]*",
    "description": r"[Qq]uiz [Dd]escription:[ \t]*",
    "group": r"GROUP[ \t]*$",
    "end_group": r"END_GROUP[ \t]*$",
    "group_points": r"[Pp]oints per question:[ \t]*",
    "pick": r"[Pp]ick:[ \t]*",
    "setting": (
        r"(?:[Ss]huffle answers|[Ss]how correct answers|[Oo]ne question at a time|[Cc]an't go back"
        r"|[Ff]eedback is solution|[Ss]olutions (?:sample|randomize) groups|[Ss]olutions pick):"
    ),
    "comment": r"%",
    "comments": r"COMMENT[ \t]*$",
    "code": r"(?=```+[ \t]*\S)",
}
_MARK = re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in MARKS.items()))
_FENCE = re.compile(r"`{3,}")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands at a mark: its name in `MARKS`, "" for none; its text; its lines as they are."""

    line: int
    name: str
    text: str
    source: str


def read(text: str) -> Iterator[Part]:
    """All parts in their order; what is indented belongs to the part before it."""
    lines = text.split("\n")
    position = 0
    while position < len(lines):
        if not lines[position].strip():
            position += 1
            continue
        part, position = _part(lines, position)
        yield part


def _part(lines: list[str], start: int) -> tuple[Part, int]:
    """The part that begins there, and where the next may begin."""
    first = lines[start].expandtabs(4)
    mark = _MARK.match(first)
    name = str(mark.lastgroup) if mark else ""
    end = _closed(lines, start, name) or _indented(lines, start + 1)
    width = mark.end() if mark else 0
    texts = [first[width:].rstrip(), *(_dedented(line, width) for line in lines[start + 1 : end])]
    source = "\n".join(lines[start:end]).rstrip()
    return Part(start + 1, name, "\n".join(texts).strip("\n"), source), end


def _closed(lines: list[str], start: int, name: str) -> int:
    """Where a part ends that has a mark for its end; 0 for others, and where that mark is missing."""
    if name == "code":
        fence = _FENCE.match(lines[start])
        closing = fence.group() if fence else ""
    elif name == "comments":
        closing = "END_COMMENT"
    else:
        return 0
    found = (n for n in range(start + 1, len(lines)) if lines[n].rstrip() == closing)
    return next(found, -1) + 1


def _indented(lines: list[str], position: int) -> int:
    """Where the lines end that are indented or blank."""
    while position < len(lines) and (not lines[position].strip() or lines[position][0] in " \t"):
        position += 1
    return position


def _dedented(line: str, width: int) -> str:
    """The line without so many blanks at its beginning, or as many as it has."""
    line = line.expandtabs(4).rstrip()
    return line[min(width, len(line) - len(line.lstrip(" "))) :]
