"""Plain cards → further questions, each with its card, and why others were not made.

The same bank always derives the same questions: nothing here hangs on chance or on the order of cards
in a set.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from quizgen.derive.asking import speaks
from quizgen.derive.derivations.choice import choice
from quizgen.derive.derivations.entries import entries
from quizgen.derive.derivations.formula import formula
from quizgen.derive.derivations.gap import gap
from quizgen.derive.derivations.matching import matching
from quizgen.derive.derivations.members import belonging
from quizgen.derive.derivations.short import short
from quizgen.derive.derived import Refusal
from quizgen.derive.facts import Facts, facts, has_pictures
from quizgen.derive.stock import Stock
from quizgen.markup.plain import one_line
from quizgen.model import Question
from quizgen.read.question import Reading

__all__ = ["DERIVATIONS", "Derivation", "Refusal", "derive"]

DERIVATIONS: tuple[Callable[[Facts, Stock], Iterator[Question | Refusal]], ...] = (
    short,
    choice,
    entries,
    matching,
    belonging,
    formula,
    gap,
)
"""The ways to derive questions, in the order in which a card's questions are listed."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What was derived: questions by the id of their card, and why others were not made."""

    questions: Mapping[str, tuple[Question, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    refusals: Mapping[str, tuple[Refusal, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def questions_of(self, reading: Reading) -> tuple[Question, ...]:
        """The question that the card is, if it is one, and then those derived from it."""
        own = (reading.question,) if reading.question else ()
        return (*own, *self.questions.get(reading.card.id, ()))


def derive(readings: Sequence[Reading], written: Collection[str] = ()) -> Derivation:
    """Derive questions from the plain cards among the readings.

    `written` names the cards whose derived questions the author has taken over: nothing is derived from
    them, nor is a question whose id the bank has already; their texts still serve as wrong options.
    """
    explicit = [reading.question for reading in readings if reading.question]
    plain = tuple(_with_reverses(_facts(readings)))
    stock = Stock(plain, explicit)
    taken = {question.id for question in explicit}
    asked = {_asked(question) for question in explicit}
    questions: dict[str, tuple[Question, ...]] = {}
    refusals: dict[str, tuple[Refusal, ...]] = {}
    for fact in plain:
        reason = _why_not(fact, written)
        found = (Refusal("", reason),) if reason else tuple(_derive(fact, stock))
        made = (q for q in found if not isinstance(q, Refusal))
        questions[fact.card.id] = tuple(_new(made, asked, taken))
        refusals[fact.card.id] = tuple(each for each in found if isinstance(each, Refusal))
    return Derivation(MappingProxyType(questions), MappingProxyType(refusals))


def _facts(readings: Iterable[Reading]) -> Iterator[Facts]:
    for reading in readings:
        found = facts(reading.card, reading.question, reading.points) if reading.question else None
        if found:
            yield found


def _with_reverses(facts: Iterable[Facts]) -> Iterator[Facts]:
    """The facts, marked where the second of a card written both ways comes."""
    seen: set[tuple[str, str, str]] = set()
    for fact in facts:
        deck, front, back = fact.card.deck, fact.front.casefold(), fact.back.casefold()
        seen.add((deck, front, back))
        yield replace(fact, reverse=True) if (deck, back, front) in seen else fact


def _why_not(fact: Facts, written: Collection[str]) -> str:
    """Why nothing at all is derived from a card; "" if something may be."""
    card = fact.card
    if not card.derive:
        return "the author wants none: derive is false"
    if card.source:
        return "it was derived itself"
    if card.id in written:
        return "its derived questions were written out"
    if has_pictures(fact.question.stem):
        return "its front shows a picture"
    if fact.answer and fact.question.stem != card.front:
        return "what stands above its back belongs to its question"
    if not speaks(card.language):
        return f"there are no sentences yet to ask in the language {card.language!r}"
    return ""


def _derive(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    for derivation in DERIVATIONS:
        yield from derivation(fact, stock)


def _new(
    questions: Iterable[Question], asked: set[tuple[str, str]], taken: set[str]
) -> Iterator[Question]:
    """The questions whose id, and whose kind and stem, no earlier one has.

    A card written both ways would give the same stem, a term that stands twice in a list the same id.
    """
    for question in questions:
        if question.id not in taken and _asked(question) not in asked:
            taken.add(question.id)
            asked.add(_asked(question))
            yield question


def _asked(question: Question) -> tuple[str, str]:
    return question.kind, one_line(question.stem)
