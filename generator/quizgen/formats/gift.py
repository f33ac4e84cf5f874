r"""The text of a GIFT file → its questions as they stand there, with line numbers.

The format is described at https://docs.moodle.org/en/GIFT_format; where that leaves something open, this
reads as Moodle's importer does (question/format/gift). In short: questions stand apart by blank lines, in
each the first {…} holds the answers, and a backslash takes its meaning from each of ~ = # { } : and itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from quizgen.formats import Fault

ESSAY: Final = "essay"
NUMERICAL: Final = "numerical"
MULTICHOICE: Final = "multichoice"
MATCHING: Final = "matching"
TRUEFALSE: Final = "truefalse"
SHORTANSWER: Final = "shortanswer"
DESCRIPTION: Final = "description"

_HIDDEN = 0xDC00
"""Escaped characters are hidden among lone surrogates, which no file in UTF-8 can hold."""

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_SHOWN = re.compile("[\udc00-\udc7f]")
_FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,2}\.?[0-9]*)%")
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`])+)\]")
_CATEGORY = "$CATEGORY:"
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


@dataclass(frozen=True, slots=True)
class Text:
    """A passage; `form` is html, plain, markdown or moodle, or "" where it is as the question's."""

    text: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands after a ~ or =.

    `percent` is the weight where one is given. For a number, `text` is as written (8, 8:0.5, 7..9); for a
    matching, `match` is what belongs to the text; a true or false has one answer, TRUE or FALSE, and its
    `feedback` comes with a wrong choice, `praise` with a right one.
    """

    line: int
    text: Text
    right: bool
    percent: Decimal | None = None
    feedback: Text = Text()
    match: str = ""
    praise: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question. `after` is what follows a gap in its text, None where the answers stand at the end."""

    line: int
    kind: str
    name: str
    stem: Text
    category: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    after: str | None = None
    answers: tuple[Answer, ...] = ()
    feedback: Text = Text()


