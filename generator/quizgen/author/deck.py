"""Questions and remarks → the Markdown file that holds them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.author.front_matter import head
from quizgen.author.markup import markdown
from quizgen.author.parts import Part, Remark
from quizgen.author.question import called, card, quick_card
from quizgen.author.reread import reread, told
from quizgen.author.seen import NO_PICTURES
from quizgen.author.unwritable import Unwritable
from quizgen.garbage import collection_paused
from quizgen.model import Node, Question
from quizgen.read.front_matter import FrontMatter

_LABEL = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)

Instead = Callable[[Question, str], Remark]
"""A question that no card can say, and why → what to write in its place."""


def deck(
    parts: Sequence[Part],
    front_matter: FrontMatter | None = None,
    pictures: Mapping[str, str] = NO_PICTURES,
    instead: Instead | None = None,
) -> str:
    """The text of a deck: front matter, then the questions' cards in order, under their topics.

    `front_matter` is what holds for all of them, such as tags that they have in common, and its
    `derived_from`; without one, it says only the language. `pictures` is as for `card`.

    Raises Unwritable as `card` does, and where two questions have one id, or where a card would be
    read as another among the rest. With `instead`, what cannot be written is replaced by that remark.
    """
    first = next(_questions(parts), None)
    given = front_matter or FrontMatter(language=first.language if first else "en")
    _check_ids(_questions(parts))
    work = _Work(given, pictures, instead)
    with collection_paused():
        work.write(parts)
        while (text := work.checked()) is None:
            pass
    return text


@dataclass(frozen=True, slots=True)
class _Written:
    """A part and its source. `taken` are names of footnotes before it."""

    part: Part
    text: str
    taken: frozenset[str] = frozenset()
    careful: bool = False


def _questions(parts: Iterable[Part]) -> Iterator[Question]:
    return (part for part in parts if isinstance(part, Question))


def _check_ids(questions: Iterable[Question]) -> None:
    ids = Counter(question.id for question in questions if question.id)
    for id, number in ids.items():
        if number > 1:
            raise Unwritable(f"{number} questions have the name {id!r}: in a deck each has its own")


class _Work:
    """The deck in the making: cards are written quickly, and with care where that was not right."""

    def __init__(
        self, front_matter: FrontMatter, pictures: Mapping[str, str], instead: Instead | None
    ) -> None:
        self._front_matter, self._pictures, self._instead = front_matter, pictures, instead
        self._written: list[_Written] = []

    def write(self, parts: Iterable[Part]) -> None:
        """All parts, one after the other."""
        taken: frozenset[str] = frozenset()
        for part in parts:
            each = _remark(part) if isinstance(part, Remark) else self._quick(part, taken)
            taken |= frozenset(_LABEL.findall(each.text))
            self._written.append(each)

    def checked(self) -> str | None:
        """The text if every question is read from it as it is; else None, and some are written anew."""
        text = _text(self._written, self._front_matter)
        wrong = _misread(text, self._written, self._pictures)
        for index, reason in wrong:
            self._written[index] = self._better(self._written[index], reason)
        return None if wrong else text

    def _quick(self, question: Question, taken: frozenset[str]) -> _Written:
        given = self._front_matter, self._pictures, taken
        try:
            return _Written(question, quick_card(question, *given), taken)
        except Unwritable:
            return self._careful(question, taken)

    def _careful(self, question: Question, taken: frozenset[str]) -> _Written:
        try:
            text = card(question, self._front_matter, self._pictures, taken)
        except Unwritable as unwritable:
            return self._replaced(question, str(unwritable))
        return _Written(question, text, taken, careful=True)

    def _better(self, written: _Written, reason: str) -> _Written:
        assert isinstance(written.part, Question)
        if written.careful:
            return self._replaced(written.part, reason)
        return self._careful(written.part, written.taken)

    def _replaced(self, question: Question, reason: str) -> _Written:
        if self._instead is None:
            raise Unwritable(reason)
        return _remark(self._instead(question, reason))


def _remark(remark: Remark) -> _Written:
    return _Written(remark, markdown((remark.block,)))


def _text(written: Iterable[_Written], front_matter: FrontMatter) -> str:
    text = head(front_matter) + "".join(f"{part}\n\n" for part in _laid_out(written))
    return text.rstrip("\n") + "\n"


def _laid_out(written: Iterable[_Written]) -> Iterator[str]:
    """The sources, and a heading wherever another topic begins."""
    topic = ""
    for each in written:
        if isinstance(each.part, Question) and each.part.topic != topic:
            topic = each.part.topic
            yield _topic(topic)
        yield each.text


def _topic(topic: str) -> str:
    children = (Node("text", topic),) if topic else ()
    return markdown((Node("heading", children=children, attributes=(("level", "1"),)),))


def _misread(
    text: str, written: Sequence[_Written], pictures: Mapping[str, str]
) -> list[tuple[int, str]]:
    """Which parts are read as other questions among the rest, and how.

    Where cards ran into each other, all that were not written with care.
    """
    asked = [(i, each.part) for i, each in enumerate(written) if isinstance(each.part, Question)]
    if not asked:
        return []
    found, wrong = reread(text)
    if not wrong and len(found) == len(asked):
        pairs = zip(found, asked, strict=True)
        read = ((index, _told(one, question, pictures)) for one, (index, question) in pairs)
        return [(index, reason) for index, reason in read if reason]
    reason = wrong or f"there would be {len(found)} questions instead of {len(asked)}"
    quick = [(index, reason) for index, _ in asked if not written[index].careful]
    return quick or [(_culprit(written), f"this deck cannot be written: {reason}")]


def _culprit(written: Sequence[_Written]) -> int:
    """The first question with which the cards before it, and it, are not read one by one."""
    asked = [index for index, each in enumerate(written) if isinstance(each.part, Question)]
    right, wrong = -1, len(asked) - 1
    while wrong - right > 1:
        middle = (right + wrong) // 2
        if _is_read(written[: asked[middle] + 1]):
            right = middle
        else:
            wrong = middle
    return asked[wrong]


def _is_read(written: Sequence[_Written]) -> bool:
    """Whether there are as many questions in the deck as were written."""
    asked = sum(isinstance(each.part, Question) for each in written)
    found, wrong = reread("".join(f"{part}\n\n" for part in _laid_out(written)))
    return not asked or (not wrong and len(found) == asked)


def _told(found: Question, question: Question, pictures: Mapping[str, str]) -> str:
    """How a question is read otherwise in the deck; "" if it is not."""
    reason = told(found, question, pictures)
    if found.topic != question.topic:
        reason = f"its topic would be read as {found.topic!r}"
    return reason and f"the question {called(question)!r} cannot be written in a deck: {reason}"
