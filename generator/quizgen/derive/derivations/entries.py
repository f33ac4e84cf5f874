"""A list of the form `Term: text` → for each entry a choice: which term fits this description?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.derive.alternatives import Alternative
from quizgen.derive.asking import capital, stem
from quizgen.derive.derived import Refusal, fields
from quizgen.derive.distractors import WANTED, inconspicuous, siblings
from quizgen.derive.facts import Entry, Facts, Listing, has_pictures
from quizgen.derive.may_be_right import same
from quizgen.derive.options import option, options
from quizgen.derive.search import Search, seek, visible
from quizgen.derive.stock import Stock, terms
from quizgen.model import Choice, Markup, Node, Question

NAME = "entry"
FEWEST_WORDS = 3
"""Content words that a description needs to tell its term from others."""

FEWEST_SIBLINGS = 2
"""So many wrong options come from the list itself; a third may be fetched from elsewhere."""


MOST_SIBLINGS = 40
"""Of a longer list only so many entries around the right one are looked at."""

AKIN = 0.15
"""Terms less close in meaning than this stand out from those of the list."""


def entries(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    """The questions for each list of the card."""
    for listing in fact.listings:
        if listing.terms:
            keys = terms(fact, listing)
            for position in range(len(keys)):
                yield _entry(fact, stock, listing, keys, position)


def _entry(
    fact: Facts, stock: Stock, listing: Listing, keys: tuple[Alternative, ...], position: int
) -> Question | Refusal:
    entry, key = listing.entries[position], keys[position]
    about = f"“{key.plain}”"
    if len(key.about) < FEWEST_WORDS or has_pictures(entry.text + entry.term):
        return Refusal(about, "its description is too short to tell it from others")
    asked = stem("entry", fact, listing.label, description=capital(entry.text))
    wrong = _wrong(seek(fact, stock, stock.terms, key, visible(asked, fact.card.language)), keys)
    if isinstance(wrong, str):
        return Refusal(about, wrong)
    said = dict(zip(keys, listing.entries, strict=True))
    return Choice(
        **fields(fact, NAME, f"{listing.label}/{key.plain}", asked, entry.place),
        options=options(
            [option(key.text, right=True)],
            [option(o.text, right=False, feedback=_feedback(said.get(o))) for o in wrong],
            fact.card.language,
        ),
    )


def _wrong(wanted: Search, keys: tuple[Alternative, ...]) -> tuple[Alternative, ...] | str:
    """The other terms of the list, and where these are but two, one from another list."""
    around = max(0, keys.index(wanted.key) - MOST_SIBLINGS // 2)
    nearby = keys[around : around + MOST_SIBLINGS]
    own = siblings(wanted, [other for other in nearby if other != wanted.key])
    if len(own) < FEWEST_SIBLINGS:
        return "too few other entries of its list are wrong for sure"
    chosen = sorted(own, key=lambda other: -wanted.pool.similarity(wanted.key, other))
    if len(chosen) < WANTED:
        chosen += siblings(wanted, tuple(_akin(wanted, chosen)))
    if len(chosen) < WANTED:
        return "only two other entries of its list are wrong for sure, and no other list has a like term"
    return inconspicuous(wanted, chosen)


def _akin(wanted: Search, chosen: Sequence[Alternative]) -> Iterator[Alternative]:
    """Terms of other lists that have enough to do with the key to be believed."""
    for other in wanted.pool.near(wanted.key):
        far = wanted.pool.similarity(wanted.key, other) < AKIN
        if not far and not any(same(wanted, other, own) for own in chosen):
            yield other


def _feedback(entry: Entry | None) -> Markup:
    """What the term of a wrong option does mean: `Term: text`; nothing for one from another list."""
    if entry is None:
        return ()
    term, text = entry.term[0], entry.text[0]
    colon = Node("text", ": ", place=text.place)
    return (Node("paragraph", children=(*term.children, colon, *text.children), place=term.place),)
