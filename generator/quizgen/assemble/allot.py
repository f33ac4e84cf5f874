"""Pools → which section asks which card, and by which of its questions.

Sections take cards in order, each those of lowest rank that no other section has. Where a section runs
short, earlier ones pass on what they can replace, so that it stays short only if there is no way to give
every section its number. Of a card's questions a section asks the one of lowest rank; if it asks for all
there is, the one that was written before those derived from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from quizgen.assemble.chance import Chance
from quizgen.model import Question

Allotted = Mapping[int, tuple[Question, ...]]
"""Position of a section → what it asks, in the order in which it was drawn."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The questions that a section may draw from, and how many of them it asks (None: all).

    `section` is its position in the blueprint.
    """

    section: int
    count: int | None
    questions: tuple[Question, ...]

    @property
    def least(self) -> int:
        """A section that asks for all there is must find something, or it would be empty on paper."""
        return 1 if self.count is None else self.count


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pool whose cards stand in the order in which they are drawn, and so do the questions of each."""

    pool: Pool
    cards: Mapping[str, tuple[Question, ...]]

    def without(self, banned: Collection[str]) -> Ranked:
        """The same without the questions of these ids."""
        if not banned:
            return self
        rest = {
            card: tuple(question for question in questions if question.id not in banned)
            for card, questions in self.cards.items()
        }
        return Ranked(self.pool, {card: questions for card, questions in rest.items() if questions})


def by_chance(pool: Pool, chance: Chance, independent: bool) -> Ranked:
    """The pool in random order. Every card is as likely to be drawn, however many questions it has."""
    cards = _cards(pool, independent)
    ranks = chance.at("draw", str(pool.section))
    own = chance.at("question of a card", str(pool.section))
    return Ranked(
        pool,
        {
            card: _ordered(pool, cards[card], lambda question: own.rank(question.id))
            if len(cards[card]) > 1
            else tuple(cards[card])
            for card in sorted(cards, key=ranks.rank)
        },
    )


def by_weight(pool: Pool, weight: Callable[[Question], int], independent: bool) -> Ranked:
    """The pool with its lightest questions first, else in the order of the bank."""
    cards = {
        card: _ordered(pool, questions, weight)
        for card, questions in _cards(pool, independent).items()
    }
    return Ranked(pool, dict(sorted(cards.items(), key=lambda entry: weight(entry[1][0]))))


def _ordered(
    pool: Pool, questions: Sequence[Question], rank: Callable[[Question], int | bytes]
) -> tuple[Question, ...]:
    """A card's questions by rank; who asks for all wants what was written before what was derived."""
    if pool.count is not None:
        return tuple(sorted(questions, key=rank))
    return tuple(sorted(questions, key=lambda question: (bool(question.card), rank(question))))


def _cards(pool: Pool, independent: bool) -> dict[str, list[Question]]:
    """The pool's questions by card; each by itself where several of a card may be asked."""
    cards: dict[str, list[Question]] = {}
    for question in pool.questions:
        cards.setdefault(question.origin if independent else question.id, []).append(question)
    return cards


def allot(pools: Sequence[Ranked]) -> Allotted:
    """What each section asks, in the order of the ranks; fewer than it wants where there are too few."""
    cards = {ranked.pool.section: tuple(ranked.cards) for ranked in pools}
    full = frozenset(ranked.pool.section for ranked in pools if ranked.pool.count is not None)
    owners: dict[str, int] = {}
    for ranked in pools:
        section, pool = ranked.pool.section, ranked.pool
        free = [card for card in cards[section] if card not in owners][: pool.count]
        owners.update(dict.fromkeys(free, section))
        missing = pool.least - len(free)
        while missing > 0 and _take_over(section, cards, full, owners, set()):
            missing -= 1
    return {
        ranked.pool.section: tuple(
            questions[0]
            for card, questions in ranked.cards.items()
            if owners.get(card) == ranked.pool.section
        )
        for ranked in pools
    }


def _take_over(
    section: int,
    cards: Mapping[int, Sequence[str]],
    full: Collection[int],
    owners: dict[str, int],
    asked: set[int],
) -> bool:
    """Give the section one more card, from a section that has one to spare or finds a replacement.

    (Ford and Fulkerson's augmenting path, with sections and cards as the two sides. `full` are the
    sections that ask a number and have no more than that; `asked` those that have been tried: what fails
    for one of their cards fails for all.)
    """
    asked.add(section)
    free = (card for card in cards[section] if card not in owners)
    passed_on = (
        card
        for card in cards[section]
        if owners[card] not in asked
        and (
            _spares(owners[card], full, owners)
            or _take_over(owners[card], cards, full, owners, asked)
        )
    )
    card = next(free, None) or next(passed_on, None)
    if card is not None:
        owners[card] = section
    return card is not None


def _spares(section: int, full: Collection[int], owners: Mapping[str, int]) -> bool:
    """Whether the section asks for all there is and would not be left empty."""
    return section not in full and sum(owner == section for owner in owners.values()) > 1
