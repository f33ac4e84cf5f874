"""Bank and selection → the questions that may be drawn, and exact words when they are too few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from quizgen.model import DERIVED, KINDS, Bank, Blueprint, Question, Selection


@dataclass(frozen=True, slots=True)
class Condition:
    """One demand of a selection, in words and as a test."""

    words: str
    allows: Callable[[Question], bool]


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that questions are selected by: its name, and the names that a question has of it."""

    noun: str
    of: Callable[[Question], set[str]]
    wanted: frozenset[str]
    excluded: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many of a selection a section does not ask, and why.

    `elsewhere`: other sections ask them; `cards`: the exam asks another question of their card;
    `giveaways`: they and one that is asked would help to answer each other.
    """

    elsewhere: int = 0
    cards: int = 0
    giveaways: int = 0

    @property
    def dependent(self) -> int:
        """Those left out only because an exam's questions are to be independent."""
        return self.cards + self.giveaways


def select(bank: Bank, selection: Selection) -> tuple[Question, ...]:
    """The questions that meet every condition, in the bank's order."""
    demands = conditions(selection)
    return tuple(q for q in bank.questions if all(demand.allows(q) for demand in demands))


def eligible(bank: Bank, blueprint: Blueprint) -> tuple[Question, ...]:
    """The questions that an exam may ask, whatever is drawn, in the order of the bank."""
    named = {name for section in blueprint.sections for name in section.questions}
    pools = (select(bank, s.selection) for s in blueprint.sections if not s.questions)
    drawn = {question.id for pool in pools for question in pool}
    return tuple(question for question in bank.questions if question.id in named | drawn)


def conditions(selection: Selection) -> tuple[Condition, ...]:
    """The conditions that the selection makes; none for one that allows everything."""
    features = _features(selection)
    wanted = (_wanted(feature) for feature in features if feature.wanted)
    excluded = (_excluded(feature) for feature in features if feature.excluded)
    return (*wanted, *_others(selection), *excluded)


def shortage(bank: Bank, selection: Selection, out: LeftOut = LeftOut()) -> str:
    """What became of the bank's questions: `40 in the bank, kind "choice" removes 28, …`.

    Each condition removes from what those before it left; `out` counts the questions that meet all of
    them and yet cannot be asked.
    """
    left = bank.questions
    parts = [f"{len(left)} in the bank"]
    for condition in conditions(selection):
        kept = tuple(q for q in left if condition.allows(q))
        if len(kept) < len(left):
            parts.append(f"{condition.words} removes {len(left) - len(kept)}")
        left = kept
    if out.elsewhere:
        parts.append(f"other sections use {out.elsewhere}")
    if out.cards:
        parts.append(f"one question for each card removes {out.cards}")
    if out.giveaways:
        parts.append(f"answers that others give away remove {out.giveaways}")
    return ", ".join(parts)


def unknown_names(bank: Bank, selection: Selection) -> Iterator[tuple[str, str]]:
    """Message and hint for every name in the selection that nothing in the bank has.

    A misspelt exclusion would let in what it should keep out, so it counts too. Kinds are a closed
    list and `derived` a tag of our own: to name them is no mistake where the bank has none.
    """
    always = {"kind": {kind.kind for kind in KINDS}, "tag": {DERIVED}}
    always["deck"] = {deck.name for deck in bank.decks}
    for feature in _features(selection):
        known = {name for q in bank.questions for name in feature.of(q)}
        known |= always.get(feature.noun, set())
        for name in sorted((feature.wanted | feature.excluded) - known):
            yield f'no question has the {feature.noun} "{name}"', nearest(name, known)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint naming what is known and most like the name, or all that is known if that is little."""
    names = sorted(set(known) - {""})
    folded = {each.casefold(): each for each in names}
    if close := get_close_matches(name.casefold(), list(folded), n=1):
        return f'did you mean "{folded[close[0]]}"?'
    few = 0 < len(names) <= 12
    return f"there are: {', '.join(names)}" if few else ""


def _features(s: Selection) -> tuple[Feature, ...]:
    return (
        Feature("kind", lambda q: {q.kind}, s.kinds, s.exclude_kinds),
        # A topic can be selected as if it were a tag of its questions.
        Feature("tag", lambda q: {*q.tags, q.topic}, s.tags, s.exclude_tags),
        Feature("topic", lambda q: {q.topic}, s.topics, s.exclude_topics),
        Feature("deck", lambda q: {q.deck}, s.decks, s.exclude_decks),
        Feature("id", lambda q: {q.id}, s.ids, s.exclude_ids),
    )


def _wanted(feature: Feature) -> Condition:
    if feature.noun == "tag":
        words = f"tag {_listed(feature.wanted, ' and ')}"
        return Condition(words, lambda q: feature.wanted <= feature.of(q))
    words = f"{feature.noun} {_listed(feature.wanted, ' or ')}"
    return Condition(words, lambda q: not feature.wanted.isdisjoint(feature.of(q)))


def _excluded(feature: Feature) -> Condition:
    words = f"excluding {feature.noun} {_listed(feature.excluded, ' or ')}"
    return Condition(words, lambda q: feature.excluded.isdisjoint(feature.of(q)))


def _others(selection: Selection) -> Iterator[Condition]:
    low, high = selection.difficulty
    if selection.difficulty != Selection().difficulty:
        yield Condition(f"difficulty {low} to {high}", lambda q: low <= q.difficulty <= high)
    if selection.derived == "only":
        yield Condition("only derived questions", lambda q: DERIVED in q.tags)
    if selection.derived == "exclude":
        yield Condition("no derived questions", lambda q: DERIVED not in q.tags)


def _listed(names: Iterable[str], between: str) -> str:
    return between.join(f'"{name}"' for name in sorted(names))
