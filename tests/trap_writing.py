"""How traps are written: lists, labels, numbers and gaps in the ways of people."""

from __future__ import annotations

from collections.abc import Sequence

from worlds import Deck, Listed, Thing, Truth, right

from quizgen.labels import labels

Point = tuple[str, str]
"""What is good or bad of a thing: its text and its meaning."""


def in_other_words(deck: Deck, thing: Thing) -> str:
    """A description of the thing that shares no word with its definition."""
    words = deck.words(5)
    return deck.phrase(words, f"{thing.key}/{words[0][0]}")


def three_more(deck: Deck) -> list[Thing]:
    return [deck.thing() for _ in range(3)]


def named(deck: Deck, *things: Thing) -> list[tuple[str, str, Truth]]:
    """Entries of these things, each with its definition."""
    pairs = [(thing, deck.definition(thing)) for thing in things]
    return [(deck.name(t), said, right(t.key, cue=said.rstrip("."))) for t, said in pairs]


def terms(deck: Deck, *entries: tuple[str, str, Truth]) -> None:
    """A card with a list of the form `Term: text`."""
    lines = (f"- **{name.rstrip('.')}**: {text}" for name, text, _ in entries)
    word = deck.words(1)[0][0]
    front = deck.either(en=f"Which kinds of {word} are there?", de=f"Welche Arten {word} gibt es?")
    label = deck.pick(("", f"{word}:\n\n"))
    deck.card(front, label + "\n".join(lines), *(truth for _, _, truth in entries))


def points(deck: Deck, count: int) -> list[Point]:
    return [point(deck) for _ in range(count)]


def point(deck: Deck) -> Point:
    words = deck.words(3)
    text = deck.phrase((*words, deck.number_word()), words[0][0])
    return text, words[0][0]


def two_lists(deck: Deck, thing: Thing, points: Sequence[Point]) -> None:
    """A card with a list of good points, the first half, and one of bad ones."""
    half = len(points) // 2
    parts = (points[:half], points[half:])
    sorts = deck.pick(((0, 1), (2, 3), (3, 2), (5, 2)))
    names = [label(deck, sort) for sort in sorts]
    lists = (
        f"{name}:\n\n" + "\n".join(f"- {text}" for text, _ in part)
        for name, part in zip(names, parts, strict=True)
    )
    card = deck.card(deck.name(thing).rstrip("."), "\n\n".join(lists))
    for name, part, sort in zip(names, parts, sorts, strict=True):
        entries = frozenset(meaning for _, meaning in part)
        deck.lists.append(Listed(card, name, sort, entries))


def label(deck: Deck, group: int) -> str:
    """A word for good or bad points, alone or with others around it."""
    known = labels(deck.language).text["alike"][group]
    word = deck.pick([word.strip() for word in known.split(",")])
    patterns = deck.either(
        en=("{}", "Key {}", "{} of the thing", "The main {} are", "{} (short)", "{}/other"),
        de=("{}", "Wichtige {}", "{} der Sache", "Die {} sind", "{} (kurz)", "{}/Weiteres"),
    )
    text: str = deck.pick(patterns).format(word)
    return text[:1].upper() + text[1:]


def written_number(deck: Deck, amount: int) -> str:
    """A number as people write it."""
    written = [str(amount), f"{amount:,}".replace(",", " ")]
    if deck.language == "en":
        written.append(f"{amount:,}")
    power = len(str(amount)) - 1
    if power > 1:
        digit = str(amount)[0]
        written += [f"{digit}e{power}", f"{digit} × 10^{power}", f"{digit}·10^{power}"]
    return deck.pick(written)


def complete(deck: Deck) -> str:
    return deck.either(en="Complete the text", de="Ergänze den Text")


def sentence(deck: Deck) -> str:
    return deck.phrase(deck.words(3), f"sentence {deck.words(1)[0][0]}").rstrip(".")


def gap(number: int, text: str) -> str:
    return f"{{{{c{number}::{text}}}}}"
