"""A text with gaps → for each gap a choice; other gaps of its kind give the wrong options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from quizgen.derive.alternatives import Alternative
from quizgen.derive.asking import stem
from quizgen.derive.derivations.entries import AKIN
from quizgen.derive.derived import Refusal, fields
from quizgen.derive.distractors import search
from quizgen.derive.facts import Facts
from quizgen.derive.gaps import filling, fillings, hidden, runs
from quizgen.derive.may_be_right import same
from quizgen.derive.options import option, options
from quizgen.derive.search import seek, visible
from quizgen.derive.stock import Stock
from quizgen.model import Choice, Gaps, Question

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
    wanted = seek(fact, stock, stock.gaps, key, visible(text, fact.card.language))
    found = runs(question.stem, fact.card.language)
    apart = (
        replace(k, about=frozenset())
        for k, run in zip(keys, found, strict=True)
        if run != found[number]
    )
    akin = (o for o in stock.gaps.near(key) if stock.gaps.similarity(key, o) >= AKIN)
    candidates = chain((o for o in apart if o.shape == key.shape), akin)
    run = [gap for gap, own in zip(question.gaps, found, strict=True) if own == found[number]]
    right = [filling(fact, str(answer)) for gap in run for answer in gap.answers]
    wrong = search(wanted, (c for c in candidates if not any(same(wanted, c, r) for r in right)))
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
