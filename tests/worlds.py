"""Little worlds of nonsense things → decks of plain cards, and the truth about all that stands in them.

Every text that a world writes is noted with what it means, and every card with the meanings that are right
there. What the decks tell a fair reader is demanded, and no more: that two texts without a common word mean
the same, no words can tell, nor that a thing which shares one description with another shares them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from random import Random
from typing import TypeVar

T = TypeVar("T")
Word = tuple[str, ...]
"""The forms of one word; the first is that of the dictionary."""

_ONSETS = "bl br dr fl gl gr kl kr pl sk sl sn sp str tr v z".split()
_VOWELS = "a e i o u au ei".split()
_CODAS = "lk mp ft lm nk rp lf rb nt sp rk lp mf".split()
_ENDINGS = {
    "en": (("", "s", "ed", "ing"), ("e", "es", "ed", "ing"), ("y", "ies", "ied")),
    "de": (("", "e", "en", "er", "es"), ("e", "en", "es")),
}
_ARTICLES = {"en": ("the", "a", "an"), "de": ("der", "die", "das", "ein", "eine")}
_FILLERS = {"en": ("of", "of the", "in", "with"), "de": ("mit", "in der", "für", "von")}
_POWER = re.compile(r"(?:\s?[×·]\s?10\^|[eE])(-?\d+)")


@dataclass(frozen=True)
class Thing:
    """Something with a name, a definition and another name; `key` is what all of them mean."""

    key: str
    name: tuple[Word, ...]
    definition: tuple[Word, ...]
    also: str


@dataclass(frozen=True)
class Truth:
    """What is right wherever the cue stands in the stem of a card's question ("" for all)."""

    cue: str
    right: frozenset[str]


def right(*meanings: str, cue: str = "") -> Truth:
    """These are right wherever the cue stands."""
    return Truth(cue, frozenset(meanings))


@dataclass(frozen=True)
class Listed:
    """A list of a card: its label, the sort of its entries (such as advantages), and what they mean."""

    card: str
    label: str
    sort: int
    entries: frozenset[str]


