"""A back of at most eight words → a choice among it and backs of other cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.derive.asking import asks, capital, stem
from quizgen.derive.derived import Refusal, fields
from quizgen.derive.distractors import search
from quizgen.derive.facts import Facts
from quizgen.derive.may_be_right import asked_alike
from quizgen.derive.numbers import wrong_numbers
from quizgen.derive.options import option, options, paragraph
from quizgen.derive.roles import ANSWER, DEFINITION, is_short, role
from quizgen.derive.search import Search, seek, visible
from quizgen.derive.stock import Stock, back
from quizgen.model import Choice, Markup, Question

NAME = "choice"


def choice(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    """The question for a card with a short back."""
    own = role(fact)
    if not own or not is_short(fact):
        return
    asked, key = _stem(fact, own), back(fact, own)
    wanted = seek(fact, stock, stock.backs[own], key, visible(asked, fact.card.language))
    number = key.shape.kind in ("number", "year")
    wrong = _numbers(wanted) if number else _backs(wanted, stock)
    if isinstance(wrong, str):
        yield Refusal("choice", wrong)
        return
    yield Choice(
        **fields(fact, NAME, "", asked),
        options=options(
            [option(fact.answer, right=True)],
            [option(text, right=False) for text in wrong],
            fact.card.language,
        ),
    )


def _stem(fact: Facts, own: str) -> Markup:
    if asks(fact):
        return fact.card.front
    if own == ANSWER:
        return stem("recall", fact)
    if own == DEFINITION:
        return stem("definition", fact)
    return stem("term", fact, description=capital(fact.card.front))


def _numbers(wanted: Search) -> Sequence[Markup] | str:
    key = wanted.key
    others = (other for other in wanted.pool.near(key) if not asked_alike(wanted, other))
    wrong = wrong_numbers(key, others)
    return wrong if isinstance(wrong, str) else [paragraph(text, key.text) for text in wrong]


def _backs(wanted: Search, stock: Stock) -> Sequence[Markup] | str:
    if wanted.aliases.spells(wanted.key.plain, wanted.key.subject):
        return "its initials stand in the question"
    own = wanted.key.card
    others = (
        other
        for other in wanted.pool.near(wanted.key)
        if other.card not in stock.genera.get(own, ())
        and own not in stock.genera.get(other.card, ())
    )
    found = search(wanted, others)
    return found if isinstance(found, str) else [other.text for other in found]
