"""A deck that was just written → the questions read from it, to compare."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.author.seen import differences
from quizgen.markup.plain import one_line
from quizgen.model import Question
from quizgen.problem import ERROR, Problem
from quizgen.read.deck import read_deck
from quizgen.read.question import read_question
from quizgen.read.source import Source


def reread(text: str) -> tuple[tuple[Question, ...], str]:
    """The questions of a deck's text, and what is wrong with it, "" if nothing is."""
    source = Source("deck.md", text)
    deck = read_deck(source)
    lines = source.lines
    readings = [read_question(card, deck.points, lines) for card in deck.cards]
    problems = [*deck.problems, *(problem for reading in readings for problem in reading.problems)]
    wrong = next(filter(_is_error, problems), None)
    if wrong:
        return (), wrong.message
    return tuple(reading.question for reading in readings if reading.question), ""


def _is_error(problem: Problem) -> bool:
    return problem.severity == ERROR


def misread(text: str, question: Question, pictures: Mapping[str, str]) -> str:
    """In which respect a deck of this one question is read as something else; "" if it is not."""
    found, wrong = reread(text)
    if wrong:
        return wrong
    if len(found) != 1:
        return f"it would be read as {len(found)} questions"
    return told(found[0], question, pictures)


def told(found: Question, question: Question, pictures: Mapping[str, str]) -> str:
    """In words, how the question found is not the one that was written; "" if it is the same."""
    names = differences(found, question, pictures)
    if not names:
        return ""
    if names == ("kind",):
        return f"it would be read as a question of another kind: {found.kind}"
    if "stem" in names:
        return f"its stem would be read as {one_line(found.stem, 60)!r}"
    return f"it would be read with other {' and other '.join(names)}"
