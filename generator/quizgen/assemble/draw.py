"""Bank and blueprint → which questions each section asks, not yet in printed order.

Sections draw in order, those that all forms share before those that draw anew per form. Each takes the
questions of lowest random rank that no other section asks, so that a question added to the bank
displaces at most one per section. Where a section runs short, earlier ones pass on what they can
replace: a draw fails only if no draw could succeed, whatever the secret.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.assemble.chance import Chance
from quizgen.bank import nearest, select, shortage, unknown_names
from quizgen.model import NOWHERE, Bank, Blueprint, Place, Question, Section
from quizgen.problem import Problem

Drawn = tuple[tuple[Question, ...], ...]
"""For each section of the blueprint, what it asks in one form."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The questions that a section may draw from, and how many of them it asks (None: all).

    `section` is its position in the blueprint.
    """

    section: int
    count: int | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What all forms ask, by section, and the pools from which each form draws the rest."""

    sections: int
    shared: Mapping[int, tuple[Question, ...]]
    pools: tuple[Pool, ...]


def plan(
    bank: Bank, blueprint: Blueprint, chance: Chance
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Draw what all forms share and make sure that every form can draw the rest."""
    if problems := _wrong_names(bank, blueprint):
        return None, problems
    pools = _pools(bank, blueprint)
    owners = _allot(pools, chance)
    if problems := _shortages(bank, blueprint, pools, owners):
        return None, problems
    per_form = {i for i, section in enumerate(blueprint.sections) if section.per_form}
    drawn = {p.section: _owned(p, owners) for p in pools if p.section not in per_form}
    shared = {**_named(bank, blueprint), **drawn}
    taken = {question.id for questions in shared.values() for question in questions}
    rest = tuple(_without(pool, taken) for pool in pools if pool.section in per_form)
    return Plan(len(blueprint.sections), shared, rest), ()


def draw(plan: Plan, chance: Chance) -> Drawn:
    """What one form asks: the shared questions, and its own draw from the pools."""
    owners = _allot(plan.pools, chance)
    asked = {**plan.shared, **{pool.section: _owned(pool, owners) for pool in plan.pools}}
    return tuple(asked[section] for section in range(plan.sections))


def _named(bank: Bank, blueprint: Blueprint) -> dict[int, tuple[Question, ...]]:
    known = {question.id: question for question in bank.questions}
    sections = enumerate(blueprint.sections)
    return {i: tuple(known[name] for name in s.questions) for i, s in sections if s.questions}


def _pools(bank: Bank, blueprint: Blueprint) -> tuple[Pool, ...]:
    named = {name for section in blueprint.sections for name in section.questions}
    pools = (
        _without(Pool(number, section.count, select(bank, section.selection)), named)
        for number, section in enumerate(blueprint.sections)
        if not section.questions
    )
    return tuple(sorted(pools, key=lambda pool: blueprint.sections[pool.section].per_form))


def _without(pool: Pool, ids: set[str]) -> Pool:
    return replace(pool, questions=tuple(q for q in pool.questions if q.id not in ids))


def _owned(pool: Pool, owners: Mapping[str, int]) -> tuple[Question, ...]:
    return tuple(q for q in pool.questions if owners.get(q.id) == pool.section)


def _allot(pools: Sequence[Pool], chance: Chance) -> dict[str, int]:
    """Question id → the section that asks it, for all questions that are drawn."""
    ranked = {pool.section: _ranked(pool, chance) for pool in pools}
    owners: dict[str, int] = {}
    for pool in pools:
        free = [name for name in ranked[pool.section] if name not in owners][: pool.count]
        owners.update(dict.fromkeys(free, pool.section))
        missing = (pool.count or 0) - len(free)
        while missing > 0 and _take_over(pool.section, ranked, owners, set()):
            missing -= 1
    return owners


def _ranked(pool: Pool, chance: Chance) -> tuple[str, ...]:
    ranks = chance.at("draw", str(pool.section))
    return tuple(sorted((q.id for q in pool.questions), key=ranks.rank))


def _take_over(
    section: int, ranked: Mapping[int, Sequence[str]], owners: dict[str, int], asked: set[int]
) -> bool:
    """Give the section one more question, from one that finds a replacement: an augmenting path.

    (Ford and Fulkerson's, with sections and questions as the two sides. `asked` holds the sections
    that have been tried: what fails for one of their questions fails for all.)
    """
    asked.add(section)
    free = (name for name in ranked[section] if name not in owners)
    passed_on = (
        name
        for name in ranked[section]
        if owners[name] not in asked and _take_over(owners[name], ranked, owners, asked)
    )
    name = next(free, None) or next(passed_on, None)
    if name is not None:
        owners[name] = section
    return name is not None


def _wrong_names(bank: Bank, blueprint: Blueprint) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    known = {question.id for question in bank.questions}
    earlier: set[str] = set()
    for number, section in enumerate(blueprint.sections):
        place, title = _place(blueprint, section), _title(number, section)
        for name in section.questions:
            if name not in known:
                message = f'{title}: no question has the id "{name}"'
                problems.append(Problem(place, message, nearest(name, known)))
            elif name in earlier:
                problems.append(Problem(place, f'{title} names question "{name}" a second time'))
            earlier.add(name)
        if not section.questions:
            unknown = unknown_names(bank, section.selection)
            problems += (Problem(place, f"{title}: {text}", hint) for text, hint in unknown)
    return tuple(problems)


def _shortages(
    bank: Bank, blueprint: Blueprint, pools: Sequence[Pool], owners: Mapping[str, int]
) -> tuple[Problem, ...]:
    sections = blueprint.sections
    return tuple(
        _shortage(bank, blueprint, pool.section, len(_owned(pool, owners)))
        for pool in sorted(pools, key=lambda pool: pool.section)
        if len(_owned(pool, owners)) < _least(sections[pool.section])
    )


def _least(section: Section) -> int:
    """A section that asks for all there is must find something, or it would be empty on paper."""
    return 1 if section.count is None else section.count


def _shortage(bank: Bank, blueprint: Blueprint, number: int, found: int) -> Problem:
    section = blueprint.sections[number]
    elsewhere = len(select(bank, section.selection)) - found
    why = shortage(bank, section.selection, elsewhere)
    count = "" if section.count is None else f"{section.count} "
    wanted = "1 question" if section.count == 1 else f"{count}questions"
    left = f"only {found} can be drawn" if found else "none can be drawn"
    message = f"{_title(number, section)} asks for {wanted} but {left}: {why}"
    return Problem(_place(blueprint, section), message)


def _title(number: int, section: Section) -> str:
    return f'section "{section.title}"' if section.title else f"section {number + 1}"


def _place(blueprint: Blueprint, section: Section) -> Place:
    return blueprint.place if section.place == NOWHERE else section.place
