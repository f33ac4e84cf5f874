"""A question → its authored passages and plain words, to look at all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from quizgen.model import (
    Choice,
    Gaps,
    Markup,
    Matching,
    Node,
    Numeric,
    Open,
    Ordering,
    Place,
    Question,
    ShortAnswer,
    walk,
)


def passages(question: Question) -> Iterator[Markup]:
    """Everything authored as markup."""
    yield question.stem
    yield from question.hints
    yield from (note.text for note in question.notes)
    yield from (criterion.text for criterion in question.rubric)
    yield from _OWN.get(type(question), _nothing)(question)


def nodes(question: Question) -> Iterator[Node]:
    """Every node of its passages."""
    return chain.from_iterable(map(walk, passages(question)))


def plain_words(question: Question) -> Iterator[str]:
    """Everything authored as plain text, without the id."""
    yield from question.tags
    yield question.topic
    if isinstance(question, ShortAnswer):
        yield from map(str, question.answers)
    if isinstance(question, Numeric):
        yield question.unit
    if isinstance(question, Gaps):
        for gap in question.gaps:
            yield gap.hint
            yield from map(str, gap.answers)


def blank(markup: Markup) -> bool:
    """Whether there is nothing to see."""
    return not any(node.text.strip() or node.kind in _VISIBLE for node in walk(markup))


def place(question: Question, markup: Markup = ()) -> Place:
    """Where a passage stands, or else the question."""
    found = (node.place for node in walk(markup) if node.place.path)
    return next(found, question.place)


_VISIBLE = frozenset({"image", "gap", "rule"})


def _of_choice(question: Question) -> Iterator[Markup]:
    assert isinstance(question, Choice)
    for option in question.options:
        yield from (option.text, option.feedback)


def _of_matching(question: Question) -> Iterator[Markup]:
    assert isinstance(question, Matching)
    for pair in question.pairs:
        yield from (pair.left, pair.right)
    yield from question.distractors


def _of_ordering(question: Question) -> Iterator[Markup]:
    assert isinstance(question, Ordering)
    yield from question.entries


def _of_open(question: Question) -> Iterator[Markup]:
    assert isinstance(question, Open)
    yield question.answer


def _nothing(question: Question) -> Iterator[Markup]:
    return iter(())


_OWN: Mapping[type[Question], Callable[[Question], Iterator[Markup]]] = {
    Choice: _of_choice,
    Matching: _of_matching,
    Ordering: _of_ordering,
    Open: _of_open,
}
