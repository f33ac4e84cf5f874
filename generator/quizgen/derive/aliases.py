"""All cards and questions of a bank → which names mean the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

from quizgen.derive.facts import Facts
from quizgen.derive.shape import REMEMBERED
from quizgen.labels import labels
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words, stem, words
from quizgen.model import Gaps, Question, ShortAnswer
from quizgen.read.lines import split_lines

_BRACKETS = re.compile(r"\s*\(([^()]{1,60})\)")
_SENTENCES = re.compile(r"(?<=[.;!?])\s+")
_STARTS = re.compile(r"\b[^\W\d_]")
_SHORTEST_INITIALS = 2
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one thing, and their language."""

    names: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What a text is compared by: its groups, and its names as one word and as initials."""

    groups: frozenset[str]
    single: frozenset[str]
    initials: frozenset[str]


class Aliases:
    """Names that authors put beside each other: `lasso | L1`, `Domain Name System (DNS)`, `Also called:`.

    Those of one thing form a group; groups that share a name become one. Names are the same whatever
    their article, number and case.
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        self._leader: dict[str, str] = {}
        self._known: dict[tuple[str, str], _Known] = {}
        for group in groups:
            known = [key for name in group.names for key in _keys(name, group.language)]
            for key in known[1:]:
                self._leader[self._find(key)] = self._find(known[0])

    def same(self, one: str, other: str, language: str) -> bool:
        """Whether two texts name the same thing: known as aliases, or one the initials of the other."""
        mine, theirs = self._of(one, language), self._of(other, language)
        return not (
            mine.groups.isdisjoint(theirs.groups)
            and mine.single.isdisjoint(theirs.single | theirs.initials)
            and mine.initials.isdisjoint(theirs.single)
        )

    def spells(self, long: str, text: str) -> bool:
        """Whether a word in capitals of the text gives the initials of the long one."""
        capitals = {word.casefold() for word in re.findall(r"\b[A-Z]{2,}\b", text)}
        return not capitals.isdisjoint(_initials(long))

    def marks(self, text: str, language: str) -> frozenset[str]:
        """What a name is found by: its group, and itself as one word or its initials."""
        known = self._of(text, language)
        return (
            known.groups | _marked("one word", known.single) | _marked("initials", known.initials)
        )

    def sought(self, text: str, language: str) -> frozenset[str]:
        """The marks of all names of the thing that a text names: of one word, also those of initials."""
        known = self._of(text, language)
        return (
            known.groups | _marked("initials", known.single) | _marked("one word", known.initials)
        )

    def _of(self, text: str, language: str) -> _Known:
        if (text, language) not in self._known:
            found = names(text)
            self._known[text, language] = _Known(
                frozenset(self._find(key) for each in found for key in _keys(each, language)),
                frozenset(form for each in found for form in _single(each, language)),
                frozenset(form for each in found for form in _initials(each)),
            )
        return self._known[text, language]

    def _find(self, name: str) -> str:
        while name in self._leader and self._leader[name] != name:
            name = self._leader[name]
        return name


def _marked(mark: str, forms: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{mark}: {form}" for form in forms)


def aliases(facts: Iterable[Facts], questions: Iterable[Question]) -> Aliases:
    """The aliases that cards and explicit questions state."""
    return Aliases((*_of_questions(questions), *_of_cards(facts)))


def names(text: str) -> tuple[str, ...]:
    """The names in a text: whole, without brackets, and what stands in the brackets."""
    inside = tuple(name.strip() for name in _BRACKETS.findall(text) if _short(name))
    return tuple(dict.fromkeys((text, _BRACKETS.sub("", text).strip(), *inside)))


def _of_questions(questions: Iterable[Question]) -> Iterator[Group]:
    for question in questions:
        if isinstance(question, ShortAnswer):
            answers = [question.answers]
        else:
            answers = [gap.answers for gap in question.gaps] if isinstance(question, Gaps) else []
        for each in answers:
            yield Group(tuple(str(a) for a in each if not a.wild), question.language)


def _of_cards(facts: Iterable[Facts]) -> Iterator[Group]:
    for fact in facts:
        language = fact.card.language
        yield Group(names(fact.front), language)
        for listing in fact.listings:
            for entry in listing.entries:
                if entry.term:
                    yield Group(names(one_line(entry.term)), language)
        for found in also_called(fact):
            yield Group((fact.front, *found), language)


def also_called(fact: Facts) -> Iterator[Sequence[str]]:
    """`Also called: downturn, contraction` in a card about one thing."""
    text = labels(fact.card.language).text
    joining = "|".join(map(re.escape, text.get("conjunction", ())))
    for sentence in _sentences(fact):
        phrase = next((p for p in text.get("also", ()) if sentence.lower().startswith(p)), "")
        if phrase:
            rest = sentence[len(phrase) :].strip(" :.")
            found = (*rest.split(","), *re.split(rf"[,;]|\b(?:{joining})\b", rest))
            yield tuple(name.strip() for name in found if _short(name.strip()))


def _sentences(fact: Facts) -> Iterator[str]:
    for block in fact.answer:
        for line in split_lines(block) if block.kind == "paragraph" else ():
            yield from _SENTENCES.split(one_line(line))


def _short(name: str) -> bool:
    return len(name) >= _SHORTEST_INITIALS and len(name.split()) <= _LONGEST_NAME


def _keys(name: str, language: str) -> tuple[str, ...]:
    """What a name is known by: its words, the stems of those that carry meaning, all as one word."""
    stems = " ".join(content_words(name, language))
    found = (" ".join(words(name)), stems, closed_up(name, language), *_single(name, language))
    return tuple(dict.fromkeys(key for key in found if key))


@lru_cache(REMEMBERED)
def closed_up(text: str, language: str) -> str:
    """The text as one word, without an article and the like before it: the data base, databases."""
    return stem("".join(_without_lead(text, language) or words(text)), language)


def _without_lead(text: str, language: str) -> list[str]:
    """The words from the first on that carries meaning."""
    return list(dropwhile(lambda word: not content_words(word, language), words(text)))


def _single(name: str, language: str) -> tuple[str, ...]:
    """A name of one word, also without the ending of the plural: GPUs."""
    found = _without_lead(name, language)
    forms = (found[0], found[0].removesuffix("s")) if len(found) == 1 else ()
    return tuple(form for form in forms if len(form) >= _SHORTEST_INITIALS)


def _initials(name: str) -> tuple[str, ...]:
    """The initials of a name of several words: of all, and of those with capitals: Bank of Italy, BI."""
    found = (
        "".join(word[0] for word in words(name)),
        "".join(c for c in _STARTS.findall(name) if c.isupper()).casefold(),
    )
    return (
        tuple(form for form in found if len(form) >= _SHORTEST_INITIALS)
        if len(words(name)) > 1
        else ()
    )
