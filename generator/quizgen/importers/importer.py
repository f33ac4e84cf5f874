"""What an importer is, what it is given, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from quizgen.model import Question
from quizgen.problem import Problem


@dataclass(frozen=True, slots=True)
class File:
    """A file to import: its name, as problems show it, and its bytes."""

    name: str
    data: bytes = field(repr=False)

    @property
    def stem(self) -> str:
        """The name without folders and without the suffix."""
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        """The suffix in small letters, such as .xml; it is a hint, never a proof."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture as it came, unchecked. `key` is the SHA-256 in hex of what came; `name` is the file's."""

    key: str
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands at one place of a file: a question, or words that no question can hold, or both.

    `line` counts from 1, 0 where the file has no lines; `name` is what the file calls it. `kept` are
    those words: they go into the deck as a note behind the question. A question that is `broken`, as an
    error tells, goes into the note as well.
    """

    line: int = 0
    name: str = ""
    question: Question | None = None
    kept: str = ""
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file holds. `title`, `course` and `language` are "" where it says nothing.

    Questions without a name of their own have the id "". Their pictures are nodes with the attribute
    `picture`, the key of one of the `attachments`, or with `src`, a path from the file's folder.
    """

    entries: tuple[Entry, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""
    course: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Importer:
    """A format of others → questions. Same file, same questions: no clock, no chance, no other files.

    `recognises` looks at the content, and must be quick; `read` never raises for a bad file.
    """

    name: str
    summary: str
    recognises: Callable[[File], bool]
    read: Callable[[File], Imported]


class Refused(Exception):
    """A file that is not read: `message` says why, `line` where (0: all of it), `hint` how to mend it."""

    def __init__(self, message: str, line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.hint = message, line, hint
