"""All cards and questions of a bank → which names mean the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.derive.facts import Facts
from quizgen.labels import labels
from quizgen.markup.plain import one_line
from quizgen.meaning import words
from quizgen.model import Gaps, Question, ShortAnswer

_BRACKETS = re.compile(r"\s*\(([^()]{1,60})\)")
_SHORTEST_INITIALS = 2
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class _Known:
    """What a text is compared by: its groups, and its names as one word and as initials."""

    groups: frozenset[str]
    single: frozenset[str]
    initials: frozenset[str]


class Aliases:
    """Names that authors put beside each other: `lasso | L1`, `Domain Name System (DNS)`, `Also called:`.

    Those of one thing form a group; groups that share a name become one.
    """

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._leader: dict[str, str] = {}
        self._known: dict[str, _Known] = {}
        for group in groups:
            known = [_key(name) for name in group if _key(name)]
            for name in known[1:]:
                self._leader[self._find(name)] = self._find(known[0])

    def same(self, one: str, other: str) -> bool:
        """Whether two texts name the same thing: known as aliases, or one the initials of the other."""
        mine, theirs = self._of(one), self._of(other)
        return not (
            mine.groups.isdisjoint(theirs.groups)
            and mine.single.isdisjoint(theirs.initials)
            and mine.initials.isdisjoint(theirs.single)
        )

    def _of(self, text: str) -> _Known:
        if text not in self._known:
            found = [words(name) for name in names(text)]
            self._known[text] = _Known(
                frozenset(self._find(" ".join(each)) for each in found if each),
                frozenset(e[0] for e in found if len(e) == 1 and len(e[0]) >= _SHORTEST_INITIALS),
                frozenset("".join(word[0] for word in each) for each in found if len(each) > 1),
            )
        return self._known[text]

    def _find(self, name: str) -> str:
        while name in self._leader and self._leader[name] != name:
            name = self._leader[name]
        return name


def aliases(facts: Iterable[Facts], questions: Iterable[Question]) -> Aliases:
    """The aliases that cards and explicit questions state."""
    return Aliases((*_of_questions(questions), *_of_cards(facts)))


def names(text: str) -> tuple[str, ...]:
    """The names in a text: whole, without brackets, and what stands in the brackets."""
    inside = tuple(name.strip() for name in _BRACKETS.findall(text) if _short(name))
    return tuple(dict.fromkeys((text, _BRACKETS.sub("", text).strip(), *inside)))


def _of_questions(questions: Iterable[Question]) -> Iterator[tuple[str, ...]]:
    for question in questions:
        if isinstance(question, ShortAnswer):
            yield tuple(str(answer) for answer in question.answers if not answer.wild)
        elif isinstance(question, Gaps):
            for gap in question.gaps:
                yield tuple(str(answer) for answer in gap.answers if not answer.wild)


def _of_cards(facts: Iterable[Facts]) -> Iterator[tuple[str, ...]]:
    for fact in facts:
        yield names(fact.front)
        for listing in fact.listings:
            yield from (names(one_line(entry.term)) for entry in listing.entries if entry.term)
        yield from _also_called(fact)


def _also_called(fact: Facts) -> Iterator[tuple[str, ...]]:
    """`Also called: downturn, contraction` in a card about one thing."""
    phrases = labels(fact.card.language).text.get("also", ())
    for block in fact.answer:
        line = one_line((block,))
        phrase = next((p for p in phrases if line.lower().startswith(p)), "")
        if phrase:
            rest = line[len(phrase) :].strip(" :.")
            yield (fact.front, *(name.strip() for name in rest.split(",") if _short(name)))


def _short(name: str) -> bool:
    return len(name) >= _SHORTEST_INITIALS and len(name.split()) <= _LONGEST_NAME


def _key(name: str) -> str:
    return " ".join(words(name))
