"""Bank and blueprint → which questions each section asks, not yet in printed order.

Sections draw in order, those that all forms share before those that draw anew per form. Each takes the
cards of lowest random rank that no other section asks, so that a question added to the bank displaces at
most one per section. A draw fails only if no draw could give every section as many cards as it wants,
whatever the secret (see `allot`); or if those left out for giving away others' answers are missed (see
`independence`). With `independent: false` every question counts as a card of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from quizgen.assemble.allot import Allotted, Pool
from quizgen.assemble.chance import Chance
from quizgen.assemble.independence import (
    Rivals,
    beside,
    rivals,
    settle_by_chance,
    settle_by_weight,
    short,
)
from quizgen.assemble.reports import (
    dependent_names,
    left_out,
    shortages,
    wrong_names,
)
from quizgen.bank import select
from quizgen.giveaways import Giveaway, giveaways
from quizgen.model import Bank, Blueprint, Question
from quizgen.problem import Problem

Drawn = tuple[tuple[Question, ...], ...]
"""For each section of the blueprint, what it asks in one form, in the order of the bank."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What all forms ask, by section, and the pools from which each form draws the rest.

    `fallback` is a draw from the pools that is known to succeed.
    """

    sections: int
    shared: Allotted
    pools: tuple[Pool, ...]
    rivals: Rivals
    fallback: Allotted
    independent: bool


def plan(
    bank: Bank, blueprint: Blueprint, chance: Chance
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Draw what all forms share and make sure that every form can draw the rest.

    No plan where there are errors; warnings beside one.
    """
    if problems := wrong_names(bank, blueprint):
        return None, problems
    named = _named(bank, blueprint)
    pools = _pools(bank, blueprint)
    pairs = _giveaways(pools, named, blueprint)
    meeting = rivals(pairs)
    asked = tuple(chain.from_iterable(named.values()))
    pools = [beside(pool, asked, meeting, blueprint.independent) for pool in pools]
    certain = settle_by_weight(pools, meeting, blueprint.independent)
    if lacking := short(pools, certain):
        return None, shortages(bank, blueprint, {**named, **certain}, lacking)
    drawn = settle_by_chance(pools, meeting, blueprint.independent, chance) or certain
    problems = (
        *dependent_names(blueprint, named, pairs),
        *left_out(bank, blueprint, {**named, **drawn}),
    )
    return _plan(blueprint, named, pools, meeting, drawn), problems


def draw(plan: Plan, chance: Chance) -> Drawn:
    """What one form asks: the shared questions, and its own draw from the pools."""
    own = settle_by_chance(plan.pools, plan.rivals, plan.independent, chance) or plan.fallback
    asked = {**plan.shared, **{pool.section: _in_order(pool, own) for pool in plan.pools}}
    return tuple(asked[section] for section in range(plan.sections))


def _plan(
    blueprint: Blueprint,
    named: Allotted,
    pools: Sequence[Pool],
    meeting: Rivals,
    drawn: Allotted,
) -> Plan:
    own = [pool for pool in pools if blueprint.sections[pool.section].per_form]
    others = [pool for pool in pools if not blueprint.sections[pool.section].per_form]
    shared = {**named, **{pool.section: _in_order(pool, drawn) for pool in others}}
    asked = tuple(chain.from_iterable(shared.values()))
    return Plan(
        sections=len(blueprint.sections),
        shared=shared,
        pools=tuple(beside(pool, asked, meeting, blueprint.independent) for pool in own),
        rivals=meeting,
        fallback=drawn,
        independent=blueprint.independent,
    )


def _named(bank: Bank, blueprint: Blueprint) -> dict[int, tuple[Question, ...]]:
    known = {question.id: question for question in bank.questions}
    sections = enumerate(blueprint.sections)
    return {i: tuple(known[name] for name in s.questions) for i, s in sections if s.questions}


def _pools(bank: Bank, blueprint: Blueprint) -> list[Pool]:
    """A pool for each section that draws, those that all forms share first."""
    sections = enumerate(blueprint.sections)
    pools = (
        Pool(i, section.count, select(bank, section.selection))
        for i, section in sections
        if not section.questions
    )
    return sorted(pools, key=lambda pool: blueprint.sections[pool.section].per_form)


def _giveaways(
    pools: Iterable[Pool], named: Allotted, blueprint: Blueprint
) -> tuple[Giveaway, ...]:
    if not blueprint.independent:
        return ()
    drawn = chain.from_iterable(pool.questions for pool in pools)
    asked = chain.from_iterable(named.values())
    return giveaways(tuple({question.id: question for question in (*asked, *drawn)}.values()))


def _in_order(pool: Pool, drawn: Mapping[int, Iterable[Question]]) -> tuple[Question, ...]:
    ids = {question.id for question in drawn[pool.section]}
    return tuple(question for question in pool.questions if question.id in ids)