def read(text: str) -> tuple[tuple[Question, ...], tuple[Fault, ...]]:
    """All questions in their order, and what could not be read."""
    questions: list[Question] = []
    faults: list[Fault] = []
    category = ""
    for line, lines in _blocks(text):
        block = _Block(line, lines, category)
        if block.body.lstrip().startswith(_CATEGORY):
            category = _shown(block.body.strip().removeprefix(_CATEGORY))
        elif block.body.strip():
            found = block.question()
            if isinstance(found, Fault):
                faults.append(found)
            else:
                questions.append(found)
    return tuple(questions), tuple(faults)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of each question with the number of the first; a line that is just 0 counts as blank."""
    block: list[str] = []
    number = 0
    for number, line in enumerate(_lines(text), start=1):
        if line in ("", "0"):
            if block:
                yield number - len(block), block
            block = []
        else:
            block.append(line)
    if block:
        yield number + 1 - len(block), block


def _lines(text: str) -> Iterator[str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return (line.strip() for line in text.split("\n"))


def _shown(text: str) -> str:
    """What an author sees: escaped characters as they are, no blanks at the ends."""
    return _SHOWN.sub(lambda match: chr(ord(match.group()) - _HIDDEN), text).strip()


def _hidden(match: re.Match[str]) -> str:
    character = match.group(1)
    return chr(_HIDDEN + ord("\n" if character == "n" else character))


def _passage(text: str) -> Text:
    text = text.strip()
    match = _FORMAT.match(text)
    return Text(_shown(text[match.end() :]), match.group(1)) if match else Text(_shown(text))


def _truth(inside: str, line: int) -> Answer:
    """The answer to a true or false."""
    word, wrong, right = map(_passage, (*inside.split("#", 2), "", "")[:3])
    truth = Text("TRUE" if word.text in _TRUE else "FALSE")
    return Answer(line, truth, True, None, wrong, praise=right)


class _Block:
    """The lines of one question, with what is escaped hidden."""

    def __init__(self, line: int, lines: list[str], category: str) -> None:
        comments = "\n".join(each for each in lines if each.startswith("//"))
        kept = "\n".join(" " if each.startswith("//") else each for each in lines)
        found = _ID.search(comments)
        self.line, self.category = line, category
        self.id = found.group(1).replace(r"\]", "]").strip() if found else ""
        self.tags = tuple(tag.replace(r"\]", "]").strip() for tag in _TAG.findall(comments))
        self.body = _ESCAPE.sub(_hidden, kept)

    def question(self) -> Question | Fault:
        """What the lines say."""
        name, start = self._name()
        opening, closing = self.body.find("{"), self.body.find("}")
        if (opening < 0) != (closing < 0) or closing < opening or 0 <= opening < start:
            return Fault(self.line, "its { and } do not belong together")
        if opening < 0:
            return self._made(DESCRIPTION, name, _passage(self.body[start:]), None, "", "", 0)
        inside, feedback = _parted(self.body[opening + 1 : closing])
        after = self.body[closing + 1 :].rstrip()
        stem = _passage(self.body[start:opening])
        gap = _shown(after) if after else None
        return self._made(_kind(inside), name, stem, gap, feedback, inside, opening + 1)

    def _name(self) -> tuple[str, int]:
        """The name between :: and ::, and where the text begins."""
        match = re.match(r"\s*::(.*?)::", self.body, re.DOTALL)
        return (_shown(match.group(1)), match.end()) if match else ("", 0)

    def _made(
        self,
        kind: str,
        name: str,
        stem: Text,
        after: str | None,
        feedback: str,
        inside: str,
        at: int,
    ) -> Question | Fault:
        answers = tuple(self._answers(kind, inside, at))
        fault = next((each for each in answers if isinstance(each, Fault)), None)
        return fault or Question(
            line=self.line,
            kind=kind,
            name=name,
            stem=stem,
            category=self.category,
            id=self.id,
            tags=self.tags,
            after=after,
            answers=tuple(each for each in answers if isinstance(each, Answer)),
            feedback=_passage(feedback),
        )

    def _answers(self, kind: str, inside: str, at: int) -> Iterator[Answer | Fault]:
        """The answers; `at` is where they begin in the body."""
        if kind == TRUEFALSE:
            yield _truth(inside, self._line(at))
            return
        if kind == NUMERICAL:
            inside = inside.replace("#", " ", 1)
        for match in re.finditer(r"([~=]?)([^~=]+)", inside):
            mark, text = match.groups()
            if mark or text.strip():
                yield self._answer(kind, mark, text.strip(), self._line(at + match.start()))

    def _answer(self, kind: str, mark: str, text: str, line: int) -> Answer | Fault:
        if kind == MATCHING:
            left, arrow, match = text.partition("->")
            pair = Answer(line, _passage(left), True, match=_shown(match))
            return pair if arrow else Fault(line, "a pair without ->")
        weight = None if kind == MULTICHOICE and mark == "=" else _WEIGHT.match(text)
        words = text[weight.end() :] if weight else text
        said, _, feedback = words.partition("#")
        percent = Decimal(weight.group(1)) if weight else None
        right = mark != "~" if percent is None else percent > 0
        return Answer(line, _passage(said), right, percent, _passage(feedback))

    def _line(self, position: int) -> int:
        return self.line + self.body.count("\n", 0, position)


def _parted(inside: str) -> tuple[str, str]:
    """The answers, and the general feedback."""
    answers, separator, feedback = inside.rpartition("####")
    return (answers, feedback) if separator else (inside, "")


def _kind(inside: str) -> str:
    """What kind of question the answers belong to."""
    inside = inside.strip()
    if not inside:
        return ESSAY
    if inside.startswith("#"):
        return NUMERICAL
    if "~" in inside:
        return MULTICHOICE
    if "=" in inside and "->" in inside:
        return MATCHING
    return TRUEFALSE if inside.partition("#")[0].strip() in _TRUE + _FALSE else SHORTANSWER
