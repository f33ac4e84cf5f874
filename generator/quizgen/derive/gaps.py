"""A text with gaps → what stands in each gap, as alternatives, and the text with one of them asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.derive.alternatives import Alternative, alternative
from quizgen.derive.facts import Facts
from quizgen.derive.shape import Shape, amount
from quizgen.meaning import content_words
from quizgen.model import Gaps, Markup, Node, walk

ASKED, HIDDEN = "(?)", "(…)"


def fillings(fact: Facts) -> Iterator[Alternative]:
    """The model answers of a card's gaps, in order; none for a card without."""
    if not isinstance(fact.question, Gaps):
        return
    for gap in fact.question.gaps:
        node = Node("text", str(gap.answers[0]), place=fact.card.place)
        answer = (Node("paragraph", children=(node,), place=fact.card.place),)
        yield alternative(fact, answer, _form(node.text, fact.card.language))


def hidden(markup: Markup, asked: int = -1) -> Markup:
    """The text with its gaps as marks, the asked one (counted from 0) as a question mark."""
    return tuple(_marked(node, asked) for node in markup)


def runs(markup: Markup, language: str) -> tuple[int, ...]:
    """For each gap the number of its run: gaps with but a comma or such a word as "and" between them.

    What stands in one of a run might stand in another: {{c1::red}}, {{c2::green}} and {{c3::blue}}.
    """
    found: list[int] = []
    between = ""
    for leaf in (node for node in walk(markup) if node.kind == "gap" or node.text):
        if leaf.kind != "gap":
            between += leaf.text
            continue
        goes_on = bool(found) and not _parts(between, language)
        found.append(found[-1] if goes_on else len(found))
        between = ""
    return tuple(found)


def _parts(between: str, language: str) -> bool:
    """Whether a text between two gaps keeps their meanings apart."""
    return bool(content_words(between, language)) or any(mark in between for mark in ".?!:")


def _marked(node: Node, asked: int) -> Node:
    if node.kind == "gap":
        mark = ASKED if int(node.get("number")) == asked else HIDDEN
        return Node("text", mark, place=node.place)
    return replace(node, children=hidden(node.children, asked)) if node.children else node


def _form(text: str, language: str) -> Shape:
    """Fillings go together that look alike to grammar: numbers; one word or several; ending and capitals."""
    number = amount(text, language)
    if number:
        return Shape("number", number.unit)
    several = "words" if " " in text else "word"
    capital = "capitals" if text.isupper() else "capital" if text[:1].isupper() else "small"
    plural = "s" if text.endswith("s") and not text.endswith(("ss", "us", "is")) else ""
    return Shape(f"{several} {capital}", plural)
