"""The text of an Aiken file → its questions as they stand there, with line numbers.

The format is described at https://docs.moodle.org/en/Aiken_format; where that leaves something open, this
reads as Moodle's importer does (question/format/aiken): a line for the question, one for each option, which
begins with a capital and ) or a full stop, and one that begins with ANSWER:.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quizgen.formats import Fault

_OPTION = re.compile(r"([A-Z])[).]")
_ANSWER = "ANSWER:"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its options in their order, and the position of the right one, counted from 0."""

    line: int
    stem: str
    options: tuple[str, ...]
    right: int


@dataclass(slots=True)
class _Open:
    """A question that has not come to its end."""

    line: int
    stem: str
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def read(text: str) -> tuple[tuple[Question, ...], tuple[Fault, ...]]:
    """All questions in their order, and what could not be read."""
    reader = _Reader()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        # Moodle passes over a line of a single byte, such as a stray letter.
        if len(line.strip().encode("utf-8", "surrogatepass")) > 1:
            reader.line(number, line.strip())
    reader.end()
    return tuple(reader.questions), tuple(reader.faults)


class _Reader:
    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.faults: list[Fault] = []
        self._open: _Open | None = None

    def line(self, number: int, line: str) -> None:
        """The next line."""
        option = _OPTION.match(line)
        if not option and not line.startswith(_ANSWER):
            self.end()
            self._open = _Open(number, line)
        elif self._open is None:
            self.faults.append(Fault(number, "no question stands before it"))
        elif option:
            self._open.letters.append(option.group(1))
            self._open.options.append(line[option.end() :].strip())
        else:
            self._finish(number, line.removeprefix(_ANSWER).strip()[:1], self._open)

    def _finish(self, number: int, letter: str, read: _Open) -> None:
        self._open = None
        expected = [chr(ord("A") + position) for position in range(len(read.options))]
        if len(read.options) < 2:
            self.faults.append(Fault(number, "fewer than two options stand before it"))
        elif read.letters != expected:
            self.faults.append(Fault(read.line, "the letters of its options do not follow A, B, C"))
        elif letter not in expected:
            self.faults.append(Fault(number, f"there is no option “{letter}”"))
        else:
            found = Question(read.line, read.stem, tuple(read.options), expected.index(letter))
            self.questions.append(found)

    def end(self) -> None:
        """Nothing more belongs to the question that is open."""
        if self._open:
            self.faults.append(Fault(self._open.line, "the question has no line with ANSWER:"))
        self._open = None
