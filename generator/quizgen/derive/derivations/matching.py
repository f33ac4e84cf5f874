"""A list of the form `Term: text` → a matching question: which description fits which term?"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.derive.alternatives import Alternative
from quizgen.derive.asking import capital, stem
from quizgen.derive.derived import Refusal, fields
from quizgen.derive.facts import FEWEST_ENTRIES, Entry, Facts, Listing, has_pictures
from quizgen.derive.may_be_right import fits
from quizgen.derive.stock import Stock, terms
from quizgen.meaning import nearly_equal
from quizgen.model import Matching, Pair, Question

NAME = "matching"
MOST_PAIRS = 8
"""Longer tables ask for patience, not for knowledge."""

MOST_LOOKED_AT = 40


def matching(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    """The question for each list of the card."""
    for listing in fact.listings:
        if listing.terms:
            yield _matching(fact, stock, listing)


def _matching(fact: Facts, stock: Stock, listing: Listing) -> Question | Refusal:
    about = f"matching of “{listing.label}”" if listing.label else "matching"
    pairs = _usable(fact, stock, listing)
    if len(pairs) < FEWEST_ENTRIES:
        return Refusal(about, "too few descriptions fit only one term without holding it")
    return Matching(
        **fields(fact, NAME, listing.label, stem("matching", fact, listing.label)),
        pairs=tuple(Pair(capital(entry.text), entry.term) for entry in pairs[:MOST_PAIRS]),
    )


def _usable(fact: Facts, stock: Stock, listing: Listing) -> list[Entry]:
    """The entries whose description fits no other term and does not hold its own."""
    keys = terms(fact, listing)
    kept: list[tuple[Alternative, Entry]] = []
    for key, entry in list(zip(keys, listing.entries, strict=True))[:MOST_LOOKED_AT]:
        shown = key.stems & key.about or has_pictures(entry.text + entry.term)
        if key.about and not shown and not any(_alike(stock, key, other) for other, _ in kept):
            kept.append((key, entry))
    return [entry for _, entry in kept]


def _alike(stock: Stock, one: Alternative, other: Alternative) -> bool:
    """Whether two entries are named or described alike, be it by another card."""
    if nearly_equal(one.stems, other.stems):
        return True
    return (
        stock.aliases.same(one.plain, other.plain, one.language)
        or _describes(stock, one, other)
        or _describes(stock, other, one)
    )


def _describes(stock: Stock, one: Alternative, other: Alternative) -> bool:
    """Whether what the list says of one is said of the other anywhere."""
    said = (other.about, *stock.described.of(other.plain, other.language))
    return any(fits(stock.terms, one.about, each) for each in said)
