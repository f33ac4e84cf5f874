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
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words
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
    def terms(self) -> Pool:
        """The terms of the lists whose entries have one."""
        return Pool(a for f in self.facts for ls in f.listings if ls.terms for a in terms(f, ls))

    @cached_property
    def members(self) -> Pool:
        """The entries of the plain lists that have a label."""
        return Pool(a for f in self.facts for ls in plain_lists(f) for a in members(f, ls))

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


def back(fact: Facts, own: str) -> Alternative:
    """The back of a card, whose role is given, as an alternative."""
    language = fact.card.language
    form = _DEFINITION if own == DEFINITION else shape(fact.answer, language)
    about = content_words(fact.front, language)
    return alternative(fact, fact.answer, form, about=about, subject=fact.front)


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
