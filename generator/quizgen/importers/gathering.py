"""What an importer finds on its way → what was imported."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from quizgen.importers.broken import Inexpressible, NoQuestion
from quizgen.importers.importer import Attachment, Entry, File, Imported
from quizgen.model import Node, Place, Question
from quizgen.problem import Problem, warning


class Gathering:
    """The questions, notes, pictures and problems of one file, as they come.

    `line` and `about` say which question is being read: its line and what to call it in messages,
    such as "the question “Norms”"; they are set with `at`. A question that is added after an error about
    it is broken. `errors` is how many were told so far.
    """

    def __init__(self, file: File) -> None:
        self.file = file
        self.line, self.about = 0, ""
        self._broken = False
        self.errors = 0
        self.title = self.course = self.language = ""
        self._entries: list[Entry] = []
        self._attachments: dict[str, Attachment] = {}
        self._problems: list[Problem] = []

    def at(self, line: int, about: str = "") -> None:
        """From now on, problems are about this line (0: the whole file) and this question."""
        self.line, self.about, self._broken = line, about, False

    def warn(self, message: str, hint: str = "", line: int = 0) -> None:
        """Something is changed or lost, and told."""
        self._problems.append(warning(self._place(line), self._told(message), hint))

    def error(self, message: str, hint: str = "", line: int = 0) -> None:
        """Something is broken: nothing is imported unless the teacher wants the rest."""
        self._broken = True
        self.errors += 1
        self._problems.append(Problem(self._place(line), self._told(message), hint))

    def add(self, question: Question, kept: str = "", name: str = "") -> None:
        """A question, and what of it no question can hold, which stays in the deck as a note."""
        entry = Entry(line=self.line, name=name, question=question, kept=kept, broken=self._broken)
        self._entries.append(entry)

    def keep(self, words: str, name: str = "") -> None:
        """Words that no question can hold: they stay in the deck as a note. Tell why, besides."""
        if words.strip():
            self._entries.append(Entry(line=self.line, name=name, kept=words))

    def give_up(self, why: NoQuestion, words: str, name: str = "", mend: str = "") -> None:
        """Tell why there is no question here, and keep its words; `mend` is the usual hint to an error."""
        if isinstance(why, Inexpressible):
            self.warn(f"{why.message}: it is kept as a note", why.hint, why.line)
        else:
            self.error(why.message, why.hint or mend, why.line)
        self.keep(words, name)

    def attach(self, name: str, data: bytes) -> str:
        """The key of a picture, by which nodes name it. It is checked later."""
        key = hashlib.sha256(data).hexdigest()
        short = PurePosixPath(name.replace("\\", "/")).name
        self._attachments.setdefault(key, Attachment(key, short, data))
        return key

    def holds(self, key: str) -> bool:
        """Whether a picture is attached already."""
        return key in self._attachments

    def picture(
        self, name: str, data: bytes, alt: str = "", width: str = "", height: str = ""
    ) -> Node:
        """The node of a picture that came in the file. Sizes are such as 6cm."""
        given = {"alt": alt, "height": height, "picture": self.attach(name, data), "width": width}
        told = ((key, text) for key, text in given.items() if text or key == "alt")
        return Node("image", attributes=tuple(told))

    @property
    def has_entries(self) -> bool:
        """Whether anything was found."""
        return bool(self._entries)

    def imported(self) -> Imported:
        """All that was found."""
        return Imported(
            entries=tuple(self._entries),
            attachments=tuple(self._attachments.values()),
            problems=tuple(self._problems),
            title=self.title,
            course=self.course,
            language=self.language,
        )

    def _place(self, line: int) -> Place:
        return Place(self.file.name, line or self.line)

    def _told(self, message: str) -> str:
        return f"{self.about}: {message}" if self.about else message
