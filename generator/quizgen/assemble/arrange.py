"""What a form asks, and chance → its sections in printed order, with the options' order.

Letters are never balanced: who counts them would guess better. Only an extreme key (one letter very
often, or very often in a row: about one draw in a hundred) is drawn again, all of the form with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count, groupby, islice
from math import isqrt

from quizgen.assemble.chance import Chance, Stream
from quizgen.assemble.draw import Drawn
from quizgen.model import (
    Asked,
    Blueprint,
    Choice,
    FormSection,
    Matching,
    Ordering,
    Question,
    Section,
    TrueFalse,
)

ATTEMPTS = 20
"""After so many extreme draws in a row the key is extreme by its nature, and the first one stays."""

Arrangement = tuple[FormSection, ...]


def arrangements(
    blueprint: Blueprint, drawn: Drawn, chance: Chance, wanted: int = 1
) -> tuple[Arrangement, ...]:
    """The first `wanted` arrangements that are not extreme, or fewer, but at least one."""
    attempts = (arrange(blueprint, drawn, chance.at(str(n))) for n in range(wanted + ATTEMPTS))
    good = tuple(islice((each for each in attempts if not extreme(each)), wanted))
    return good or (arrange(blueprint, drawn, chance.at("0")),)


def arrange(blueprint: Blueprint, drawn: Drawn, chance: Chance) -> Arrangement:
    """One arrangement, numbered through from 1. Each question's options depend on it alone."""
    numbers = count(1)
    return tuple(
        _section(blueprint, section, questions, numbers, chance)
        for section, questions in zip(blueprint.sections, drawn, strict=True)
    )


def _section(
    blueprint: Blueprint,
    section: Section,
    questions: Sequence[Question],
    numbers: Iterator[int],
    chance: Chance,
) -> FormSection:
    if blueprint.shuffle_questions and not section.questions:
        places = chance.at("place")
        questions = sorted(questions, key=lambda question: places.rank(question.id))
    asked = (_asked(blueprint, section, question, next(numbers), chance) for question in questions)
    return FormSection(
        title=section.title, instructions=section.instructions, questions=tuple(asked)
    )


def _asked(
    blueprint: Blueprint, section: Section, question: Question, number: int, chance: Chance
) -> Asked:
    return Asked(
        number=number,
        question=question,
        points=question.points if section.points is None else section.points,
        wrong=section.wrong if isinstance(question, Choice | TrueFalse) else Decimal(0),
        order=_order(question, blueprint.shuffle_options, chance.stream("options", question.id)),
    )


def authored(questions: Sequence[Question]) -> Arrangement:
    """One section of all the questions, nothing shuffled."""
    numbered = enumerate(questions, start=1)
    asked = (Asked(number=n, question=q, points=q.points, order=written(q)) for n, q in numbered)
    return (FormSection(questions=tuple(asked)),)


def written(question: Question) -> tuple[int, ...]:
    """The order in which the author wrote what can be shuffled; empty where nothing can."""
    if isinstance(question, Choice):
        return tuple(range(len(question.options)))
    return tuple(range(len(question.entries))) if isinstance(question, Matching | Ordering) else ()


def _order(question: Question, shuffle_options: bool, stream: Stream) -> tuple[int, ...]:
    """Matching and ordering are always shuffled: as they are written they show their key."""
    if isinstance(question, Choice) and shuffle_options:
        return _free(question, stream)
    if isinstance(question, Matching):
        return stream.shuffled(written(question))
    return _jumbled(question, stream) if isinstance(question, Ordering) else written(question)


def _free(question: Choice, stream: Stream) -> tuple[int, ...]:
    """The options shuffled between those that are pinned first and those that are pinned last."""
    pinned = {
        pin: tuple(i for i, option in enumerate(question.options) if option.pin == pin)
        for pin in ("first", "", "last")
    }
    return (*pinned["first"], *stream.shuffled(pinned[""]), *pinned["last"])


def _jumbled(question: Ordering, stream: Stream) -> tuple[int, ...]:
    """Three or more entries never stand in the right order; of two the reverse would tell the key."""
    entries = question.entries
    order = stream.shuffled(written(question))
    while len(set(entries)) > 2 and tuple(entries[i] for i in order) == entries:
        order = stream.shuffled(order)
    return order


def extreme(arrangement: Arrangement) -> bool:
    """Whether the key letters of the questions with one answer show a pattern of themselves.

    The limits for four options: at 12, 20, 30 and 40 questions a spread (the most frequent letter's
    count less the rarest's) of over 7, 10, 12 and 14, or a run of over 5, 6, 6 and 6 equal letters. The
    spread between is interpolated by the square root, and for fewer options a longer run is as rare.
    """
    choices = [asked for section in arrangement for asked in section.questions if _single(asked)]
    if len(choices) < 12:
        return False
    letters = [asked.key[0] for asked in choices]
    common = min(len(asked.order) for asked in choices)
    run = max(sum(1 for _ in same) for _, same in groupby(letters))
    return _spread(letters, common) > isqrt(len(letters) * 81 // 16) or run > _longest(
        len(letters), common
    )


def _single(asked: Asked) -> bool:
    return (
        isinstance(asked.question, Choice) and not asked.question.multiple and len(asked.key) == 1
    )


def _spread(letters: Sequence[int], common: int) -> int:
    """`common` counts the letters that every question offers: of the others, few are to be expected."""
    return max(map(letters.count, letters)) - min(map(letters.count, range(common)))


def _longest(questions: int, options: int) -> int:
    rarity = 4 ** (5 if questions < 20 else 6)
    return next(run for run in count(1) if max(2, options) ** run >= rarity)
