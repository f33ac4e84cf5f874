"""A text with gaps → what stands in each gap, as alternatives, and the text with one of them asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from quizgen.derive.alternatives import Alternative, alternative
from quizgen.derive.facts import Facts
from quizgen.derive.shape import Shape, amount
from quizgen.labels import labels
from quizgen.markup.plain import plain
from quizgen.meaning import content_words
from quizgen.model import Gaps, Markup, Node, walk

ASKED, HIDDEN = "(?)", "(…)"
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")


def fillings(fact: Facts) -> Iterator[Alternative]:
    """The model answers of a card's gaps, in order; none for a card without.

    Each is about what its sentence says.
    """
    if isinstance(fact.question, Gaps):
        for number, gap in enumerate(fact.question.gaps):
            about = _sentence(fact.question.stem, number, fact.card.language)
            yield replace(filling(fact, str(gap.answers[0])), about=frozenset(about))


def filling(fact: Facts, text: str) -> Alternative:
    """An answer that a gap of the card accepts as an alternative."""
    node = Node("text", text, place=fact.card.place)
    answer = (Node("paragraph", children=(node,), place=fact.card.place),)
    return alternative(fact, answer, _form(text, fact.card.language))


def _sentence(markup: Markup, number: int, language: str) -> tuple[str, ...]:
    """The content words of the sentence in which a gap stands."""
    sentences = _ENDS.split(plain(hidden(markup, number)))
    found = next((each for each in sentences if ASKED in each), "")
    return content_words(found, language)


def hidden(markup: Markup, asked: int = -1) -> Markup:
    """The text with its gaps as marks, the asked one (counted from 0) as a question mark."""
    return tuple(_marked(node, asked) for node in markup)


def runs(markup: Markup, language: str) -> tuple[int, ...]:
    """For each gap the number of its run: gaps with but a comma or such a word as "and" between them.

    What stands in one of a run might stand in another: {{c1::red}}, {{c2::green}} and {{c3::blue}}, also
    with the same noun after each.
    """
    texts = [""]
    for leaf in (node for node in walk(markup) if node.kind == "gap" or node.text):
        if leaf.kind == "gap":
            texts.append("")
        else:
            texts[-1] += leaf.text
    found = [0] if len(texts) > 1 else []
    for number, (between, after) in enumerate(pairwise(texts[1:]), 1):
        found.append(number if _parts(between, after, language) else found[-1])
    return tuple(found)


def _parts(between: str, after: str, language: str) -> bool:
    """Whether a text between two gaps keeps their meanings apart."""
    joining = labels(language).text.get("joining", ())
    for phrase in joining:
        between = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", between, flags=re.IGNORECASE)
    said = content_words(between, language)
    again = content_words(after, language)[: len(said)] == said
    return not again or any(mark in between for mark in ".?!:")


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
