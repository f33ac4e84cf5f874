"""The text of an R/exams exercise in R/Markdown → its parts as they stand there, with line numbers.

The format is described at https://www.r-exams.org/intro/dynamic/; where that leaves something open, this
reads as the package exams does (read_exercise). In short: sections called Question, Solution and
Meta-information, in the first two of which a section Answerlist may follow the text. Nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

QUESTION: Final = "question"
SOLUTION: Final = "solution"
META: Final = "meta-information"
_LIST = "answerlist"

_ATX = re.compile(r"(#{1,6})\s+(.*)")
_UNDERLINE = re.compile(r"\s{0,3}(?:={3,}|-{3,})\s*")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_ENTRY = re.compile(r"(?P<indent>\s*)[*+-](?:\s+|$)(?P<text>.*)")
_FIELD = re.compile(r"\s*(?P<name>ex\w+)(?:\[(?P<key>[^\]]*)\])?\s*:\s*(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text; `line` is its first one, counted from 1."""

    line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a name of the meta-information; `key` is what stands in its brackets."""

    line: int
    name: str
    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An exercise. `preamble` is what stands before it, such as code; `source` is all of it."""

    line: int
    source: str
    preamble: Passage = Passage()
    question: Passage = Passage()
    options: tuple[Passage, ...] = ()
    solution: Passage = Passage()
    comments: tuple[Passage, ...] = ()
    values: tuple[Value, ...] = ()

    def get(self, name: str) -> str:
        """The value of that name, "" where there is none."""
        return next((value.text for value in self.values if value.name == name), "")

    def line_of(self, name: str) -> int:
        """The line of the value of that name, else that of the exercise."""
        return next((value.line for value in self.values if value.name == name), self.line)


@dataclass(slots=True)
class _Section:
    """A heading and the lines below it."""

    name: str
    line: int
    lines: list[str] = field(default_factory=list)


def is_exercise(text: str) -> bool:
    """Whether the text has the sections of an exercise, and says of what type it is."""
    names = {section.name for section in _sections(text.split("\n"))}
    return {QUESTION, META} <= names and bool(
        re.search(r"^[ \t]*extype[ \t]*:", text, re.MULTILINE)
    )


def is_latex(text: str) -> bool:
    """Whether the text is an exercise in LaTeX."""
    return r"\begin{question}" in text and r"\extype{" in text


def read(text: str) -> tuple[Exercise, ...]:
    """The exercises of a file, which mostly is one."""
    lines = text.split("\n")
    runs: list[list[_Section]] = [[]]
    for section in _sections(lines):
        if section.name == QUESTION and any(each.name == QUESTION for each in runs[-1]):
            runs.append([])
        runs[-1].append(section)
    starts = [run[0].line for run in runs if run] + [len(lines) + 1]
    return tuple(
        replace(_exercise(run), source="\n".join(lines[start - 1 : end - 1]).strip("\n"))
        for run, start, end in zip(runs, starts, starts[1:], strict=False)
    )


def _sections(lines: list[str]) -> Iterator[_Section]:
    """The sections in their order; first, without a name, what stands before any."""
    section = _Section("", 1)
    fence = ""
    skipped = False
    for number, line in enumerate(lines, start=1):
        name = (
            "" if fence or skipped else _heading(line, lines[number] if number < len(lines) else "")
        )
        if name:
            yield section
            skipped = not _ATX.fullmatch(line)
            section = _Section(name, number)
        elif skipped:
            skipped = False
            section.lines.append("")
        else:
            fence = _fenced(line, fence)
            section.lines.append(line)
    yield section


def _fenced(line: str, fence: str) -> str:
    """The fence of the code that goes on behind this line, "" for none."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    return "" if line.strip().startswith(fence) and not line.strip().strip(fence[0]) else fence


def _heading(line: str, below: str) -> str:
    """The name of the section that begins with this line, "" for none."""
    found = _ATX.fullmatch(line)
    title = found[2].strip().rstrip("#") if found else line if _UNDERLINE.fullmatch(below) else ""
    name = title.partition("{")[0].strip().lower().replace("meta information", META)
    return name if name in (QUESTION, SOLUTION, META, _LIST) else ""


def _exercise(sections: Iterable[_Section]) -> Exercise:
    given: dict[str, Passage] = {}
    lists: dict[str, tuple[Passage, ...]] = {}
    values: tuple[Value, ...] = ()
    owner, line = "", 1
    for section in sections:
        if section.name == _LIST:
            lists[owner] = tuple(_entries(section))
            continue
        owner = section.name
        line = section.line if owner == QUESTION else line
        first = section.line + (1 if owner else 0)
        given[owner] = Passage(first, "\n".join(section.lines))
        values = tuple(_values(section)) if owner == META else values
    return Exercise(
        line=line,
        source="",
        preamble=given.get("", Passage()),
        question=given.get(QUESTION, Passage()),
        options=lists.get(QUESTION, ()),
        solution=given.get(SOLUTION, Passage()),
        comments=lists.get(SOLUTION, ()),
        values=values,
    )


def _entries(section: _Section) -> Iterator[Passage]:
    """The entries of an Answerlist, each of one or several lines."""
    indent: int | None = None
    entry: list[str] = []
    line, fence = 0, ""
    for number, text in enumerate(section.lines, start=section.line + 1):
        found = None if fence else _ENTRY.fullmatch(text)
        if found and (indent is None or len(found["indent"]) <= indent):
            if line:
                yield _entry(line, entry)
            indent, line, entry = len(found["indent"]), number, [found["text"]]
        elif line:
            entry.append(text)
        fence = _fenced(text, fence)
    if line:
        yield _entry(line, entry)


def _entry(line: int, lines: list[str]) -> Passage:
    """An entry without the indentation of its further lines."""
    further = [len(text) - len(text.lstrip()) for text in lines[1:] if text.strip()]
    depth = min(further, default=0)
    text = "\n".join((lines[0], *(each[depth:] for each in lines[1:])))
    return Passage(line, text.strip("\n"))


def _values(section: _Section) -> Iterator[Value]:
    for number, line in enumerate(section.lines, start=section.line + 1):
        found = _FIELD.fullmatch(line)
        if found:
            value = found["value"].strip()
            yield Value(number, found["name"], (found["key"] or "").strip(), value)
