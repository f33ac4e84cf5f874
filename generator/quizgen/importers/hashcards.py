"""hashcards decks (https://github.com/eudoxia0/hashcards) → questions."""

from __future__ import annotations

from codecs import BOM_UTF8

from quizgen.formats import hashcards
from quizgen.formats.hashcards import Card
from quizgen.importers.broken import Broken, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.shared.markdown import anywhere, passage, unmarked, with_gaps
from quizgen.importers.shared.text import decoded, opened
from quizgen.markup.parse import parse
from quizgen.markup.plain import one_line
from quizgen.model import Gaps, Open, Question


def _recognises(file: File) -> bool:
    data = b"\n" + file.data.removeprefix(BOM_UTF8)
    if not any(sign in data for sign in (b"\nC:", b"\nQ:")):
        return False
    return hashcards.is_deck(decoded(file.data)[0])


def _read(file: File) -> Imported:
    text, found = opened(file, "choose the .md file")
    deck = hashcards.read(unmarked(text))
    found.title = deck.name
    for fault in deck.faults:
        found.error(fault.message, "a card is written Q: … A: …, or C: … [gap] …", fault.line)
    _Reading(found).add(deck.cards)
    if not found.has_entries and not deck.faults:
        raise Refused("there are no cards in it", 0, "a card is written Q: … A: …")
    return found.imported()


class _Reading:
    """Reads card after card; a heading outside of them names the topic of those that follow."""

    def __init__(self, found: Gathering) -> None:
        self._found = found
        self._topic = ""

    def add(self, cards: tuple[Card, ...]) -> None:
        """Add the cards, and keep what is none."""
        for card in cards:
            self._found.at(card.line)
            if card.kind == hashcards.WORDS:
                self._words(card)
                continue
            try:
                self._found.add(_MAKERS[card.kind](self, card))
            except NoQuestion as why:
                self._found.give_up(why, "\n".join(filter(None, (card.text, card.back))))

    def _words(self, card: Card) -> None:
        """Words of no card: the last heading in them is a topic, all else is kept."""
        blocks, _ = parse(card.text)
        headings = [block for block in blocks if block.kind == "heading"]
        self._topic = one_line(headings[-1].children) if headings else self._topic
        if len(headings) < len(blocks):
            self._found.keep(card.text)

    def _basic(self, card: Card) -> Question:
        stem = anywhere(passage(card.text, card.line, self._found))
        answer = anywhere(passage(card.back, card.back_line, self._found))
        return Open(id="", topic=self._topic, stem=stem, answer=answer)

    def _cloze(self, card: Card) -> Question:
        deletions = hashcards.deletions(card.text)
        if not deletions:
            raise Broken(
                "this card has no gap", "put what is to be filled in into brackets: [word]"
            )
        holes = ((each.start(), each.end(), each["gap"], "") for each in deletions)
        stem, gaps = with_gaps(card.text, card.line, self._found, holes)
        return Gaps(id="", topic=self._topic, stem=anywhere(stem), gaps=gaps)


_MAKERS = {hashcards.BASIC: _Reading._basic, hashcards.CLOZE: _Reading._cloze}

HASHCARDS = Importer(
    "hashcards", "decks of hashcards, with gaps in brackets (.md)", _recognises, _read
)
