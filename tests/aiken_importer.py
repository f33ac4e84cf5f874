"""The bytes of an Aiken file → its questions as Moodle stores them, or why Moodle refuses it.

Written from what Moodle's importer was seen to do, and shares nothing with the exporter or its reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from moodle_importer import demand


@dataclass
class Stored:
    """A choice of one option; Moodle goes by the order of the options, not by their letters."""

    text: str
    options: list[str] = field(default_factory=list)
    right: int = -1


def imported(data: bytes) -> list[Stored]:
    """All questions of the file. Raises `RefusedError`."""
    questions: list[Stored] = []
    current: Stored | None = None
    for line in (each.strip(" \t\n\r\0\x0b") for each in data.decode("utf-8").split("\n")):
        if len(line.encode()) < 2:
            demand(not line, "a line that Moodle passes over")
        elif re.match(r"[A-Z][).]", line):
            demand(current, "an option of no question")
            assert current is not None
            demand(line[2:].strip(), "an empty option")
            current.options.append(line[2:].strip())
        elif line.startswith("ANSWER:"):
            demand(current and len(current.options) >= 2, "too few options")
            assert current is not None
            current.right = ord(line[7:].strip()[0]) - ord("A")
            demand(0 <= current.right < len(current.options), "the right option is not there")
            questions.append(current)
            current = None
        else:
            demand(current is None, "a question without an answer")
            current = Stored(line)
    demand(current is None and questions, "a question without an answer")
    return questions
