"""What makes the key of each kind of question → the blocks that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from quizgen.author.inline import SOURCE
from quizgen.author.labelled import label, text_block, word
from quizgen.author.numbers import amount, written
from quizgen.author.patterns import alternatives, cloze
from quizgen.author.unwritable import Unwritable
from quizgen.model import (
    Choice,
    Gaps,
    Markup,
    Matching,
    Node,
    Numeric,
    Option,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)


def stem(question: Question) -> Markup:
    """The stem, with the answers of gaps in their places."""
    return _filled(question.stem, question) if isinstance(question, Gaps) else question.stem


def _filled(markup: Markup, question: Gaps) -> Markup:
    return tuple(
        _gap(node, question)
        if node.kind == "gap"
        else replace(node, children=_filled(node.children, question))
        for node in markup
    )


def _gap(node: Node, question: Gaps) -> Node:
    number = int(node.get("number", "0"))
    if number >= len(question.gaps):
        raise Unwritable(f"there is no answer for gap {number + 1}")
    group = (("group", str(number + 1)),)
    return Node("gap", cloze(question.gaps[number]), attributes=group)


def keys(question: Question) -> Iterator[Markup]:
    """The blocks that follow the stem, in ways that may be read right, the best first."""
    yield from _WRITERS[type(question)](question)


def _choice(question: Choice) -> Iterator[Markup]:
    yield (Node("bullet_list", children=tuple(map(_option, question.options))),)


def _option(option: Option) -> Node:
    attributes = [("box", "x" if option.right else " ")]
    if option.credit is not None:
        attributes.append(("=credit", f"{written(option.credit * 100)}%"))
    if option.pin:
        attributes.append((f"!{option.pin}", ""))
    feedback = (Node("quote", children=option.feedback),) if option.feedback else ()
    return Node("item", children=tightened(option.text) + feedback, attributes=tuple(attributes))


def tightened(blocks: Markup) -> Markup:
    """The blocks of an item of a list that we make: it has blank lines only where it must."""
    tight = (("tight", "true"),)
    return tuple(
        replace(block, attributes=tight) if block.kind == "paragraph" else block for block in blocks
    )


def _truefalse(question: TrueFalse) -> Iterator[Markup]:
    yield _answer(question, word(question.language, "true" if question.answer else "false"))


def _numeric(question: Numeric) -> Iterator[Markup]:
    yield _answer(question, amount(question))


def _short(question: ShortAnswer) -> Iterator[Markup]:
    case = " {case}" if question.case else ""
    for literal in (False, True):
        yield _answer(question, alternatives(question.answers, literal) + case)


def _answer(question: Question, source: str) -> Markup:
    line = f"{label(question.language, 'solution')} {source}"
    return (Node("paragraph", children=(Node(SOURCE, line),)),)


def _matching(question: Matching) -> Iterator[Markup]:
    rows = [((), ()), *((pair.left, pair.right) for pair in question.pairs)]
    rows += [((), distractor) for distractor in question.distractors]
    table = Node("table", children=tuple(_row(*row) for row in rows))
    yield text_block(label(question.language, "match")), table


def _row(left: Markup, right: Markup) -> Node:
    return Node("row", children=(_cell(left), _cell(right)))


def _cell(entry: Markup) -> Node:
    if len(entry) > 1 or any(block.kind != "paragraph" for block in entry):
        raise Unwritable("an entry to be matched must be one paragraph: it stands in a table")
    return Node("cell", children=entry[0].children if entry else ())


def _ordering(question: Ordering) -> Iterator[Markup]:
    items = tuple(Node("item", children=tightened(entry)) for entry in question.entries)
    yield text_block(label(question.language, "order")), Node("ordered_list", children=items)


_WRITERS: dict[type[Question], Callable[..., Iterator[Markup]]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: lambda question: iter([()]),
}
