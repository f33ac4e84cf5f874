"""Questions of other programs → the same as a deck can say them."""

from __future__ import annotations

from dataclasses import replace

from quizgen.importers.shared.text import paragraph
from quizgen.markup.plain import one_line, plain
from quizgen.model import Choice, Open, Option, Question
from quizgen.problem import Problem, warning
from quizgen.read.vocabulary import Vocabulary, vocabulary

_TO_BE_WRITTEN = paragraph("…")


def completed(question: Question, language: str) -> tuple[Question, tuple[Problem, ...]]:
    """The question as a deck of that language can have it, and what was done for it.

    A question to be answered in one's own words needs a model answer or a rubric: it gets an answer that
    waits to be written. Options such as “all of the above” stay last in every deck.
    """
    if isinstance(question, Open) and not question.answer and not question.rubric:
        return replace(question, answer=_TO_BE_WRITTEN), (_unanswered(question),)
    if isinstance(question, Choice):
        words = vocabulary(language)
        options = tuple(_pinned(option, words) for option in question.options)
        return replace(question, options=options), ()
    return question, ()


def _unanswered(question: Question) -> Problem:
    shown = one_line(question.stem, 50)
    message = f"the question {shown!r} has no model answer, which those who mark need"
    return warning(question.place, message, "write it into the deck in place of …")


def _pinned(option: Option, words: Vocabulary) -> Option:
    last = not option.pin and words.means(plain(option.text), "pinned_last")
    return replace(option, pin="last") if last else option
