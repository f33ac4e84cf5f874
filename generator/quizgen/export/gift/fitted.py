"""A question as asked → the same as GIFT can hold it; what is lost by it, the check has told.

An ordering becomes a matching of its entries with their numbers, a text with one gap a short answer with
the gap in its text. Hints and marking guides are left out, units too, and pictures in feedback become their
descriptions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from quizgen.labels import labels
from quizgen.markup.plain import one_line
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Markup,
    Matching,
    Node,
    Numeric,
    Open,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
)


def fitted(asked: Asked) -> Asked:
    """The same question without what GIFT has no place for."""
    notes = tuple(replace(note, text=described(note.text)) for note in asked.question.notes)
    question = replace(asked.question, hints=(), rubric=(), notes=notes)
    fit = _KINDS.get(type(question), _same)
    return replace(asked, question=fit(question))


def instruction(question: Ordering) -> Markup:
    """What tells that the entries are to be numbered."""
    return (Node("paragraph", children=(Node("text", labels(question.language).print["order"]),)),)


def described(markup: Markup) -> Markup:
    """The passage with descriptions in place of its pictures."""
    return tuple(map(_described, markup))


def _described(node: Node) -> Node:
    if node.kind == "image":
        return Node("text", f"[{node.get('alt')}]")
    return replace(node, children=described(node.children)) if node.children else node


def _same(question: Question) -> Question:
    return question


def _choice(question: Any) -> Question:
    options = (replace(each, feedback=described(each.feedback)) for each in question.options)
    fit: Choice = replace(question, options=tuple(options))
    return fit


def _ordering(question: Any) -> Question:
    """The pairs stand in the order of the alphabet, should a platform not shuffle them."""
    numbered = [
        Pair(entry, (Node("text", str(number)),))
        for number, entry in enumerate(question.entries, start=1)
    ]
    pairs = tuple(sorted(numbered, key=lambda pair: one_line(pair.left)))
    stem = question.stem + instruction(question)
    return Matching(**{**_common(question), "stem": stem}, pairs=pairs)


def _gaps(question: Any) -> Question:
    """With another number of gaps, what comes of it is not written."""
    stem, answers = question.stem, ()
    if len(question.gaps) == 1:
        (gap,) = question.gaps
        stem, answers = _hinted(stem, gap.hint), gap.answers
    return ShortAnswer(**{**_common(question), "stem": stem}, answers=answers)


def _hinted(markup: Markup, hint: str) -> Markup:
    """The hint in brackets behind the gap."""
    if not hint:
        return markup
    mark = Node("emphasis", children=(Node("text", f"({hint})"),))
    return tuple(
        each
        for node in markup
        for each in (
            (node, Node("text", " "), mark)
            if node.kind == "gap"
            else (replace(node, children=_hinted(node.children, hint)),)
        )
    )


def _numeric(question: Any) -> Question:
    fit: Numeric = replace(question, unit="")
    return fit


def _open(question: Any) -> Question:
    fit: Open = replace(question, answer=())
    return fit


def _common(question: Question) -> dict[str, Any]:
    """What every question has, by name."""
    return {field.name: getattr(question, field.name) for field in fields(Question)}


_KINDS: dict[type[Question], Callable[[Any], Question]] = {
    Choice: _choice,
    Ordering: _ordering,
    Gaps: _gaps,
    Numeric: _numeric,
    Open: _open,
}
