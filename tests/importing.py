"""A file of others → what is imported from it, and the deck that it becomes."""

from __future__ import annotations

from quizgen.importers import IMPORTERS
from quizgen.importers.apart import Reading
from quizgen.importers.deck.drafting import draft
from quizgen.importers.importer import File, Imported
from quizgen.importers.servant import read
from quizgen.model import Picture, Question
from quizgen.problem import ERROR, show
from quizgen.read.deck import read_deck
from quizgen.read.question import read_question
from quizgen.read.source import Source


def imported(format: str, text: str | bytes) -> Imported:
    """What the importer of that name finds."""
    data = text if isinstance(text, bytes) else text.encode()
    return read(IMPORTERS[format], File("given.txt", data))


def questions(found: Imported) -> tuple[Question, ...]:
    """Those that are whole."""
    return tuple(each.question for each in found.entries if each.question and not each.broken)


def kept(found: Imported) -> str:
    """All that becomes notes."""
    return "\n".join(entry.kept for entry in found.entries if entry.kept)


def told(found: Imported) -> tuple[tuple[int, str], ...]:
    """All problems: the line, and the message."""
    return tuple((problem.place.line, problem.message) for problem in found.problems)


def errors(found: Imported) -> tuple[tuple[int, str], ...]:
    """The errors alone."""
    problems = (problem for problem in found.problems if problem.severity == ERROR)
    return tuple((problem.place.line, problem.message) for problem in problems)


def deck_and_report(format: str, data: bytes) -> tuple[str, str]:
    """The deck's text, which must be read without errors, and all that a teacher is told."""
    made = draft([Reading(File("given.txt", data), format, imported(format, data))], "deck", _none)
    source = Source("deck.md", made.text)
    deck = read_deck(source)
    readings = [read_question(card, deck.points, source.lines) for card in deck.cards]
    problems = [*deck.problems, *(problem for each in readings for problem in each.problems)]
    wrong = [problem for problem in problems if problem.severity == ERROR]
    assert not wrong or not made.questions, wrong
    assert sum(each.question is not None for each in readings) == len(made.questions)
    return made.text, show(sorted(made.problems), {})


def _none(data: bytes) -> Picture:
    raise AssertionError("there are no pictures in these files")
