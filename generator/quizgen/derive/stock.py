"""All plain cards of a bank → the pools of alternatives from which wrong options are drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from quizgen.derive.aliases import aliases
from quizgen.derive.alternatives import Alternative, alternative
from quizgen.derive.described import Descriptions
from quizgen.derive.facts import Facts, Listing
from quizgen.derive.formulas import right_sides
from quizgen.derive.gaps import fillings
from quizgen.derive.pool import Pool
from quizgen.derive.roles import DEFINITION, role
from quizgen.derive.shape import Shape, shape
from quizgen.labels import labels
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words, words
from quizgen.model import Question

_TERM, _MEMBER, _DEFINITION = Shape("list term"), Shape("list entry"), Shape("definition")


class Stock:
    """What a bank offers; each pool is made when it is first wanted."""

    def __init__(self, facts: Sequence[Facts], questions: Iterable[Question]) -> None:
        self.facts = tuple(facts)
        self.aliases = aliases(facts, questions)
        self.described = Descriptions(facts, self.aliases)

    @cached_property
    def backs(self) -> Mapping[str, Pool]:
        """The short backs by their role."""
        found: defaultdict[str, list[Alternative]] = defaultdict(list)
        for fact in self.facts:
            if own := role(fact):
                found[own].append(back(fact, own))
        return {own: Pool(alternatives) for own, alternatives in found.items()}

    @cached_property
    def genera(self) -> Mapping[str, frozenset[str]]:
        """For each card that defines a term, the cards of the terms by which it is defined, and so on up.

        What is said of a polygon is true of a square, if a square is defined as some polygon.
        """
        named = {a.card: (frozenset(a.about), a.stems) for a in self._definitions}
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for card, (front, _) in named.items():
            holders[min(front, default="")].append(card)
        direct = {
            card: {c for word in said for c in holders[word] if c != card and named[c][0] <= said}
            for card, (_, said) in sorted(named.items())
        }
        return {card: frozenset(_upwards(card, direct)) for card in named}

    @property
    def _definitions(self) -> Sequence[Alternative]:
        return self.backs[DEFINITION].all if DEFINITION in self.backs else ()

    @cached_property
    def terms(self) -> Pool:
        """The terms of the lists whose entries have one."""
        return Pool(a for f in self.facts for ls in f.listings if ls.terms for a in terms(f, ls))

    @cached_property
    def members(self) -> Pool:
        """The entries of the plain lists that have a label."""
        return Pool(a for f in self.facts for ls in plain_lists(f) for a in members(f, ls))

    @cached_property
    def lists(self) -> Mapping[frozenset[str], frozenset[tuple[str, str]]]:
        """The lists, by card and label, in which an entry of a plain list stands, by its content words.

        Lists that share an entry do not exclude each other: both may hold what one of them names.
        """
        found: defaultdict[frozenset[str], set[tuple[str, str]]] = defaultdict(set)
        for entry in self.members.all:
            found[entry.stems].add((entry.card, entry.label))
        return {stems: frozenset(places) for stems, places in found.items()}

    @cached_property
    def labels(self) -> Mapping[frozenset[str], frozenset[str]]:
        """The labels under which an entry of a plain list stands anywhere, by its content words."""
        found: defaultdict[frozenset[str], set[str]] = defaultdict(set)
        for member in self.members.all:
            found[member.stems].add(member.label)
        return {stems: frozenset(labels) for stems, labels in found.items()}

    @cached_property
    def formulas(self) -> Pool:
        """The right-hand sides of formulas."""
        return Pool(a for fact in self.facts for a in right_sides(fact))

    @cached_property
    def gaps(self) -> Pool:
        """What stands in the gaps."""
        return Pool(a for fact in self.facts for a in fillings(fact))


def _upwards(card: str, direct: Mapping[str, set[str]]) -> set[str]:
    """All that can be reached from a card."""
    reached: set[str] = set()
    waiting = [card]
    while waiting:
        found = direct[waiting.pop()] - reached
        reached |= found
        waiting += sorted(found)
    return reached


def back(fact: Facts, own: str) -> Alternative:
    """The back of a card, whose role is given, as an alternative."""
    language = fact.card.language
    form = _DEFINITION if own == DEFINITION else _sort(fact)
    if fact.reverse and form.kind not in ("number", "year"):
        form = Shape(form.kind, f"{form.trait} reverse")  # lest a word stand among translations
    about = content_words(fact.front, language)
    return alternative(fact, fact.answer, form, about=about, subject=fact.front)


def _sort(fact: Facts) -> Shape:
    """The shape of an answer, and what sort of thing its question asks for: a person, what, when."""
    found = shape(fact.answer, fact.card.language)
    if found.kind not in ("name", "term", "phrase"):
        return found
    asked = words(fact.front)
    person = bool(set(asked) & set(labels(fact.card.language).text["persons"]))
    first = asked[0] if asked and not person else "person" if person else ""
    digits = "digits" if any(character.isdigit() for character in fact.back) else ""
    return Shape(found.kind, f"{first} {digits}".strip())


def plain_lists(fact: Facts) -> tuple[Listing, ...]:
    """The lists of a card that have a label and whose entries are no terms."""
    return tuple(ls for ls in fact.listings if ls.label and not ls.terms)


def terms(fact: Facts, listing: Listing) -> tuple[Alternative, ...]:
    """The terms of a list whose entries are of the form `Term: text`."""
    return tuple(
        alternative(
            fact,
            entry.term,
            _TERM,
            about=content_words(one_line(entry.text), fact.card.language),
            label=listing.label,
        )
        for entry in listing.entries
    )


def members(fact: Facts, listing: Listing) -> tuple[Alternative, ...]:
    """The entries of a plain list."""
    return tuple(
        alternative(fact, entry.text, _MEMBER, label=listing.label) for entry in listing.entries
    )
