"""A text with gaps → for each gap a choice; other gaps of its kind give the wrong options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from quizgen.derive.alternatives import Alternative
from quizgen.derive.asking import stem
from quizgen.derive.derivations.entries import AKIN
from quizgen.derive.derived import fields
from quizgen.derive.distractors import Refusal, Search, search
from quizgen.derive.facts import Facts
from quizgen.derive.gaps import fillings, hidden, runs
from quizgen.derive.options import option, options
from quizgen.derive.stock import Stock
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words
from quizgen.model import Choice, Gaps, Markup, Question

NAME = "gap"


def gap(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    """The question for each gap of the card."""
    if isinstance(fact.question, Gaps):
        keys = tuple(fillings(fact))
        for number in range(len(keys)):
            yield _gap(fact, fact.question, stock, keys, number)


def _gap(
    fact: Facts, question: Gaps, stock: Stock, keys: Sequence[Alternative], number: int
) -> Question | Refusal:
    key, text = keys[number], hidden(question.stem, number)
    asked = stem("gap", fact, text=text)
    wanted = Search(
        key=key,
        stem=frozenset(content_words(one_line(text), fact.card.language)),
        card=fact.words,
        pool=stock.gaps,
        aliases=stock.aliases,
        origin=fact.card.distractors,
    )
    own = (keys[n] for n in _siblings(question.stem, number, fact.card.language))
    akin = (o for o in stock.gaps.near(key) if stock.gaps.similarity(key, o) >= AKIN)
    candidates = chain((o for o in own if o.shape == key.shape), akin)
    accepted = [str(answer) for answer in question.gaps[number].answers]
    wrong = search(wanted, (c for c in candidates if not _accepted(stock, accepted, c)))
    if isinstance(wrong, str):
        return Refusal(f"gap “{key.plain}”", wrong)
    return Choice(
        **fields(fact, NAME, f"{number}/{key.plain}", asked),
        options=options(
            [option(key.text, right=True)],
            [option(other.text, right=False) for other in wrong],
            fact.card.language,
        ),
    )


def _siblings(text: Markup, number: int, language: str) -> list[int]:
    """The other gaps of the text that could not change places with this one."""
    found = runs(text, language)
    return [n for n, run in enumerate(found) if run != found[number]]


def _accepted(stock: Stock, accepted: Sequence[str], other: Alternative) -> bool:
    return any(stock.aliases.same(answer, other.plain) for answer in accepted)
