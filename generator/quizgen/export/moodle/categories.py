"""Questions → the categories of Moodle's question bank that they go to: deck, then topic."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.moodle.words import without_tags
from quizgen.model import Asked, Exam

NAME_LENGTH = 255
NAMELESS = "Questions"


def grouped(exam: Exam) -> Mapping[str, tuple[Asked, ...]]:
    """The questions by the path of their category, decks and questions in the bank's order.

    A question that several forms ask appears once, as the first form asks it.
    """
    ranks = {deck.name: rank for rank, deck in enumerate(exam.decks)}
    titles = {deck.name: deck.title for deck in exam.decks}
    groups: dict[str, list[Asked]] = {}
    for asked in sorted(asked_once(exam), key=lambda asked: _rank(asked, ranks)):
        deck = asked.question.deck
        path = category_path(titles.get(deck, deck), asked.question.topic)
        groups.setdefault(path, []).append(asked)
    return {path: tuple(group) for path, group in groups.items()}


def asked_once(exam: Exam) -> tuple[Asked, ...]:
    """Each question once, as it is asked where it first appears."""
    first: dict[str, Asked] = {}
    for form in exam.forms:
        for asked in form.questions:
            first.setdefault(asked.question.id, asked)
    return tuple(first.values())


def _rank(asked: Asked, ranks: Mapping[str, int]) -> tuple[int, int, int]:
    place = asked.question.place
    return ranks.get(asked.question.deck, len(ranks)), place.line, place.column


def category_path(*names: str) -> str:
    """The path below the top category: a slash within a name is doubled, the ends have none."""
    cleaned = tuple(dict.fromkeys(filter(None, map(_name, names)))) or (NAMELESS,)
    return "/".join(("$course$", "top", *(name.replace("/", "//") for name in cleaned)))


def _name(text: str) -> str:
    """Moodle cannot tell a slash at the end of a name from the one between two names."""
    name = without_tags(text).strip(" /")[:NAME_LENGTH].rstrip(" /")
    # Moodle skips a category called top, which is what it calls the root.
    return "Top" if name == "top" else name


def shortened(text: str) -> bool:
    """Whether the name of a deck or topic is too long for a category."""
    return len(without_tags(text).strip(" /")) > NAME_LENGTH
