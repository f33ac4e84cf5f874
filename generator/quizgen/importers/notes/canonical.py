"""Notes that are a deck already, as quizgen reads it → its questions."""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.importers.gathering import Gathering
from quizgen.importers.notes.marks import marked
from quizgen.importers.notes.starts import caption_pattern
from quizgen.markup.parse import parse
from quizgen.markup.plain import one_line
from quizgen.model import Card, Question
from quizgen.problem import Problem
from quizgen.read.deck import DeckReading, read_deck
from quizgen.read.front_matter import read_front_matter
from quizgen.read.question import Reading, read_question
from quizgen.read.remarks import NOTE
from quizgen.read.source import Source

_OWN = re.compile(
    r"^(?:---\s*$.*?^---\s*$|##? \S|[-*] \[[ xX]\] |\|)|"
    r" ::: ? \S| :: \S|\{\{c\d|^: \S",
    re.MULTILINE | re.DOTALL,
)
_LOOSE = re.compile(
    r"^\s*(?:\*\*)?\(?[A-Da-d][).] ?\S|"
    r"^\s*(?:#{3,6} |\*\*)?\d{1,3}[.)]\s.*\?\**\s*$|^#{3,6} .*\?\s*$|"
    r"^(?:`{3}|~{3})[^`\n]*(?:\S +|[^\w`~ +#.\n-])\S*",
    re.MULTILINE,
)
"""Options with letters, and questions with numbers or below small headings: signs of other notations."""


def read(found: Gathering, text: str) -> bool:
    """Whether the text is such a deck; then its questions are gathered."""
    if not _OWN.search(text) or _LOOSE.search(text):
        return False
    source = Source(found.file.name, text)
    deck = read_deck(source)
    if deck.problems or not deck.cards or any(map(_is_loose, deck.cards)):
        return False
    body = read_front_matter(source)[1]
    if not _uses_all_headings(deck, body):
        return False
    readings = [read_question(card, deck.points, source.lines) for card in deck.cards]
    if not all(reading.question for reading in readings):
        return False
    _gather(found, deck, readings)
    _keep_notes(found, body)
    return True


def _uses_all_headings(deck: DeckReading, text: str) -> bool:
    """Whether each heading is a card, a topic or the title; others only group cards."""
    blocks = [block for block in parse(text)[0] if block.kind == "heading"]
    second = sum(block.get("level") == "2" for block in blocks)
    named = {deck.deck.title, *(card.topic for card in deck.cards)}
    first = (one_line(block.children) for block in blocks if block.get("level") == "1")
    return second == sum(card.notation == "heading" for card in deck.cards) and named.issuperset(
        first
    )


def _is_loose(card: Card) -> bool:
    """Whether a front only looks like one: `Question 1` is the name of a card, not what it asks."""
    front = one_line(card.front)
    return bool(caption_pattern().fullmatch(front)) or marked(front).kind == "number"


def _gather(found: Gathering, deck: DeckReading, readings: list[Reading]) -> None:
    found.title, found.course = _title(deck, found), deck.deck.course
    found.language = deck.deck.language
    for reading in readings:
        question, card = reading.question, reading.card
        assert question
        found.at(card.place.line)
        for problem in reading.problems:
            _tell(found, problem)
        found.add(_unnamed(question, card))
        if not card.derive:
            found.warn("derive=false is not taken over", "write it again behind the heading")


def _title(deck: DeckReading, found: Gathering) -> str:
    """The title, unless it is only the name of the file."""
    return "" if deck.deck.title == deck.deck.name else deck.deck.title


def _unnamed(question: Question, card: Card) -> Question:
    return question if card.named else replace(question, id="")


def _tell(found: Gathering, problem: Problem) -> None:
    found.warn(problem.message, problem.hint, problem.place.line)


def _keep_notes(found: Gathering, text: str) -> None:
    for block in parse(text)[0]:
        if block.kind == "code_block" and block.get("language") == NOTE:
            found.at(block.place.line)
            found.keep(block.text)
