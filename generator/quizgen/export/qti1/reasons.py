"""A question as asked → why no QTI 1.2 file could hold it, in words that go on after "Canvas: …"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from quizgen.export.lms import passages, tex
from quizgen.export.lms.words import INVALID
from quizgen.export.qti1.texts import exact, plain
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Matching,
    Node,
    Numeric,
    Ordering,
    Pattern,
    Picture,
    Question,
    ShortAnswer,
    walk,
)

DIGITS = 15
"""Platforms compute with doubles: more significant digits are lost."""

MAGNITUDE = 100
"""So many digits before or after the point no platform reads."""


def reasons(asked: Asked, pictures: Mapping[str, Picture]) -> Iterator[str]:
    """All of them; none for a question that can be written."""
    question = asked.question
    yield from dict.fromkeys(_anywhere(question, pictures))
    if passages.blank(question.stem):
        yield "the question has no text"
    yield from _KINDS.get(type(question), _none)(question)


def _none(question: Question) -> Iterator[str]:
    return iter(())


def _anywhere(question: Question, pictures: Mapping[str, Picture]) -> Iterator[str]:
    for text in (question.id, *passages.plain_words(question)):
        yield from _characters(text)
    yield from of_nodes(passages.nodes(question), pictures)


def of_nodes(nodes: Iterable[Node], pictures: Mapping[str, Picture]) -> Iterator[str]:
    """What is wrong in any text."""
    for node in nodes:
        yield from _node(node, pictures)


def _characters(text: str) -> Iterator[str]:
    if INVALID.search(text):
        yield "it has an invisible character that cannot stand in an XML file"


def _node(node: Node, pictures: Mapping[str, Picture]) -> Iterator[str]:
    for text in (node.text, *(value for _, value in node.attributes)):
        yield from _characters(text)
    if node.kind in {"formula", "formula_block"}:
        yield from _formula(node)
    if node.kind == "image" and node.get("picture") not in pictures:
        yield f"the picture “{node.get('alt')}” is missing"


def _formula(node: Node) -> Iterator[str]:
    display = node.kind == "formula_block" or bool(node.get("display"))
    if tex.ends_early(node.text, display):
        end = r"\]" if display else r"\)"
        yield f"MathJax would end a formula at the {end} within it"
    if command := tex.forbidden(node.text):
        yield f"{command} in a formula can link or run something on the platform's page"


def _choice(question: Question) -> Iterator[str]:
    assert isinstance(question, Choice)
    rights = sum(option.right for option in question.options)
    if not rights:
        yield "none of its options is right"
    if rights > 1 and not question.multiple:
        yield "several options are right, of which only one may be picked"
    if any(passages.blank(option.text) for option in question.options):
        yield "one of its options is empty"


def _short(question: Question) -> Iterator[str]:
    assert isinstance(question, ShortAnswer)
    yield from _accepted(question.answers)


def _gaps(question: Question) -> Iterator[str]:
    assert isinstance(question, Gaps)
    found = sorted(int(node.get("number")) for node in walk(question.stem) if node.kind == "gap")
    if found != list(range(len(question.gaps))):
        yield "the gaps of its text and their answers do not agree"
    yield from dict.fromkeys(reason for gap in question.gaps for reason in _accepted(gap.answers))


def _accepted(patterns: tuple[Pattern, ...]) -> Iterator[str]:
    if not exact(patterns):
        yield "it knows no wildcards, and there is no accepted answer without one"


def _numeric(question: Question) -> Iterator[str]:
    assert isinstance(question, Numeric)
    for value in (question.low, question.value, question.high):
        # The exponent first: writing out 1E+999999999 would take all memory.
        if not value.is_finite() or abs(value.adjusted()) > MAGNITUDE:
            yield f"{value} is no number that it could read"
            return


def _matching(question: Question) -> Iterator[str]:
    assert isinstance(question, Matching)
    rights = tuple(map(plain, question.entries))
    if any(node.kind == "image" for entry in question.entries for node in walk(entry)):
        yield "it cannot show pictures in right-hand entries"
    elif not all(rights) or any(passages.blank(pair.left) for pair in question.pairs):
        yield "one of its entries is empty"
    elif len(set(rights)) < len(rights):
        yield "two right-hand entries look the same as plain text"


def _ordering(question: Question) -> Iterator[str]:
    assert isinstance(question, Ordering)
    if any(map(passages.blank, question.entries)):
        yield "one of its entries is empty"
    if len(set(question.entries)) < len(question.entries):
        yield "one of its entries stands twice"


_KINDS: Mapping[type[Question], Callable[[Question], Iterator[str]]] = {
    Choice: _choice,
    ShortAnswer: _short,
    Gaps: _gaps,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
}


def digits_lost(question: Numeric) -> bool:
    """Whether platforms would round the number or its bounds."""
    values = question.low, question.value, question.high
    return any(len(value.normalize().as_tuple().digits) > DIGITS for value in values)
