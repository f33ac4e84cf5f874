"""All cards of a bank → what is said anywhere of the thing that a text names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from quizgen.derive.aliases import Aliases
from quizgen.derive.facts import Facts
from quizgen.derive.roles import LONGEST_ALTERNATIVE
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words

_Said = tuple[str, str]
"""The name of a thing, and a description of it."""


class Descriptions:
    """For each name the descriptions that go with it: definitions, fronts that it answers, list entries."""

    def __init__(self, facts: Iterable[Facts], aliases: Aliases) -> None:
        self._aliases = aliases
        self._known: dict[tuple[str, str], tuple[frozenset[str], ...]] = {}
        self._found: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for fact in facts:
            language = fact.card.language
            for name, said in _said(fact):
                description = frozenset(content_words(said, language))
                for mark in aliases.marks(name, language):
                    self._found[mark].append(description)

    def of(self, name: str, language: str) -> tuple[frozenset[str], ...]:
        """The content words of each description that any card gives of what the text names."""
        if (name, language) not in self._known:
            marks = self._aliases.sought(name, language)
            found = (said for mark in sorted(marks) for said in self._found.get(mark, ()))
            self._known[name, language] = tuple(dict.fromkeys(found))
        return self._known[name, language]


def _said(fact: Facts) -> Iterator[_Said]:
    """Front and back tell of each other, whichever of the two is the name; an entry's text of its term."""
    if len(fact.answer) == 1 and len(fact.back.split()) <= LONGEST_ALTERNATIVE:
        yield fact.front, fact.back
        yield fact.back, fact.front
    for listing in fact.listings:
        for entry in listing.entries:
            if entry.term:
                yield one_line(entry.term), one_line(entry.text)
            else:
                yield one_line(entry.text), f"{fact.front} {listing.label}"
