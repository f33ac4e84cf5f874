"""A question → the attributes behind its heading, as a node carries them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from quizgen.author.numbers import written
from quizgen.model import Choice, Gaps, Question
from quizgen.read.difficulty import LEVELS
from quizgen.read.front_matter import FrontMatter

_TAG = re.compile(r"[^\s{}\"'=,#.]+")

Attributes = tuple[tuple[str, str], ...]


def attributes(question: Question, front_matter: FrontMatter, points: Decimal) -> Attributes:
    """All that the deck's front matter does not say. `points` is what the card is worth without."""
    return tuple(_attributes(question, front_matter, points))


def _attributes(
    question: Question, front_matter: FrontMatter, points: Decimal
) -> Iterator[tuple[str, str]]:
    if question.id:
        yield "#", question.id
    yield from _tags(question.tags, front_matter.tags)
    if isinstance(question, Choice) and question.multiple and _one_right(question):
        yield "!multiple", ""
    if isinstance(question, Gaps) and question.case:
        yield "!case", ""
    if question.points != points:
        yield "=points", written(question.points)
    if question.difficulty != front_matter.difficulty:
        yield "=difficulty", difficulty(question.difficulty)
    if question.card:
        yield "=card", question.card


def _one_right(question: Choice) -> bool:
    return sum(option.right for option in question.options) < 2


def _tags(tags: tuple[str, ...], given: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The tags that the deck does not give, as .tag where that keeps their order."""
    own = tags[len(given) :] if tags[: len(given)] == given else tags
    if list(own) == sorted(set(own)) and all(map(_TAG.fullmatch, own)):
        yield from ((f".{tag}", "") for tag in own)
    elif own:
        yield "=tags", ",".join(own)


def difficulty(share: Decimal) -> str:
    """The word for a share of right answers, or its number."""
    return next((word for word, level in LEVELS.items() if level == share), written(share))
