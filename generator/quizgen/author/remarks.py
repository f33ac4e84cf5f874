"""What questions of all kinds have besides stem and key → blocks: hints, notes, rubric."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from quizgen.author.kinds import tightened
from quizgen.author.labelled import label, labelled, parted, text_block
from quizgen.author.numbers import written
from quizgen.labels import labels
from quizgen.model import Criterion, Gaps, Markup, Node, Note, Open, Question


def remarks(question: Question) -> Markup:
    """Hints and notes, each behind its label.

    Feedback of several blocks stands first and without a label, as text behind the answer is read.
    """
    language = question.language
    bare, notes = _divided(question)
    blocks = parted(bare, language)
    for hint in question.hints:
        blocks += labelled(label(language, "hint"), hint, language)
    for note in notes:
        blocks += labelled(label(language, note.label), note.text, language)
    return blocks


def _divided(question: Question) -> tuple[Markup, tuple[Note, ...]]:
    """The feedback that no label can hold, and all other notes."""
    first = question.notes[0] if question.notes else None
    held = isinstance(question, Open | Gaps)  # what stands behind is their answer or their text
    if held or not first or first.label != "feedback" or len(first.text) < 2:
        return (), question.notes
    return first.text, question.notes[1:]


def rubric(question: Question) -> Markup:
    """The marking guide behind its label; nothing where there is none."""
    if not question.rubric:
        return ()
    language = question.language
    items = tuple(_item(criterion, language) for criterion in question.rubric)
    return text_block(label(language, "rubric")), Node("bullet_list", children=items)


def weight(question: Question) -> Decimal | None:
    """What a question with this rubric is worth if nobody says: its sum, if every line has points."""
    weights = [criterion.points for criterion in question.rubric]
    known = [points for points in weights if points is not None]
    return sum(known, Decimal(0)) if weights and len(known) == len(weights) else None


def _item(criterion: Criterion, language: str) -> Node:
    blocks = tightened(criterion.text)
    if criterion.points is not None and blocks:
        points = Node("text", f" ({_points(criterion.points, language)})")
        first = replace(blocks[0], children=(*blocks[0].children, points))
        blocks = (first, *blocks[1:])
    return Node("item", children=blocks)


def _points(points: Decimal, language: str) -> str:
    name = "point" if points == 1 else "points"
    words = labels(language).print
    number = written(points).replace(".", words["decimal_mark"])
    return words[name].format(points=number)