@dataclass
class World:
    """Decks by file name, what their texts mean, and what is right by card."""

    random: Random
    decks: dict[str, str] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    truths: dict[str, list[Truth]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bases = list(map("".join, product(_ONSETS, _VOWELS, _CODAS)))
        self.random.shuffle(bases)
        self.words = iter(bases)

    def meaning(self, text: str, language: str) -> str:
        """What a text means, as it was noted; a number that no card has means its value."""
        return self.meanings.get(normal(text)) or number(value(text, language))

    def right(self, card: str, stem: str, meanings: Sequence[str], key: str) -> list[bool]:
        """Which of the meanings are right for a question of the card that has this key.

        What is right of "thing" is right of its other description "thing/other" as well.
        """
        known = [t for t in self.truths[card] if t.cue.casefold() in stem.casefold()]
        fitting = frozenset().union(*(t.right for t in known if t.right & _both(key)))
        return [bool(fitting & _both(meaning)) for meaning in meanings]


def _both(meaning: str) -> set[str]:
    return {meaning, meaning.partition("/")[0]}


class Deck:
    """A deck being written, each text in one of the ways in which people write it."""

    def __init__(self, world: World, language: str) -> None:
        self.world, self.language, self.random = world, language, world.random
        self.cards: list[str] = []
        self.lists: list[Listed] = []
        self._more: dict[Word, Word] = {}

    def pick(self, choices: Sequence[T]) -> T:
        """One of them."""
        return self.random.choice(choices)

    def either(self, **by_language: T) -> T:
        """What goes with the language of the deck."""
        return by_language[self.language]

    def words(self, count: int) -> tuple[Word, ...]:
        """So many words that stand nowhere else, each with its forms."""
        endings = _ENDINGS[self.language]
        bases = [next(self.world.words) for _ in range(count)]
        return tuple(tuple(base + end for end in self.pick(endings)) for base in bases)

    def number_word(self) -> Word:
        """A number as a word of a phrase, with the ways to write it."""
        digits = f"{self.random.randrange(3, 99)}000"
        both = (digits, f"{digits[:-3]} {digits[-3:]}")
        return (*both, f"{int(digits):,}") if self.language == "en" else both

    def thing(self) -> Thing:
        """A new thing; its other name are its initials where it has three words."""
        name = self.words(self.pick((1, 1, 2, 3)))
        initials = "".join(word[0][0] for word in name).upper()
        fresh = len(name) == 3 and normal(initials) not in self.world.meanings
        also = initials if fresh else self.words(1)[0][0]
        thing = Thing(f"{self.language} {name[0][0]}", name, self.words(5), also)
        self.say(also, thing.key)
        return thing

    def say(self, text: str, meaning: str) -> str:
        """The text, noted with its meaning."""
        known = self.world.meanings.setdefault(normal(text), meaning)
        assert known == meaning, f"the world is ambiguous: {text} is {known} and {meaning}"
        return text

    def name(self, thing: Thing) -> str:
        """The name of a thing: in capitals, hyphened, closed up, plural, with article or full stop."""
        forms = [word[0] for word in thing.name]
        plain, article = " ".join(forms), self.pick(_ARTICLES[self.language])
        written = [plain, plain.title(), f"{article} {plain}", f"{plain}.", "-".join(forms)]
        written.append(" ".join((*forms[:-1], thing.name[-1][1])))
        if len(forms) == 2:
            written.append("".join(forms))
        if len(forms) == 3:
            of = self.either(en="of", de="für")
            written.append(f"{forms[0]} {of} {forms[1]} {forms[2]}".title().replace(of.title(), of))
        return self.say(self.pick(written), thing.key)

    def alias(self, thing: Thing) -> str:
        """Its other name: with article or full stop, in capitals, of initials the plural."""
        article = self.pick(_ARTICLES[self.language])
        written = [thing.also, f"{article} {thing.also}", f"{thing.also}.", thing.also.upper()]
        written += [f"{thing.also}s"] if thing.also.isupper() else []
        return self.say(self.pick(written), thing.key)

    def definition(self, thing: Thing) -> str:
        """Its definition, put otherwise each time."""
        return self.phrase(thing.definition, f"{thing.key}/definition")

    def phrase(self, words: Sequence[Word], meaning: str) -> str:
        """A phrase of these content words: permuted, inflected, with one word more, with a full stop."""
        chosen = [*words]
        if len(words) > 3 and self.random.random() < 0.3:
            chosen.append(self._more.setdefault(words[0], self.words(1)[0]))
        if self.random.random() < 0.5:
            self.random.shuffle(chosen)
        forms = [self.pick(word) for word in chosen]
        where = self.random.randrange(1, len(forms))
        forms.insert(where, self.pick(_FILLERS[self.language]))
        text = " ".join(forms)
        text = text.capitalize() if self.random.random() < 0.3 else text
        return self.say(text + self.pick(("", "", ".")), meaning)

    def card(self, front: str, back: str, *truths: Truth) -> str:
        """Write a card; its id."""
        id = f"{self.language}-{len(self.cards)}"
        self.cards.append(f"## {front} {{#{id}}}\n\n{back}\n")
        self.world.truths[id] = list(truths)
        return id

    def finish(self) -> None:
        """Put the deck into the world, and note what is right of the lists.

        What is an advantage of one thing may well be one of another that does not list it, except where
        the card has it in another list.
        """
        for one in self.lists:
            alike = (other.entries for other in self.lists if other.sort == one.sort)
            apart = (o.entries for o in self.lists if o.card == one.card and o.sort != one.sort)
            may_be = frozenset().union(*alike) - frozenset().union(*apart) | one.entries
            self.world.truths[one.card].append(Truth(one.label, may_be))
        head = f"---\nlanguage: {self.language}\n---\n\n# Topic\n\n"
        self.world.decks[f"{self.language}.md"] = head + "\n".join(self.cards)


def normal(text: str) -> str:
    """A text without what makes no difference to anyone: case, an article, hyphens, stops, blanks."""
    if re.search(r"[\\$^½²]", text):
        return re.sub(r"[\s$]", "", text)
    words = re.sub(r"[-\s]+", " ", text.casefold()).strip(" .,").split()
    articles = {article for known in _ARTICLES.values() for article in known}
    return "".join(words[1:] if len(words) > 1 and words[0] in articles else words)


def number(amount: Decimal) -> str:
    """The meaning of a number."""
    return f"number {amount.normalize()}"


def value(text: str, language: str) -> Decimal:
    """The number that a text begins with, however it is written."""
    power = _POWER.search(text)
    digits = re.match(r"-?\d[\d., ]*", text[: power.start()] if power else text)
    assert digits, f"no world says {text!r}"
    plain = digits.group().replace(" ", "").rstrip(".,")
    plain = plain.replace(",", ".") if language == "de" else plain.replace(",", "")
    return Decimal(plain).scaleb(int(power.group(1)) if power else 0)
