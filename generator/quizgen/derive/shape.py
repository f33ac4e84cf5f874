"""An answer → the kind of thing it is, so that options do not stand out by their form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from quizgen.markup.plain import one_line
from quizgen.model import Markup
from quizgen.read.numbers import AmbiguousNumber, Amount, to_amount

REMEMBERED = 20_000
"""Texts looked at last, of which many are looked at again and again as alternatives."""

_LONGEST_TERM = 4
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_NAME = re.compile(r"(?:(?:[A-Z][\w.'’-]*|von|van|de|der|the|of|and|la)\s+)+[A-Z][\w.'’-]*")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a thing looks like: formula, code, year, number, name, term, phrase.

    `trait` is what else must agree with it: a number's unit, a plural's ending, the sort of question.
    """

    kind: str
    trait: str = ""


def shape(markup: Markup, language: str) -> Shape:
    """The shape of a passage."""
    leaf = _only_leaf(markup)
    if leaf in ("formula", "formula_block", "code", "code_block"):
        return Shape(leaf.removesuffix("_block"))
    text = one_line(markup)
    number = amount(text, language)
    if number is not None:
        return _number(number)
    return Shape(_of_words(text, language))


@lru_cache(REMEMBERED)
def amount(text: str, language: str) -> Amount | None:
    """The number that a text states with at most a unit; None for other texts, and for a range."""
    try:
        found = to_amount(text.removesuffix("."), language)
    except AmbiguousNumber:
        return None
    return None if found is None or found.is_range or found.tolerance else found


def is_year(number: Amount) -> bool:
    """Whether a bare number is most likely a year: a whole one of four digits."""
    whole = number.value == number.value.to_integral_value()
    return not number.unit and whole and _FIRST_YEAR <= number.value <= Decimal(_LAST_YEAR)


def _number(number: Amount) -> Shape:
    return Shape("year") if is_year(number) else Shape("number", number.unit)


def _of_words(text: str, language: str) -> str:
    count = len(text.split())
    # German writes every noun with a capital, so that capitals tell no names there.
    if _NAME.fullmatch(text) and not language.startswith("de"):
        return "name"
    return "term" if count <= _LONGEST_TERM else "phrase"


def _only_leaf(markup: Markup) -> str:
    """The kind of the one node that makes up the passage, paragraphs around it not counted."""
    nodes = markup
    while len(nodes) == 1 and nodes[0].children:
        nodes = nodes[0].children
    return nodes[0].kind if len(nodes) == 1 else ""
