"""A back of at most eight words → a choice among it and backs of other cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.derive.alternatives import Alternative
from quizgen.derive.asking import asks, capital, stem
from quizgen.derive.derived import fields
from quizgen.derive.distractors import Refusal, Search, search
from quizgen.derive.facts import Facts
from quizgen.derive.numbers import wrong_numbers
from quizgen.derive.options import option, options, paragraph
from quizgen.derive.roles import ANSWER, DEFINITION, is_short, role
from quizgen.derive.stock import Stock, back
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words
from quizgen.model import Choice, Markup, Question

NAME = "choice"


def choice(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    """The question for a card with a short back."""
    own = role(fact)
    if not own or not is_short(fact):
        return
    asked, key = _stem(fact, own), back(fact, own)
    wrong = _numbers(key, stock, own) if key.shape.kind in ("number", "year") else None
    if wrong is None:
        wrong = _backs(fact, key, stock, own, asked)
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


def _numbers(key: Alternative, stock: Stock, own: str) -> Sequence[Markup] | str:
    wrong = wrong_numbers(key, stock.backs[own].near(key))
    return wrong if isinstance(wrong, str) else [paragraph(text, key.text) for text in wrong]


def _backs(
    fact: Facts, key: Alternative, stock: Stock, own: str, asked: Markup
) -> Sequence[Markup] | str:
    pool = stock.backs[own]
    wanted = Search(
        key=key,
        stem=frozenset(content_words(one_line(asked), fact.card.language)),
        card=fact.words,
        pool=pool,
        aliases=stock.aliases,
        origin=fact.card.distractors,
    )
    found = search(wanted, pool.near(key))
    return found if isinstance(found, str) else [other.text for other in found]
