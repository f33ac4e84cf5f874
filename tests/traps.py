"""What trips those who make wrong options of other cards' answers, as ways to write cards about a thing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from trap_writing import (
    complete,
    gap,
    in_other_words,
    named,
    points,
    sentence,
    terms,
    three_more,
    two_lists,
    written_number,
)
from worlds import Deck, Thing, Truth, number, right

Trap = Callable[[Deck, Thing], None]


def defined(deck: Deck, thing: Thing) -> None:
    """Perhaps once more: under the name as others write it, in a definition put otherwise."""
    deck.card(deck.name(thing), deck.definition(thing), right(thing.key))


def described(deck: Deck, thing: Thing) -> None:
    """The other way round: the description is the front."""
    deck.card(deck.definition(thing), deck.name(thing), right(thing.key))


def asked(deck: Deck, thing: Thing) -> None:
    deck.card(_what_is_called(deck, deck.definition(thing)), deck.name(thing), right(thing.key))


def defined_in_other_words(deck: Deck, thing: Thing) -> None:
    """A second definition without a common word: only the name tells that it is right as well."""
    deck.card(deck.name(thing), in_other_words(deck, thing), right(thing.key))


def described_in_other_words(deck: Deck, thing: Thing) -> None:
    deck.card(in_other_words(deck, thing), deck.name(thing), right(thing.key))


def in_a_list(deck: Deck, thing: Thing) -> None:
    terms(deck, *named(deck, thing, *three_more(deck)))


def twice_in_a_list(deck: Deck, thing: Thing) -> None:
    terms(deck, *named(deck, thing, thing, *three_more(deck)))


# A description that fits two things, as another card tells.


def described_as_another_is_defined(deck: Deck, thing: Thing) -> None:
    other, said, truth = _shared(deck, thing)
    deck.card(said, deck.name(thing), truth)
    described(deck, other)


def asked_as_another_is_defined(deck: Deck, thing: Thing) -> None:
    other, said, truth = _shared(deck, thing)
    deck.card(_what_is_called(deck, said), deck.name(thing), truth)
    asked(deck, other)


def listed_as_another_is_defined(deck: Deck, thing: Thing) -> None:
    other, said, truth = _shared(deck, thing)
    entry = (deck.name(thing), said, Truth(said.rstrip("."), truth.right))
    terms(deck, entry, *named(deck, other, *three_more(deck)))


def _shared(deck: Deck, thing: Thing) -> tuple[Thing, str, Truth]:
    """Another thing, and a description that fits both, as the definition of the other says."""
    other, shared = deck.thing(), deck.words(5)
    meaning = f"{thing.key}/{shared[0][0]}"
    deck.card(deck.name(other), deck.phrase(shared, meaning), right(other.key, meaning))
    return other, deck.phrase(shared, meaning), right(thing.key, other.key)


def _what_is_called(deck: Deck, description: str) -> str:
    ask: str = deck.either(en="What is called {}?", de="Wie nennt man {}?")
    return ask.format(description.rstrip("."))


def in_brackets(deck: Deck, thing: Thing) -> None:
    both = f"{deck.name(thing)} ({deck.alias(thing)})".replace(".", "")
    deck.card(deck.say(both, thing.key), deck.definition(thing), right(thing.key))


def in_an_answer(deck: Deck, thing: Thing) -> None:
    both = f"{deck.name(thing)} | {deck.alias(thing)}".replace(".", "")
    deck.card(deck.phrase(deck.words(4), thing.key), f"Answer: {both}")


def also_called(deck: Deck, thing: Thing) -> None:
    front = deck.pick(deck.either(en=("{}", "What is {}?"), de=("{}", "Was ist {}?")))
    third = deck.say(deck.words(1)[0][0], thing.key)
    lines = deck.either(
        en=("Also called: {0}", "Also called {1}, {0}", "Also called: {1} or {0}"),
        de=("Auch genannt: {0}", "Auch bekannt als {1}, {0}", "Auch: {1} oder {0}"),
    )
    line = deck.pick(lines).format(deck.alias(thing), third)
    back = deck.definition(thing).rstrip(".") + "." + deck.pick(("\n\n", "\n", " ")) + line
    deck.say(back, f"{thing.key}/definition")
    deck.card(front.format(deck.name(thing).rstrip(".")), back, right(thing.key))


STATEMENTS: tuple[Trap, ...] = (in_brackets, in_an_answer, also_called)


def described_by_another_name(deck: Deck, thing: Thing) -> None:
    deck.pick(STATEMENTS)(deck, thing)
    deck.card(in_other_words(deck, thing), deck.alias(thing), right(thing.key))


def defined_by_another_name(deck: Deck, thing: Thing) -> None:
    deck.pick(STATEMENTS)(deck, thing)
    deck.card(deck.alias(thing), in_other_words(deck, thing), right(thing.key))


def listed_by_another_name(deck: Deck, thing: Thing) -> None:
    deck.pick(STATEMENTS)(deck, thing)
    description = in_other_words(deck, thing)
    entry = (deck.alias(thing), description, right(thing.key, cue=description.rstrip(".")))
    terms(deck, entry, *named(deck, *three_more(deck)))


def initials(deck: Deck, thing: Thing) -> None:
    """Nothing but the letters tells that ABC is Aaa Bbb Ccc."""
    if thing.also.isupper():
        deck.card(in_other_words(deck, thing), deck.alias(thing), right(thing.key))


def good_and_bad(deck: Deck, thing: Thing) -> None:
    """Under labels that others call otherwise; one point of each list is of the other kind elsewhere."""
    own = points(deck, 6)
    two_lists(deck, thing, own)
    two_lists(deck, deck.thing(), [*points(deck, 2), own[0], own[5], *points(deck, 2)])


def the_same_point_twice(deck: Deck, thing: Thing) -> None:
    words = deck.words(4)
    again = [(deck.phrase(words, words[0][0]), words[0][0]) for _ in range(2)]
    two_lists(deck, thing, [*again, *points(deck, 5)])


# Numbers, years, formulas.


def counted(deck: Deck, thing: Thing) -> None:
    """The same few numbers come again, written otherwise."""
    amount = deck.pick((2, 30, 5_000, 20_000, 1_000_000))
    unit = deck.pick(("", " kg", " %", "%"))
    ask = deck.either(en="How much is {}?", de="Wie viel ist {}?")
    back = written_number(deck, amount) + unit
    deck.card(ask.format(deck.name(thing).rstrip(".")), back, right(number(Decimal(amount))))


def rounded(deck: Deck, thing: Thing) -> None:
    """What two cards ask of one thing, one of them in round numbers."""
    exact = deck.random.randrange(340, 990)
    round_ = exact // 10 * 10
    truth = right(number(Decimal(exact)), number(Decimal(round_)))
    ask = deck.either(
        en=("How many kg has {}?", "About how many kg has {}?"),
        de=("Wie viele kg hat {}?", "Wie viele kg hat {} etwa?"),
    )
    for front, amount in zip(ask, (exact, round_), strict=True):
        deck.card(front.format(deck.name(thing).rstrip(".")), f"{amount} kg", truth)


def dated(deck: Deck, thing: Thing) -> None:
    year = deck.pick((1815, 1817, 1820, 1901))
    ask = deck.either(en="In which year was {}?", de="In welchem Jahr war {}?")
    front = ask.format(deck.name(thing).rstrip("."))
    deck.card(front, f"{year}{deck.pick(('', '.'))}", right(number(Decimal(year))))


_HALVES = (
    r"\frac{1}{2} %s %s^2",
    r"\frac{%s %s^2}{2}",
    r"½ %s %s²",
    r"\tfrac12\,%s \cdot %s^{2}",
    r"\frac{1}{2} \times %s\, %s^2",
    r"%s %s^2 / 2",
    r"0.5 %s %s^2",
    r"\dfrac12 \mathrm{%s} {%s}^2",
)


def formula(deck: Deck, thing: Thing) -> None:
    """Half of one by the square of another, written in many ways; each of two things has it."""
    one, other = deck.random.sample("bcdghkmpqrstuv", 2)
    meaning = f"formula {one} {other}"
    front = deck.either(en="What is {}?", de="Was ist {}?")
    for each in (thing, deck.thing()):
        tex = deck.say(deck.pick(_HALVES) % (one, other), meaning)
        back = f"{deck.definition(each).rstrip('.')}.\n\nFormula: $E = {tex}$"
        deck.card(front.format(deck.name(each).rstrip(".")), back, right(meaning))


def formula_alone(deck: Deck, thing: Thing) -> None:
    one, other = deck.random.sample("bcdg", 2)
    meaning = f"formula {one} {other}"
    tex = deck.say(deck.pick(_HALVES) % (one, other), meaning)
    ask = deck.either(en="How is {} calculated?", de="Wie berechnet man {}?")
    deck.card(ask.format(deck.name(thing).rstrip(".")), f"${tex}$", right(meaning))


# Texts with gaps.


def enumerated(deck: Deck, thing: Thing) -> None:
    """Gaps that could change places, and what stands in them in gaps of other texts as well."""
    a, b, c = (word[0] for word in deck.words(3))
    noun = deck.words(1)[0][0]
    joined = deck.pick(
        deck.either(
            en=(
                "{0}, {1} and {2}",
                "{0}, {1}, or {2}",
                "{0}, {1} as well as {2}",
                "{0}, {1} & {2}",
                "{0}/{1}/{2}",
                "{0} {3}, {1} {3} and {2} {3}",
                "\n\n- {0}\n- {1}\n- {2}",
            ),
            de=(
                "{0}, {1} und {2}",
                "{0}, {1} sowie {2}",
                "sowohl {0} als auch {1} und {2}",
                "{0}, {1} bzw. {2}",
                "{0} {3}, {1} {3} oder {2} {3}",
                "\n\n1. {0}\n2. {1}\n3. {2}",
            ),
        )
    ).format(*(gap(i, deck.say(text, text)) for i, text in enumerate((a, b, c), 1)), noun)
    deck.card(complete(deck), f"{sentence(deck)} {joined}", right(a, b, c))
    for text in (a, b):
        deck.card(complete(deck), f"{sentence(deck)} {gap(1, text)}.", right(text))


def one_sentence_twice(deck: Deck, thing: Thing) -> None:
    """What a text says of one, it says of another elsewhere."""
    words = deck.words(4)
    texts = [deck.say(word[0], word[0]) for word in deck.words(2)]
    for text in texts:
        start = deck.phrase(words, f"sentence {words[0][0]}").rstrip(".")
        deck.card(complete(deck), f"{start} {gap(1, text)}.", right(*texts))


def gap_with_another_name(deck: Deck, thing: Thing) -> None:
    name, alias = deck.name(thing).rstrip("."), deck.alias(thing).rstrip(".")
    for text in (f"{name}|{alias}", alias, name):
        deck.card(complete(deck), f"{sentence(deck)} {gap(1, text)}.", right(thing.key))


def gap_with_a_number(deck: Deck, thing: Thing) -> None:
    amount = deck.pick((2, 30, 5_000, 20_000, 1_000_000))
    text = gap(1, written_number(deck, amount))
    deck.card(complete(deck), f"{sentence(deck)} {text}.", right(number(Decimal(amount))))


TRAPS: tuple[Trap, ...] = (
    defined,
    described,
    asked,
    defined_in_other_words,
    described_in_other_words,
    in_a_list,
    twice_in_a_list,
    described_as_another_is_defined,
    asked_as_another_is_defined,
    listed_as_another_is_defined,
    *STATEMENTS,
    described_by_another_name,
    defined_by_another_name,
    listed_by_another_name,
    initials,
    good_and_bad,
    the_same_point_twice,
    counted,
    rounded,
    dated,
    formula,
    formula_alone,
    enumerated,
    one_sentence_twice,
    gap_with_another_name,
    gap_with_a_number,
)
