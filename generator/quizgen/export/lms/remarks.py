"""A question's notes, rubric and model answer → passages with labels in the question's language."""

from __future__ import annotations

from decimal import Decimal

from quizgen.export.lms.words import number
from quizgen.labels import labels
from quizgen.markup.answers import answer_tells_more
from quizgen.markup.leading import led_by
from quizgen.model import Criterion, Markup, Node, Note, Open, Question


def general_feedback(question: Question) -> Markup:
    """All notes one after the other, each behind its label, but for feedback that comes first."""
    return tuple(
        block
        for place, note in enumerate(question.notes)
        for block in _note(note, question.language, place == 0)
    )


def _note(note: Note, language: str, first: bool) -> Markup:
    if first and note.label == "feedback":
        return note.text
    return labelled(note.label, language, note.text)


def grader_info(question: Open) -> Markup:
    """What only markers see: the rubric with its points, then the model answer if it says more.

    Where the rubric is nothing but the lines of the answer, that alone.
    """
    answer = labelled("model_answer", question.language, question.answer)
    if answer_tells_more(question):
        return rubric(question) + answer
    weighed = any(line.points is not None for line in question.rubric)
    return answer if question.answer and not weighed else rubric(question)


def rubric(question: Question) -> Markup:
    """The lines of the rubric with their points, as a list; nothing where there is none."""
    items = tuple(_item(criterion, question.language) for criterion in question.rubric)
    return (Node("bullet_list", children=items),) if items else ()


def _item(criterion: Criterion, language: str) -> Node:
    if criterion.points is None:
        return Node("item", children=criterion.text)
    points = Node("text", f"({_points(criterion.points, language)})")
    return Node("item", children=led_by(points, criterion.text))


def _points(points: Decimal, language: str) -> str:
    figure = number(points).replace(".", _word("decimal_mark", language))
    return _word("point" if points == 1 else "points", language).format(points=figure)


def labelled(name: str, language: str, text: Markup) -> Markup:
    """The passage with a printed word in bold in front, by the word's name."""
    label = Node("strong", children=(Node("text", f"{_word(name, language)}:"),))
    return led_by(label, text)


def _word(name: str, language: str) -> str:
    return labels(language).print[name]
