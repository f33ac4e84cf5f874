"""A formula under a label → a choice: which expression completes it? The others' sides are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.derive.alternatives import Alternative
from quizgen.derive.asking import leans, stem
from quizgen.derive.derived import Refusal, fields
from quizgen.derive.distractors import search
from quizgen.derive.facts import Facts, Formula
from quizgen.derive.formulas import (
    Sides,
    as_markup,
    holds,
    right_side,
    same_formula,
    sides,
    symbols,
)
from quizgen.derive.options import option, options
from quizgen.derive.search import seek
from quizgen.derive.stock import Stock
from quizgen.model import Choice, Question

NAME = "formula"


def formula(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    """The question for each formula of the card."""
    for each in fact.formulas:
        found = sides(each.tex)
        about = f"formula “{each.label}”" if each.label else "formula"
        if found is None:
            yield Refusal(about, "it has no sign such as = that divides it into two sides")
        elif leans(fact):
            yield Refusal(about, "the front cannot stand alone")
        else:
            yield _formula(fact, stock, each, found, about)


def _formula(
    fact: Facts, stock: Stock, asked: Formula, found: Sides, about: str
) -> Question | Refusal:
    key = right_side(fact, asked, found)
    wanted = seek(
        fact, stock, stock.formulas, key, frozenset(symbols(found.left)) | _digits(fact.front)
    )
    wrong = search(wanted, (o for o in stock.formulas.near(key) if _differs(fact, found, key, o)))
    if isinstance(wrong, str):
        return Refusal(about, wrong)
    beginning = as_markup(f"{found.left} \\;?", asked)
    return Choice(
        **fields(fact, NAME, asked.tex, stem("formula", fact, asked.label, beginning=beginning)),
        options=options(
            [option(key.text, right=True)],
            [option(other.text, right=False) for other in wrong],
            fact.card.language,
        ),
    )


def _digits(front: str) -> frozenset[str]:
    """The digits of a name such as L2, which a formula may repeat."""
    return frozenset(character for character in front if character.isdigit())


def _differs(fact: Facts, cut: Sides, key: Alternative, other: Alternative) -> bool:
    """Whether it is another formula, one that the card shows nowhere, and not about its own left side."""
    shown = (formula.tex for formula in fact.formulas)
    absurd = other.stems & frozenset(symbols(cut.left)) - key.stems
    return not (
        absurd
        or same_formula(key.plain, other.plain)
        or any(holds(tex, other.plain) for tex in shown)
    )
