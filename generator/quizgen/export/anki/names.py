"""Questions and decks → what Anki calls them: ids that stay the same, decks within decks, tags.

Anki finds a note that it has already by its guid, and a note type by its number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from quizgen.export.lms.words import tags
from quizgen.model import Exam, Question

SEPARATOR = "::"
"""What stands between a deck and one within it."""

NAMELESS = "Questions"
_LOWEST = 1 << 41
"""Ids that Anki gives itself are milliseconds since 1970, which are less for another forty years."""

_MOST = 1 << 40
_NO_BLANKS = str.maketrans(dict.fromkeys(" \u3000", "_"))


def guid(question: Question, courses: Mapping[str, str]) -> str:
    """What Anki knows a note by: the question's id within its course."""
    return _hash("note", courses.get(question.deck, ""), question.id)[:16]


def number(kind: str, name: str) -> int:
    """The id of a deck or note type, always the same for a name."""
    return _LOWEST + int(_hash(kind, name), 16) % _MOST


def modified(*parts: str) -> int:
    """A time that changes with the text, in seconds: what Anki tells an edited note by.

    There is no clock here, so that it may lie before an earlier one.
    """
    return 1_000_000_000 + int(_hash("time", *parts), 16) % (1 << 28)


def courses(exam: Exam) -> Mapping[str, str]:
    """The course of each deck, by the deck's name."""
    return {deck.name: deck.course for deck in exam.decks}


def deck_path(title: str, topic: str) -> str:
    """The deck and the one for the topic within it, such as Rivers::Seas."""
    parts = dict.fromkeys(filter(None, (_part(title), _part(topic))))
    return SEPARATOR.join(parts) or NAMELESS


def tag_words(question: Question) -> tuple[str, ...]:
    """The tags; a blank would end one, so that an underscore takes its place."""
    words = (tag.translate(_NO_BLANKS) for tag in tags(question))
    return tuple({word.casefold(): word for word in words}.values())


def _part(name: str) -> str:
    """The name of one deck, which must not read like several."""
    words = " ".join(name.split())
    while SEPARATOR in words:
        words = words.replace(SEPARATOR, ":")
    return words.strip(" :")


def _hash(*parts: str) -> str:
    text = "\0".join(("quizgen", *parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
