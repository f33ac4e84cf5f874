"""Pools and the questions that help to answer each other → a draw in which no two of these meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain

from quizgen.assemble.allot import Allotted, Pool, Ranked, allot, by_chance, by_weight
from quizgen.assemble.chance import Chance
from quizgen.giveaways import Giveaway
from quizgen.model import Question

Rivals = Mapping[str, Set[str]]
"""Question id → the ids of those that must not be asked beside it."""

_NONE: frozenset[str] = frozenset()


def rivals(pairs: Iterable[Giveaway]) -> Rivals:
    """Whom each question of the pairs must not meet."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        found[pair.giver].add(pair.given)
        found[pair.given].add(pair.giver)
    return dict(found)


def beside(pool: Pool, asked: Iterable[Question], rivals: Rivals, independent: bool) -> Pool:
    """What is left of a pool when others ask these: neither they nor, if independent, what is near them."""
    ids, cards = set[str](), set[str]()
    for question in asked:
        ids.add(question.id)
        if independent:
            cards.add(question.origin)
            ids |= rivals.get(question.id, _NONE)
    rest = (q for q in pool.questions if q.id not in ids and q.origin not in cards)
    return Pool(pool.section, pool.count, tuple(rest))


def settle(pools: Sequence[Ranked], rivals: Rivals) -> Allotted:
    """Allot, and while rivals meet, ban the one that was drawn later and allot again."""
    banned: set[str] = set()
    while True:
        allotted = allot([ranked.without(banned) for ranked in pools])
        losers = _losers(chain.from_iterable(allotted.values()), rivals)
        if not losers:
            return allotted
        banned |= losers


def _losers(drawn: Iterable[Question], rivals: Rivals) -> set[str]:
    kept: set[str] = set()
    lost: set[str] = set()
    for question in drawn:
        meets = not kept.isdisjoint(rivals.get(question.id, _NONE))
        (lost if meets else kept).add(question.id)
    return lost


def settle_by_weight(pools: Sequence[Pool], rivals: Rivals, independent: bool) -> Allotted:
    """A draw without chance that leaves out as little as it can: those with few rivals come first.

    Whether there are too few questions must not hang on the secret, so it is this draw that tells.
    """

    def weight(question: Question) -> int:
        return len(rivals.get(question.id, _NONE))

    return settle([by_weight(pool, weight, independent) for pool in _tightest(pools)], rivals)


def settle_by_chance(
    pools: Sequence[Pool], rivals: Rivals, independent: bool, chance: Chance
) -> Allotted | None:
    """A random draw, or None where rivals leave some section short that way."""
    ranked = {pool.section: by_chance(pool, chance, independent) for pool in pools}
    for order in (pools, _tightest(pools)):
        allotted = settle([ranked[pool.section] for pool in order], rivals)
        if not short(pools, allotted):
            return allotted
    return None


def short(pools: Iterable[Pool], allotted: Allotted) -> tuple[Pool, ...]:
    """The pools whose sections got less than they need, in the order of the blueprint."""
    lacking = (pool for pool in pools if len(allotted[pool.section]) < pool.least)
    return tuple(sorted(lacking, key=lambda pool: pool.section))


def _tightest(pools: Iterable[Pool]) -> list[Pool]:
    """The pools with the least to choose from first, and last those that ask for all there is."""
    return sorted(pools, key=lambda pool: (pool.count is None, len(pool.questions) - pool.least))
