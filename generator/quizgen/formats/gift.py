r"""The text of a GIFT file → its questions as they stand there, with line numbers.

The format is described at https://docs.moodle.org/en/GIFT_format; where that leaves something open, this
reads as Moodle's importer does (question/format/gift). In short: questions stand apart by blank lines, in
each the first {…} holds the answers, and a backslash takes its meaning from each of ~ = # { } : and itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from quizgen.formats import Fault
from quizgen.formats.gift_blocks import CATEGORY, Block, as_moodle_reads, shown

ESSAY: Final = "essay"
NUMERICAL: Final = "numerical"
MULTICHOICE: Final = "multichoice"
MATCHING: Final = "matching"
TRUEFALSE: Final = "truefalse"
SHORTANSWER: Final = "shortanswer"
DESCRIPTION: Final = "description"

_FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,2}\.?[0-9]{0,20})%")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\n]){1,200})\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\n]){1,600})\]")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


@dataclass(frozen=True, slots=True)
class Category:
    """Where the questions that follow belong, as a path such as $course$/top/Rivers."""

    path: str


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
    """A question. `after` is what follows a gap in its text, None where the answers stand at the end.

    Blanks beside a gap are kept.
    """

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
    """All questions in their order, and what could not be read, as Moodle reads them."""
    questions: list[Question] = []
    faults: list[Fault] = []
    category = ""
    for block in as_moodle_reads(text):
        found = read_block(block, category)
        if isinstance(found, Category):
            category = found.path
        elif isinstance(found, Fault):
            faults.append(found)
        elif found:
            questions.append(found)
    return tuple(questions), tuple(faults)


def read_block(
    block: Block, category: str = "", meant: bool = False
) -> Question | Category | Fault | None:
    """What a block says; None for one of comments.

    Where it is `meant`, TRUE and FALSE may have small letters, which Moodle takes for words to write.
    """
    body = block.body
    if body.lstrip().startswith(CATEGORY):
        return Category(_shown(body.strip().removeprefix(CATEGORY)))
    return _Block(block, body, category, meant).question() if body.strip() else None


def _shown(text: str) -> str:
    return shown(text).strip()


def _passage(text: str, at_gap: bool = False) -> Text:
    """A passage without blanks at its ends; before a gap they stay."""
    text = text.lstrip() if at_gap else text.strip()
    match = _FORMAT.match(text)
    start, form = (match.end(), match.group(1)) if match else (0, "")
    words = shown(text[start:])
    return Text(words.lstrip() if at_gap else words.strip(), form)


def _answer(kind: str, mark: str, text: str, line: int, meant: bool) -> Answer | Fault:
    """Moodle looks for no weight behind the = of a choice; authors mean one, 100 % or less."""
    if kind == MATCHING:
        left, arrow, match = text.partition("->")
        pair = Answer(line, _passage(left), True, match=_shown(match))
        return pair if arrow else Fault(line, "a pair without ->")
    weight = None if kind == MULTICHOICE and mark == "=" and not meant else _WEIGHT.match(text)
    words = text[weight.end() :] if weight else text
    said, _, feedback = words.partition("#")
    percent = Decimal(weight.group(1)) if weight else None
    if kind == MULTICHOICE and mark == "=" and percent == 100:
        percent = None
    right = mark != "~" if percent is None else percent > 0
    return Answer(line, _passage(said), right, percent, _passage(feedback))


def _truth(inside: str, line: int) -> Answer:
    """The answer to a true or false."""
    word, wrong, right = map(_passage, (*inside.split("#", 2), "", "")[:3])
    truth = Text("TRUE" if word.text.upper() in _TRUE else "FALSE")
    return Answer(line, truth, True, None, wrong, praise=right)


class _Block:
    """A block of which a question is made."""

    def __init__(self, block: Block, body: str, category: str, meant: bool) -> None:
        comments = block.comments
        found = _ID.search(comments)
        self.line, self.category, self.body = block.line, category, body
        self.id = found.group(1).replace(r"\]", "]").strip() if found else ""
        self.tags = tuple(tag.replace(r"\]", "]").strip() for tag in _TAG.findall(comments))
        self._meant = meant

    def question(self) -> Question | Fault:
        """What the lines say."""
        name, start = self._name()
        opening, closing = self.body.find("{"), self.body.find("}")
        made = self._named(name)
        if opening == closing == -1:
            return made(kind=DESCRIPTION, stem=_passage(self.body[start:]))
        if not start <= opening < closing:
            return Fault(self.line, "its { and } do not belong together")
        if self._meant and set("{}") & set(self.body[closing + 1 :]):
            return Fault(self.line, "it has another brace behind the answers in { }")
        inside, feedback = _parted(self.body[opening + 1 : closing])
        kind = _kind(inside, self._meant)
        first = self.line + self.body.count("\n", 0, opening + 1)
        answers, faults = _sorted(_answers(kind, inside, first, self._meant))
        after = self.body[closing + 1 :].rstrip()
        return (faults and faults[0]) or made(
            kind=kind,
            stem=_passage(self.body[start:opening], at_gap=bool(after)),
            after=shown(after) if after else None,
            answers=answers,
            feedback=_passage(feedback),
        )

    def _name(self) -> tuple[str, int]:
        """The name between :: and ::, and where the text begins."""
        match = re.match(r"\s*::(.*?)::", self.body, re.DOTALL)
        return (_shown(match.group(1)), match.end()) if match else ("", 0)

    def _named(self, name: str) -> partial[Question]:
        """What is known of the question before its text."""
        return partial(
            Question,
            line=self.line,
            name=name,
            category=self.category,
            id=self.id,
            tags=self.tags,
        )


def _answers(kind: str, inside: str, line: int, meant: bool) -> Iterator[Answer | Fault]:
    """What stands between the braces, which begins on that line."""
    if kind == TRUEFALSE:
        yield _truth(inside, line)
        return
    if kind == NUMERICAL:
        inside = inside.replace("#", " ", 1)
    before = 0
    for match in re.finditer(r"([~=]?)([^~=]+)", inside):
        line += inside.count("\n", before, match.start())
        before = match.start()
        mark, text = match.groups()
        if mark or text.strip():
            yield _answer(kind, mark, text.strip(), line, meant)


def _sorted(found: Iterable[Answer | Fault]) -> tuple[tuple[Answer, ...], tuple[Fault, ...]]:
    both = tuple(found)
    answers = tuple(each for each in both if isinstance(each, Answer))
    return answers, tuple(each for each in both if isinstance(each, Fault))


def _parted(inside: str) -> tuple[str, str]:
    """The answers, and the general feedback."""
    answers, separator, feedback = inside.rpartition("####")
    return (answers, feedback) if separator else (inside, "")


def _kind(inside: str, meant: bool) -> str:
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
    word = inside.partition("#")[0].strip()
    return TRUEFALSE if (word.upper() if meant else word) in _TRUE + _FALSE else SHORTANSWER
