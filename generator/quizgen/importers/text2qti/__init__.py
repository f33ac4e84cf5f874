"""text2qti, Markdown with marks at the margin → questions.

The format is described at https://github.com/gpoore/text2qti. Code in it is never run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from quizgen.formats.text2qti import Part, read
from quizgen.importers.broken import NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer
from quizgen.importers.shared.numbers import number
from quizgen.importers.shared.text import opened, require_entries
from quizgen.importers.text2qti.kinds import Draft, made
from quizgen.importers.text2qti.looks import looks_like_text2qti

__all__ = ["TEXT2QTI"]

_PARTS = frozenset(
    "right wrong several_right several_wrong short number essay upload feedback if_right if_wrong"
    " solution".split()
)
_NO_MARK = "this line begins with no mark of text2qti"
_INDENT = "indent it, if it goes on from the line above"


def _read(file: File) -> Imported:
    text, found = opened(file)
    reader = _Reader(found)
    for part in read(text):
        reader.part(part)
    reader.end()
    require_entries(found)
    return found.imported()


class _Reader:
    """Puts parts together to questions; groups are counted from 1."""

    def __init__(self, found: Gathering) -> None:
        self.found = found
        self.group = 0
        self._groups = 0
        self._points = Decimal(1)
        self._pick = "1"
        self._size = 0
        self._group_line = 0
        self._draft: Draft | None = None
        self._heads: list[Part] = []

    def part(self, part: Part) -> None:
        """The next part."""
        if part.name == "question":
            self._close()
            tags = (f"group-{self.group}",) if self.group else ()
            self._draft = Draft(part, tuple(self._heads), tags, self._points)
            self._heads = []
            self._size += 1
        elif self._draft and (part.name in _PARTS or not part.name):
            self._draft.parts.append(part)
        else:
            self._outside(part)

    def end(self) -> None:
        """Nothing follows."""
        self._close()
        self._end_group()
        for head in self._heads:
            self._lost(head, "no question follows it", "delete it")

    def _outside(self, part: Part) -> None:
        """A part that belongs to no question."""
        if part.name not in ("comment", "comments"):
            self._close()
        if part.name in ("title", "points"):
            self._heads.append(part)
            return
        self.found.at(part.line)
        act = _ACTS.get(part.name)
        if act:
            act(self, part)
        elif part.name in _PARTS:
            self._lost(
                part, "no question stands before it", "a question begins with 1. and a blank"
            )
        else:
            self._lost(part, _NO_MARK, _INDENT)

    def _lost(self, part: Part, message: str, hint: str) -> None:
        self.found.at(part.line)
        self.found.error(message, hint)
        self.found.keep(part.source)

    def _close(self) -> None:
        """The question that was read is whole."""
        draft, self._draft = self._draft, None
        if draft:
            _add(self.found, draft)

    def begin_group(self, part: Part) -> None:
        """GROUP: of the questions that follow, some are drawn."""
        self._end_group()
        self._groups += 1
        self.group, self._group_line = self._groups, part.line
        self._points, self._pick, self._size = Decimal(1), "1", 0

    def end_group(self, part: Part) -> None:
        """END_GROUP."""
        self._end_group()

    def _end_group(self) -> None:
        if self.group:
            message = f"of this group of {self._size} questions {self._pick} was to be drawn"
            hint = f"they have the tag group-{self.group}, by which an exam can select them"
            self.found.at(self._group_line)
            self.found.warn(message, hint)
        self.group, self._points = 0, Decimal(1)

    def group_points(self, part: Part) -> None:
        """What each question of the group is worth."""
        worth = number(part.text)
        if worth is None or worth <= 0:
            self._lost(part, f"“{part.text[:40]}” is no number of points", "write one, such as 2")
        else:
            self._points = worth

    def pick(self, part: Part) -> None:
        """How many of the group are drawn."""
        self._pick = part.text.strip()

    def quiz_title(self, part: Part) -> None:
        """The title of all."""
        self.found.title = " ".join(part.text.split())

    def kept(self, part: Part) -> None:
        """A text that asks nothing."""
        self.found.warn("this text belongs to no question: it is kept as a note")
        self.found.keep(part.source)

    def comment(self, part: Part) -> None:
        """What its author wrote for nobody else."""
        if part.name == "comments" and "\n" not in part.source:
            self._lost(part, "no END_COMMENT stands below it", "write one where the comment ends")
        else:
            self.found.keep(part.source)

    def code(self, part: Part) -> None:
        """Code, which text2qti would run."""
        if not part.source.rstrip().endswith("```") or "\n" not in part.source:
            self._lost(part, "the code that begins here does not end", "write ``` below it")
            return
        message = "the code in it is kept as a note: quizgen runs no code of others"
        hint = "if it makes questions, let text2qti run it, and import what comes of it"
        self.found.warn(message, hint)
        self.found.keep(part.source)


_ACTS: Mapping[str, Callable[[_Reader, Part], None]] = {
    "group": _Reader.begin_group,
    "end_group": _Reader.end_group,
    "group_points": _Reader.group_points,
    "pick": _Reader.pick,
    "quiz_title": _Reader.quiz_title,
    "description": _Reader.kept,
    "text_title": _Reader.kept,
    "text": _Reader.kept,
    "comment": _Reader.comment,
    "comments": _Reader.comment,
    "code": _Reader.code,
    "setting": lambda reader, part: None,
}


def _add(found: Gathering, draft: Draft) -> None:
    """The question, or its words as a note."""
    found.at(draft.line)
    errors = found.errors
    try:
        question = made(draft, found)
    except NoQuestion as why:
        found.give_up(why, draft.source)
        return
    if found.errors > errors:
        found.keep(draft.source)
    else:
        found.add(question)


TEXT2QTI = Importer(
    "text2qti", "text2qti, Markdown with marks at the margin", looks_like_text2qti, _read
)
