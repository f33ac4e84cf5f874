"""A plain list under a label → a choice with several right answers: which of these belong to it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from quizgen.derive.alternatives import Alternative
from quizgen.derive.asking import stem
from quizgen.derive.derived import Refusal, fields
from quizgen.derive.distractors import differing, search
from quizgen.derive.facts import Facts, Listing, has_pictures
from quizgen.derive.label import alike, contrasts, judges
from quizgen.derive.may_be_right import may_be_right
from quizgen.derive.options import option, options
from quizgen.derive.search import seek, visible
from quizgen.derive.stock import Stock, members, plain_lists
from quizgen.derive.telltale import gives_away
from quizgen.model import Choice, Markup, Question

NAME = "members"
RIGHT = 2
"""Two of five options are right: three rights share the points unevenly on some platforms."""


def belonging(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    """The question for each plain list of the card."""
    for listing in plain_lists(fact):
        yield _belonging(fact, stock, listing)


def _belonging(fact: Facts, stock: Stock, listing: Listing) -> Question | Refusal:
    about = f"list “{listing.label}”"
    if judges(listing.label, fact.card.language):
        return Refusal(about, "praise, blame, causes and effects are told apart by their tone")
    if has_pictures(tuple(node for entry in listing.entries for node in entry.text)):
        return Refusal(about, "it holds pictures")
    asked = stem("members", fact, listing.label)
    found = _options(fact, stock, listing, asked)
    if isinstance(found, str):
        return Refusal(about, found)
    rights, wrongs = found
    return Choice(
        **fields(fact, NAME, listing.label, asked, listing.entries[0].place),
        multiple=True,
        options=options(
            [option(each.text, right=True) for each in rights],
            [option(each.text, right=False) for each in wrongs],
            fact.card.language,
        ),
    )


def _options(
    fact: Facts, stock: Stock, listing: Listing, asked: Markup
) -> tuple[Sequence[Alternative], Sequence[Alternative]] | str:
    """The rights and the wrongs: the two entries for which wrong ones are found that hide them best."""
    keys = members(fact, listing)
    searches = [
        seek(fact, stock, stock.members, key, visible(asked, fact.card.language))
        for key in _middling(keys)
    ]
    wanted = searches[0]
    others = _elsewhere(fact, stock, listing, wanted.key)
    wrong = search(wanted, (o for o in others if not any(may_be_right(s, o) for s in searches)))
    if isinstance(wrong, str):
        return wrong
    hidden = differing(wanted, [s.key for s in searches if not gives_away(s, wrong)])
    if len(hidden) < RIGHT:
        return gives_away(searches[1], wrong) or "its entries stand out among the wrong ones"
    return hidden[:RIGHT], wrong


def _middling(keys: Sequence[Alternative]) -> list[Alternative]:
    """The entries, those of middling length first."""
    middle = sorted(len(key.plain) for key in keys)[len(keys) // 2]
    return sorted(keys, key=lambda key: abs(len(key.plain) - middle))


def _elsewhere(
    fact: Facts, stock: Stock, listing: Listing, key: Alternative
) -> Iterator[Alternative]:
    """Entries of other lists of the card, then of other cards, from under labels of another meaning.

    What stands under the same label of another card may well belong to both.
    """
    language = fact.card.language
    entries = {each.stems for each in members(fact, listing)}
    sharing = {place for stems in entries for place in stock.lists[stems]}
    own: Iterable[Alternative] = (
        member for other in plain_lists(fact) if other != listing for member in members(fact, other)
    )
    others = (
        other
        for other in stock.members.near(key)
        if contrasts(other.label, listing.label, language)
        and not _stands_under(stock, other, listing.label)
    )
    return (
        each
        for each in chain(own, others)
        if (each.card, each.label) not in sharing
        and not alike(each.label, listing.label, language)
        and not judges(each.label, language)
    )


def _stands_under(stock: Stock, entry: Alternative, label: str) -> bool:
    """Whether any card has the entry under a label of this meaning, even if this one has another."""
    return any(alike(other, label, entry.language) for other in stock.labels[entry.stems])
