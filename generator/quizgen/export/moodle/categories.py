"""Questions → the categories of Moodle's question bank that they go to: deck, then topic."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.export.lms.asked import deck_titles, in_bank_order
from quizgen.export.moodle.words import without_tags
from quizgen.model import Asked, Exam

NAME_LENGTH = 255
NAMELESS = "Questions"


def grouped(exam: Exam) -> Mapping[str, tuple[Asked, ...]]:
    """The questions by the path of their category, decks and questions in the bank's order.

    A question that several forms ask appears once, as the first form asks it.
    """
    titles = deck_titles(exam)
    groups: dict[str, list[Asked]] = {}
    for asked in in_bank_order(exam):
        deck = asked.question.deck
        path = category_path(titles.get(deck, deck), asked.question.topic)
        groups.setdefault(path, []).append(asked)
    return {path: tuple(group) for path, group in groups.items()}


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
