"""An exam → its questions as a question bank wants them: each once, deck by deck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizgen.export.lms.words import number
from quizgen.model import Asked, Exam
from quizgen.problem import Problem, warning


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


def asked_differently(exam: Exam, target: str) -> Iterator[Problem]:
    """A warning for each question that forms mark in different ways: it is written once."""
    first = {asked.question.id: asked for asked in asked_once(exam)}
    told: set[str] = set()
    for asked in (asked for form in exam.forms for asked in form.questions):
        before = first[asked.question.id]
        differs = (asked.points, asked.wrong) != (before.points, before.wrong)
        if differs and asked.question.id not in told:
            told.add(asked.question.id)
            yield warning(
                asked.question.place,
                f"the forms give “{asked.question.id}” different points;"
                f" {target} gets {number(before.points)}",
                "give all sections that ask it the same points and the same scoring",
            )


def deck_titles(exam: Exam) -> Mapping[str, str]:
    """What each deck is called, by its name."""
    return {deck.name: deck.title for deck in exam.decks}


def _rank(asked: Asked, ranks: Mapping[str, int]) -> tuple[int, int, int]:
    place = asked.question.place
    return ranks.get(asked.question.deck, len(ranks)), place.line, place.column
