"""An exam → its questions as a question bank wants them: each once, deck by deck."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.model import Asked, Choice, Exam, Option


def asked_once(exam: Exam) -> tuple[Asked, ...]:
    """Each question once, as it is asked where it first appears."""
    first: dict[str, Asked] = {}
    for form in exam.forms:
        for asked in form.questions:
            first.setdefault(asked.question.id, asked)
    return tuple(first.values())


def in_bank_order(exam: Exam) -> tuple[Asked, ...]:
    """The same, in the order of the decks and of the questions in them."""
    ranks = {deck.name: rank for rank, deck in enumerate(exam.decks)}
    return tuple(sorted(asked_once(exam), key=lambda asked: _rank(asked, ranks)))


def options_in_order(asked: Asked) -> tuple[Option, ...]:
    """A choice's options as its author ordered them; where some keep their place, as they are asked."""
    question = asked.question
    assert isinstance(question, Choice)
    pinned = any(option.pin for option in question.options)
    return asked.options if pinned else question.options


def deck_titles(exam: Exam) -> Mapping[str, str]:
    """What each deck is called, by its name."""
    return {deck.name: deck.title for deck in exam.decks}


def _rank(asked: Asked, ranks: Mapping[str, int]) -> tuple[int, int, int]:
    place = asked.question.place
    return ranks.get(asked.question.deck, len(ranks)), place.line, place.column
