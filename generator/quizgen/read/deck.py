"""A Markdown deck → its cards."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from quizgen.markup.parse import parse
from quizgen.markup.plain import one_line, plain
from quizgen.model import Card, Deck, Markup, Node, Place
from quizgen.problem import Problem, warning
from quizgen.read.attributes import CardAttributes, read_attributes
from quizgen.read.front_matter import FrontMatter, deck_name, read_front_matter
from quizgen.read.notations import read_notations, starts_card
from quizgen.read.raw import RawCard
from quizgen.read.remarks import without_remarks
from quizgen.read.source import Source
from quizgen.read.vocabulary import Vocabulary, vocabulary

_LEFTOVER = re.compile(r"\{\s*#[^{}]{0,200}\}?$|\{[a-z]+=[^{}]{0,200}$")


@dataclass(frozen=True, slots=True)
class DeckReading:
    """A deck as read; `points` is what its questions are worth where a card says nothing.

    `derived_from` names the cards whose derived questions were written out into it.
    """

    deck: Deck
    cards: tuple[Card, ...]
    points: Decimal
    derived_from: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_deck(source: Source) -> DeckReading:
    """The cards of a deck in the order written, and everything that is wrong with it."""
    front_matter, body, problems = read_front_matter(source)
    words = vocabulary(front_matter.language)
    lines = source.lines
    markup, more = parse(body, source.path)
    markup = without_remarks(markup)
    cards: list[Card] = []
    found = [*problems, *more]
    for raw, raw_problems in _raw_cards(markup, words):
        found += raw_problems
        for one in raw:
            card, card_problems = _card(one, lines, front_matter)
            cards.append(card)
            found += card_problems
    if not cards and not any(problem.severity == "error" for problem in found):
        hint = "a card begins with ## or Q:, or is written: term :: definition"
        found.append(Problem(Place(source.path), "there are no questions in this file", hint))
    return DeckReading(
        _deck(source, front_matter, markup),
        tuple(cards),
        front_matter.points,
        front_matter.derived_from,
        tuple(found),
    )


def _deck(source: Source, front_matter: FrontMatter, markup: Markup) -> Deck:
    headings = (one_line(block.children) for block in markup if _level(block) == 1)
    name = deck_name(source.path)
    title = front_matter.title or next(headings, "") or name
    return Deck(name, title, front_matter.course, front_matter.language, Place(source.path))


_Read = tuple[tuple[RawCard, ...], tuple[Problem, ...]]


def _level(block: Node) -> int:
    return int(block.get("level")) if block.kind == "heading" else 0


def _raw_cards(markup: Markup, words: Vocabulary) -> Iterator[_Read]:
    """Cards run by run: a heading of the first level sets the topic, one of the second begins a card."""
    topic = ""
    for heading, blocks in _runs(markup):
        if heading is None:
            yield read_notations(blocks, topic, words)
        elif _level(heading) == 1:
            topic = one_line(heading.children)
            if heading.attributes != (("level", "1"),):
                yield (), (warning(heading.place, "a topic takes no attributes: left out"),)
            yield read_notations(blocks, topic, words)
        else:
            yield from _headed(heading, blocks, topic, words)


def _runs(markup: Markup) -> Iterator[tuple[Node | None, Markup]]:
    """Each heading of level 1 or 2 with the blocks up to the next one; first those before any."""
    heading: Node | None = None
    start = 0
    for index, block in enumerate(markup):
        if _level(block) in (1, 2):
            if heading or start < index:
                yield heading, markup[start:index]
            heading, start = block, index + 1
    if heading or start < len(markup):
        yield heading, markup[start:]


def _headed(heading: Node, blocks: Markup, topic: str, words: Vocabulary) -> Iterator[_Read]:
    """The card of a heading; what begins a card of its own within its back is one, and ends it.

    A heading with nothing but such cards below it is no card, but only groups them.
    """
    end = next((i for i, block in enumerate(blocks) if starts_card(block, words)), len(blocks))
    if end or not blocks:
        front = (Node("paragraph", children=heading.children, place=heading.place),)
        card = RawCard(front, blocks[:end], "heading", topic, heading.place, heading.attributes)
        yield (card,), ()
    if blocks[end:]:
        yield read_notations(blocks[end:], topic, words)


def _card(
    raw: RawCard, lines: list[str], front_matter: FrontMatter
) -> tuple[Card, tuple[Problem, ...]]:
    attributes, problems = read_attributes(raw.attributes, _braces(raw.place, lines))
    front, deck = plain(raw.front), deck_name(raw.place.path)
    if not front.strip():
        hint = "write the question after the label or the ##"
        problems = (*problems, Problem(raw.place, "this card has an empty front", hint))
    problems = (*problems, *_leftover_braces(raw))
    card = Card(
        id=attributes.id or made_id(deck, front),
        named=bool(attributes.id),
        front=raw.front,
        back=raw.back,
        deck=deck,
        topic=raw.topic,
        tags=_tags(front_matter, attributes),
        points=attributes.points,
        difficulty=front_matter.difficulty
        if attributes.difficulty is None
        else attributes.difficulty,
        language=front_matter.language,
        multiple=attributes.multiple,
        case=attributes.case,
        derive=front_matter.derive if attributes.derive is None else attributes.derive,
        distractors=attributes.distractors or front_matter.distractors,
        source=attributes.card,
        notation=raw.notation,
        place=raw.place,
    )
    return card, problems


def _leftover_braces(raw: RawCard) -> Iterator[Problem]:
    """A warning where a front ends with what was meant as attributes but could not be read as such."""
    last = raw.front[-1].children[-1:] if raw.front else ()
    found = _LEFTOVER.search(last[0].text) if last and last[0].kind == "text" else None
    if found:
        message = f"these braces are no attributes and are printed as they stand: {found.group()!r}"
        yield warning(raw.place, message, "attributes are written {#name .tag points=2}")


def _braces(place: Place, lines: list[str]) -> Place:
    """Where the attributes of the heading at that place begin."""
    column = lines[place.line - 1].rfind("{") + 1
    return Place(place.path, place.line, max(column, place.column))


def _tags(front_matter: FrontMatter, attributes: CardAttributes) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*front_matter.tags, *attributes.tags)))


def made_id(deck: str, front: str) -> str:
    """The id of a card that its author did not name: the same as long as deck and front stay the same.

    The words are for people, the six hexadecimal digits (of the SHA-256 of the front) for certainty.
    """
    text = " ".join(unicodedata.normalize("NFC", front).split())
    digits = hashlib.sha256(text.encode()).hexdigest()[:6]
    return "-".join(part for part in (_slug(deck, 30), _slug(text, 40), digits) if part)


def _slug(text: str, longest: int) -> str:
    words = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text).lower()).strip("-")
    if len(words) <= longest:
        return words
    return words[:longest].rsplit("-", 1)[0].strip("-")
