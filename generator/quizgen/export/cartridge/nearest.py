"""A question as asked → the one that asks the same in a kind that a Common Cartridge knows."""

from __future__ import annotations

from dataclasses import replace

from quizgen.export.lms.facts import GAP
from quizgen.export.lms.words import number
from quizgen.export.qti1.texts import with_unit
from quizgen.model import Asked, Gaps, Markup, Node, Numeric, Pattern, Question, ShortAnswer


def nearest(asked: Asked) -> Asked:
    """The question itself, or one to answer with a word: for a whole number, for a single gap."""
    question = asked.question
    if isinstance(question, Numeric):
        answer = Pattern((number(question.value),))
        return replace(asked, question=_short(question, with_unit(question), (answer,), False))
    if isinstance(question, Gaps):
        (gap,) = question.gaps
        stem = tuple(_shown(node, gap.hint) for node in question.stem)
        return replace(asked, question=_short(question, stem, gap.answers, question.case))
    return asked


def _short(
    question: Question, stem: Markup, answers: tuple[Pattern, ...], case: bool
) -> ShortAnswer:
    return ShortAnswer(
        id=question.id,
        stem=stem,
        answers=answers,
        case=case,
        language=question.language,
        notes=question.notes,
        place=question.place,
    )


def _shown(node: Node, hint: str) -> Node:
    """The gap as a line, with its hint behind it."""
    if node.kind == "gap":
        return Node("text", f"{GAP} ({hint})" if hint else GAP)
    return replace(node, children=tuple(_shown(child, hint) for child in node.children))
