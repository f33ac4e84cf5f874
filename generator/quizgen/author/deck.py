"""Questions and remarks → the Markdown file that holds them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.author.front_matter import head
from quizgen.author.markup import markdown
from quizgen.author.parts import Part, Remark
from quizgen.author.question import card
from quizgen.author.reread import reread, told
from quizgen.author.seen import NO_PICTURES
from quizgen.author.unwritable import Unwritable
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
    written = _cards(parts, given, pictures, instead)
    while True:
        text = _text(written, given)
        wrong = _misread(text, written, pictures)
        if wrong is None:
            return text
        index, reason = wrong
        written[index] = _replaced(written[index].part, reason, instead)


@dataclass(frozen=True, slots=True)
class _Written:
    """A part and its source."""

    part: Part
    text: str


def _questions(parts: Iterable[Part]) -> Iterator[Question]:
    return (part for part in parts if isinstance(part, Question))


def _check_ids(questions: Iterable[Question]) -> None:
    ids = Counter(question.id for question in questions if question.id)
    for id, number in ids.items():
        if number > 1:
            raise Unwritable(f"{number} questions have the name {id!r}: in a deck each has its own")


def _cards(
    parts: Iterable[Part],
    front_matter: FrontMatter,
    pictures: Mapping[str, str],
    instead: Instead | None,
) -> list[_Written]:
    written: list[_Written] = []
    taken: frozenset[str] = frozenset()
    for part in parts:
        if isinstance(part, Remark):
            written.append(_remark(part))
            continue
        try:
            text = card(part, front_matter, pictures, taken)
        except Unwritable as unwritable:
            written.append(_replaced(part, str(unwritable), instead))
        else:
            taken |= frozenset(_LABEL.findall(text))
            written.append(_Written(part, text))
    return written


def _replaced(part: Part, reason: str, instead: Instead | None) -> _Written:
    if instead is None or isinstance(part, Remark):
        raise Unwritable(reason)
    return _remark(instead(part, reason))


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
) -> tuple[int, str] | None:
    """The first part that is read as another question among the rest, and how; None if there is none."""
    asked = [(i, each.part) for i, each in enumerate(written) if isinstance(each.part, Question)]
    if not asked:
        return None
    found, wrong = reread(text)
    if wrong or len(found) != len(asked):
        reason = wrong or f"there would be {len(found)} questions instead of {len(asked)}"
        raise Unwritable(f"this deck cannot be written: {reason}")
    for one, (index, question) in zip(found, asked, strict=True):
        reason = told(one, question, pictures)
        if one.topic != question.topic:
            reason = f"its topic would be read as {one.topic!r}"
        if reason:
            name = f"the question {question.id!r}"
            return index, f"{name} cannot be written in a deck: {reason}"
    return None
