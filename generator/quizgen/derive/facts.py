"""A plain card → what it states: a short back, lists under labels, formulas, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from quizgen.labels import labels
from quizgen.markup.plain import one_line, plain
from quizgen.meaning import content_words
from quizgen.model import Card, Gaps, Markup, Node, Open, Place, Question, walk
from quizgen.read.lines import drop, lead

FEWEST_ENTRIES = 3
_LABEL = re.compile(r"\s*(?P<label>[^\W_][^:.?!]{0,59}?)\s*:(?!:)\s*")
_LONGEST_TERM = 6
_LISTS = ("bullet_list", "ordered_list")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its text, or a term and what is said of it."""

    text: Markup
    term: Markup = ()
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list and the label it stands under ("" if none); `terms` tells whether all entries have one."""

    label: str
    entries: tuple[Entry, ...]
    terms: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that stands for itself under a label."""

    label: str
    tex: str
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """A plain card and what it states.

    `points` is what its derived questions are worth; `front` and `back` are its sides as one line, and
    `words` the content words of both. `reverse` tells that it is another card the other way round.
    """

    card: Card
    question: Question
    listings: tuple[Listing, ...]
    formulas: tuple[Formula, ...]
    points: Decimal
    front: str
    back: str
    words: frozenset[str]
    reverse: bool = False

    @property
    def answer(self) -> Markup:
        """The card's back without hints, notes and rubric; empty for a text with gaps."""
        return self.question.answer if isinstance(self.question, Open) else ()


def facts(card: Card, question: Question, points: Decimal) -> Facts | None:
    """What the card states; None where it is no plain card but a question written as such.

    `points` is what the deck gives a question of which nothing is said.
    """
    if not isinstance(question, Open | Gaps):
        return None
    blocks = question.answer if isinstance(question, Open) else ()
    text = " ".join((plain(question.stem), plain(blocks)))
    return Facts(
        card=card,
        question=question,
        listings=tuple(_listings(blocks, card.language)),
        formulas=tuple(_formulas(blocks, card.language)),
        points=points,
        front=one_line(card.front),
        back=one_line(blocks),
        words=frozenset(content_words(text, card.language)),
    )


def _listings(blocks: Markup, language: str) -> Iterator[Listing]:
    for index, block in enumerate(blocks):
        if block.kind in _LISTS and len(block.children) >= FEWEST_ENTRIES:
            before = blocks[index - 1] if index else None
            yield _listing(_label_before(before) if before else "", block, language)


def _label_before(block: Node) -> str:
    """The label that a paragraph or heading gives the list after it."""
    text = one_line((block,))
    if block.kind == "heading":
        return text.removesuffix(":")
    return text[:-1].rstrip() if block.kind == "paragraph" and text.endswith(":") else ""


def _listing(label: str, block: Node, language: str) -> Listing:
    divided = tuple(map(_divided, block.children))
    joints = labels(language).text.get("joints", ())
    if all(entry.term and one_line(entry.term).lower() not in joints for entry in divided):
        return Listing(label, divided, terms=True)
    whole = tuple(Entry(item.children[:1], place=item.place) for item in block.children)
    return Listing(label, tuple(entry for entry in whole if entry.text), terms=False)


def _divided(item: Node) -> Entry:
    """An item of the form `**Term**: text` or `Term: text`; another has no term."""
    first = item.children[0] if item.children else None
    if first is None or first.kind != "paragraph":
        return Entry(item.children[:1], place=item.place)
    found = _LABEL.match(lead(first.children))
    term = found["label"] if found else ""
    rest = drop(first.children, found.end()) if found else ()
    if not rest or len(term.split()) > _LONGEST_TERM:
        return Entry((first,), place=item.place)
    return Entry(_paragraph(rest), _paragraph((Node("text", term, place=first.place),)), item.place)


def _paragraph(children: tuple[Node, ...]) -> Markup:
    return (Node("paragraph", children=children, place=children[0].place),)


def _formulas(blocks: Markup, language: str) -> Iterator[Formula]:
    for index, block in enumerate(blocks):
        if block.kind == "paragraph":
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            yield from _labelled_formula(block, after, language)


def _labelled_formula(block: Node, after: Node | None, language: str) -> Iterator[Formula]:
    """`Label: $…$` with nothing else, or a label with a formula of its own lines below."""
    found = _LABEL.match(lead(block.children))
    if not found:
        return
    rest = [n for n in drop(block.children, found.end()) if n.text.strip() not in ("", ".", ",")]
    formula = rest[0] if len(rest) == 1 else after if not rest else None
    if formula is not None and formula.kind in ("formula", "formula_block"):
        yield Formula(_formula_label(found["label"], language), formula.text, formula.place)


def _formula_label(label: str, language: str) -> str:
    """The label, "" where it only says that this is a formula."""
    return "" if label.lower() in labels(language).text.get("formula", ()) else label


def has_pictures(markup: Markup) -> bool:
    """Whether a passage shows pictures, which cannot serve as options of other questions."""
    return any(node.kind == "image" for node in walk(markup))
