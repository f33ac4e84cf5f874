"""A question → ways to write its card, the most usual first; not all are read as meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from quizgen.author.attributes import attributes
from quizgen.author.braces import braces
from quizgen.author.kinds import keys, stem
from quizgen.author.labelled import label, labelled, parted, text_block
from quizgen.author.remarks import remarks, rubric, weight
from quizgen.author.seen import joined
from quizgen.author.unwritable import Unwritable
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Node, Numeric, Open, Question, ShortAnswer, TrueFalse, walk
from quizgen.read.front_matter import FrontMatter

_ANSWERED = (ShortAnswer, Numeric, TrueFalse)
"""Their label is read as the second half of a card behind `Q:`."""


def drafts(question: Question, front_matter: FrontMatter) -> Iterator[Markup]:
    """The blocks of the card: under a heading if the stem begins with a paragraph, else behind `Q:`.

    Behind `Q:` the stem may begin with any block, and lines of it that look like labels are none if
    `A:` follows. Raises Unwritable.
    """
    blocks = stem(question)
    if not one_line(blocks) and not any(node.kind == "image" for node in walk(blocks)):
        raise Unwritable("it has no stem")
    if blocks[0].kind == "paragraph":
        yield from _headed(question, blocks, front_matter)
    elif isinstance(question, _ANSWERED):
        raise Unwritable("its stem must begin with a paragraph, to be the heading above Answer:")
    for answered in (False, True) if not isinstance(question, _ANSWERED) else ():
        yield from _pairs(question, blocks, front_matter, answered)


def _headed(question: Question, blocks: Markup, front_matter: FrontMatter) -> Iterator[Markup]:
    children = joined(tuple(map(_unbroken, blocks[0].children)))
    for points, back in _backs(question, blocks[1:], front_matter):
        named = ("level", "2"), *attributes(question, front_matter, points)
        yield Node("heading", children=children, attributes=named), *back


def _unbroken(node: Node) -> Node:
    return Node("text", " ") if node.kind == "softbreak" else node


def _backs(
    question: Question, before: Markup, front_matter: FrontMatter
) -> Iterator[tuple[Decimal, Markup]]:
    """The backs of a card under a heading, and what the card is worth if it does not say."""
    language = question.language
    before = parted(before, language)
    if not isinstance(question, Open):
        for key in keys(question):
            yield _worth(question, front_matter), before + key + _below(question)
        return
    answer = parted(question.answer, language)
    named = labelled(label(language, "back"), question.answer, language)
    for written in (named,) if before else (answer, named):
        yield from _open(question, before + written, front_matter)


def _open(
    question: Open, written: Markup, front_matter: FrontMatter
) -> Iterator[tuple[Decimal, Markup]]:
    """The back without its rubric, if the answer may be where that is from, and with it."""
    if question.answer:
        yield front_matter.points, written + remarks(question)
    if question.rubric:
        yield _worth(question, front_matter), written + _below(question)


def _below(question: Question) -> Markup:
    return remarks(question) + rubric(question)


def _worth(question: Question, front_matter: FrontMatter) -> Decimal:
    worth = weight(question)
    return front_matter.points if worth is None else worth


def _pairs(
    question: Question, blocks: Markup, front_matter: FrontMatter, answered: bool
) -> Iterator[Markup]:
    """The card behind `Q:`; `answered` if `A:` stands before its back."""
    if isinstance(question, Open) and not answered:
        return
    for points, back in _pair_backs(question, front_matter, answered):
        named = attributes(question, front_matter, points)
        yield _asked(question, blocks, named) + back


def _pair_backs(
    question: Question, front_matter: FrontMatter, answered: bool
) -> Iterator[tuple[Decimal, Markup]]:
    sign = label(question.language, "answer")
    if isinstance(question, Open):
        answer = labelled(sign, question.answer, question.language)
        yield from _open(question, answer, front_matter)
        return
    start = (text_block(sign),) if answered else ()
    for key in keys(question):
        yield _worth(question, front_matter), start + key + _below(question)


def _asked(question: Question, blocks: Markup, named: tuple[tuple[str, str], ...]) -> Markup:
    """The stem behind `Q:`, with the attributes at the end of that line."""
    sign = label(question.language, "question")
    end = braces(Node("heading", attributes=named))
    if not blocks or blocks[0].kind != "paragraph":
        return (text_block(f"{sign}{end}"), *parted(blocks, question.language))
    children = joined(tuple(map(_unbroken, blocks[0].children)))
    first = (Node("text", f"{sign} "), *children, Node("text", end))
    return (Node("paragraph", children=joined(first)), *parted(blocks[1:], question.language))
