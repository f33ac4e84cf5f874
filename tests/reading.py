"""Markdown text → what the reader makes of it, for tests."""

from __future__ import annotations

from textwrap import dedent

from quizgen.model import Card, Question
from quizgen.problem import Problem
from quizgen.read.deck import read_deck
from quizgen.read.question import Reading, read_question
from quizgen.read.source import decode


def read(text: str) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """The cards of a deck with the questions made of them, and all problems."""
    source, problems = decode("deck.md", dedent(text).encode())
    deck = read_deck(source)
    readings = tuple(read_question(card, deck.points, source.lines) for card in deck.cards)
    found = (*problems, *deck.problems, *(p for reading in readings for p in reading.problems))
    return readings, found


def cards(text: str) -> tuple[Card, ...]:
    """The cards of a deck that has no problems."""
    readings, problems = read(text)
    assert not problems, problems
    return tuple(reading.card for reading in readings)


def questions(text: str) -> tuple[Question, ...]:
    """The questions of a deck that has no problems."""
    readings, problems = read(text)
    assert not problems, problems
    return tuple(reading.question for reading in readings if reading.question)


def question(text: str) -> Question:
    """The only question of a deck that has no problems."""
    (only,) = questions(text)
    return only
