"""Questions → the Markdown file that holds them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from quizgen.author.front_matter import head
from quizgen.author.markup import markdown
from quizgen.author.question import card
from quizgen.author.reread import reread, told
from quizgen.author.seen import NO_PICTURES
from quizgen.author.unwritable import Unwritable
from quizgen.model import Node, Question
from quizgen.read.front_matter import FrontMatter

_LABEL = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)


def deck(
    questions: Sequence[Question],
    front_matter: FrontMatter | None = None,
    pictures: Mapping[str, str] = NO_PICTURES,
) -> str:
    """The text of a deck: front matter, then the questions' cards in order, under their topics.

    `front_matter` is what holds for all of them, such as tags that they have in common, and its
    `derived_from`; without one, it says only the language. `pictures` is as for `card`.

    Raises Unwritable as `card` does, and where two questions have one id, or where a card would be
    read as another among the rest.
    """
    language = questions[0].language if questions else "en"
    given = front_matter or FrontMatter(language=language)
    _check_ids(questions)
    text = head(given) + "".join(f"{part}\n\n" for part in _parts(questions, given, pictures))
    text = text.rstrip("\n") + "\n"
    if questions:
        _check(text, questions, pictures)
    return text


def _parts(
    questions: Iterable[Question], front_matter: FrontMatter, pictures: Mapping[str, str]
) -> Iterable[str]:
    topic = ""
    taken: frozenset[str] = frozenset()
    for question in questions:
        if question.topic != topic:
            topic = question.topic
            yield _topic(topic)
        text = card(question, front_matter, pictures, taken)
        taken |= frozenset(_LABEL.findall(text))
        yield text


def _topic(topic: str) -> str:
    children = (Node("text", topic),) if topic else ()
    return markdown((Node("heading", children=children, attributes=(("level", "1"),)),))


def _check_ids(questions: Iterable[Question]) -> None:
    ids = Counter(question.id for question in questions)
    for id, number in ids.items():
        if number > 1:
            raise Unwritable(f"{number} questions have the name {id!r}: in a deck each has its own")


def _check(text: str, questions: Sequence[Question], pictures: Mapping[str, str]) -> None:
    found, wrong = reread(text)
    if wrong or len(found) != len(questions):
        reason = wrong or f"there would be {len(found)} questions instead of {len(questions)}"
        raise Unwritable(f"this deck cannot be written: {reason}")
    for one, question in zip(found, questions, strict=True):
        reason = told(one, question, pictures)
        if one.topic != question.topic:
            reason = f"its topic would be read as {one.topic!r}"
        if reason:
            raise Unwritable(f"the question {question.id!r} cannot be written in a deck: {reason}")
