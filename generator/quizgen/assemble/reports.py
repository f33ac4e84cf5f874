"""A blueprint and what its sections would ask → what its author should know, in exact words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.assemble.allot import Allotted, Pool
from quizgen.bank import LeftOut, nearest, select, shortage, unknown_names
from quizgen.giveaways import Giveaway
from quizgen.model import NOWHERE, Bank, Blueprint, Place, Question, Section
from quizgen.problem import Problem, warning


def wrong_names(bank: Bank, blueprint: Blueprint) -> tuple[Problem, ...]:
    """An error for each name that nothing has, or that a question is asked by twice."""
    problems: list[Problem] = []
    known = {question.id for question in bank.questions}
    written = [question.id for question in bank.questions if not question.card]
    earlier: set[str] = set()
    for number, section in enumerate(blueprint.sections):
        place, title = _place(blueprint, section), _title(number, section)
        for name in section.questions:
            if name not in known:
                message = f'{title}: no question has the id "{name}"'
                problems.append(Problem(place, message, nearest(name, written)))
            elif name in earlier:
                problems.append(Problem(place, f'{title} names question "{name}" a second time'))
            earlier.add(name)
        if not section.questions:
            unknown = unknown_names(bank, section.selection)
            problems += (Problem(place, f"{title}: {text}", hint) for text, hint in unknown)
    return tuple(problems)


def shortages(
    bank: Bank, blueprint: Blueprint, asked: Allotted, lacking: Iterable[Pool]
) -> tuple[Problem, ...]:
    """An error for each section that got less than it wants. `asked` is what each section would ask."""
    return tuple(_shortage(bank, blueprint, asked, pool.section) for pool in lacking)


def _shortage(bank: Bank, blueprint: Blueprint, asked: Allotted, number: int) -> Problem:
    section, found = blueprint.sections[number], len(asked[number])
    out = _left_out(bank, blueprint, asked, number)
    why = shortage(bank, section.selection, out)
    count = "" if section.count is None else f"{section.count} "
    wanted = "1 question" if section.count == 1 else f"{count}questions"
    left = f"only {found} can be drawn" if found else "none can be drawn"
    message = f"{_title(number, section)} asks for {wanted} but {left}: {why}"
    hint = "to ask them all the same, write: independent: false" if out.dependent else ""
    return Problem(_place(blueprint, section), message, hint)


def left_out(bank: Bank, blueprint: Blueprint, asked: Allotted) -> Iterator[Problem]:
    """A warning for each section that asks for all there is and does not get it.

    Questions derived from a card that is itself asked are not missed.
    """
    for number, section in enumerate(blueprint.sections):
        if section.count is None and not section.questions:
            out = _left_out(bank, blueprint, asked, number, missed=True)
            if out.dependent:
                yield _left_out_warning(blueprint, number, out)


def _left_out_warning(blueprint: Blueprint, number: int, out: LeftOut) -> Problem:
    section = blueprint.sections[number]
    reasons = (
        (out.cards, "whose card is asked already"),
        (out.giveaways, "that help with the answers to others, or these with theirs"),
    )
    words = ", ".join(f"{count} {reason}" for count, reason in reasons if count)
    message = f"{_title(number, section)} asks for all questions but leaves out {words}"
    hint = "to ask them all the same, write: independent: false"
    return warning(_place(blueprint, section), message, hint)


def _left_out(
    bank: Bank, blueprint: Blueprint, asked: Allotted, number: int, missed: bool = False
) -> LeftOut:
    """Why a section does not ask the rest of its selection, or that of it which is `missed`."""
    elsewhere = {q.id for section, each in asked.items() if section != number for q in each}
    mine = {question.id for question in asked[number]}
    everything = tuple(question for each in asked.values() for question in each)
    cards = {question.origin for question in everything}
    written = {question.id for question in everything if missed}
    selected = select(bank, blueprint.sections[number].selection)
    rest = [question for question in selected if question.id not in mine | elsewhere]
    others = len(selected) - len(mine) - len(rest)
    rest = [question for question in rest if question.card not in written]
    shared = [question for question in rest if question.origin in cards]
    if not blueprint.independent:
        return LeftOut(elsewhere=others)
    return LeftOut(
        elsewhere=others,
        cards=len(shared),
        giveaways=len(rest) - len(shared),
    )


def dependent_names(
    blueprint: Blueprint, named: Allotted, pairs: Iterable[Giveaway]
) -> Iterator[Problem]:
    """A warning for questions that an exam names although they help to answer each other."""
    if not blueprint.independent:
        return
    known = {question.id: question for each in named.values() for question in each}
    yield from _same_card(blueprint, known.values())
    for pair in pairs:
        if pair.giver in known and pair.given in known:
            giver, given = known[pair.giver], known[pair.given]
            message = f"{_named(giver)} gives away an answer to {_named(given)}: {pair.answer!r}"
            hint = "name one of them only, or reword one; if it is meant: independent: false"
            yield warning(_place_naming(blueprint, given, giver), message, hint)


def _same_card(blueprint: Blueprint, named: Iterable[Question]) -> Iterator[Problem]:
    first: dict[str, Question] = {}
    for question in named:
        other = first.setdefault(question.origin, question)
        if other is not question:
            message = f"{_named(other)} and {_named(question)} come from one card"
            hint = "they may help to answer each other; if it is meant: independent: false"
            yield warning(_place_naming(blueprint, other, question), message, hint)


def _named(question: Question) -> str:
    place = question.place
    return f'"{question.id}" ({place.path}:{place.line})' if place.path else f'"{question.id}"'


def _place_naming(blueprint: Blueprint, *questions: Question) -> Place:
    """The last section that names one of them."""
    names = {question.id for question in questions}
    sections = [each for each in blueprint.sections if not names.isdisjoint(each.questions)]
    return _place(blueprint, sections[-1])


def _title(number: int, section: Section) -> str:
    return f'section "{section.title}"' if section.title else f"section {number + 1}"


def _place(blueprint: Blueprint, section: Section) -> Place:
    return blueprint.place if section.place == NOWHERE else section.place
