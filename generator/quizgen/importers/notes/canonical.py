"""Notes that are a deck already, as quizgen reads it → its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.importers.gathering import Gathering
from quizgen.importers.notes.marks import marked
from quizgen.importers.notes.starts import caption_pattern
from quizgen.markup.parse import parse
from quizgen.markup.plain import one_line
from quizgen.model import Card, Question
from quizgen.problem import ERROR, Problem
from quizgen.read.deck import DeckReading, read_deck
from quizgen.read.front_matter import FrontMatter, read_front_matter
from quizgen.read.question import Reading, read_question
from quizgen.read.remarks import NOTE
from quizgen.read.source import Source

_OWN = re.compile(
    r"^(?:---\s*$.*?^---\s*$|##? \S|[-*] \[[ xX]\] |\|)|"
    r" ::: ? \S| :: \S|\{\{c\d|^: \S",
    re.MULTILINE | re.DOTALL,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[a-z_]+:.*\n|[ \t#-].*\n|\n)+---[ \t]*\n")
_LOOSE = re.compile(
    r"^[^\S\n]*(?:\*\*)?\(?[A-Da-d][).] ?\S|"
    r"^[^\S\n]*(?:#{3,6} |\*\*)?\d{1,3}[.)]\s.*\?\**\s*$|^#{3,6} .*\?\s*$|"
    r"^(?:`{3}|~{3})[^`\n]*(?:\S +|[^\w`~ +#.\n-])\S*",
    re.MULTILINE,
)
"""Options with letters, and questions with numbers or below small headings: signs of other notations."""


def read(found: Gathering, text: str) -> bool:
    """Whether the text is such a deck; then its questions are gathered.

    One that begins with front matter is a deck in any case, and told what is wrong with it.
    """
    source = Source(found.file.name, text)
    own = bool(_FRONT_MATTER.match(text))
    if not own and (not _OWN.search(text) or _LOOSE.search(text)):
        return False
    deck = read_deck(source)
    body = read_front_matter(source)[1]
    lines = source.lines
    readings = [read_question(card, deck.points, lines) for card in deck.cards]
    if not readings or not (own or _is_sound(deck, body, readings)):
        return False
    _gather(found, deck, readings, lines)
    _keep_notes(found, body)
    return True


def _is_sound(deck: DeckReading, body: str, readings: list[Reading]) -> bool:
    """Whether nothing is wrong with the deck, and all of it was understood as cards."""
    broken = deck.problems or not all(reading.question for reading in readings)
    return not broken and not any(map(_is_loose, deck.cards)) and _uses_all_headings(deck, body)


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


def _gather(found: Gathering, deck: DeckReading, readings: list[Reading], lines: list[str]) -> None:
    found.title, found.course = _title(deck, found), deck.deck.course
    found.language = deck.deck.language
    for problem in deck.problems:
        _tell(found, problem)
    ends = [reading.card.place.line - 1 for reading in readings[1:]] + [len(lines)]
    for reading, end in zip(readings, ends, strict=True):
        question, card = reading.question, reading.card
        found.at(card.place.line)
        for problem in reading.problems:
            _tell(found, problem)
        if question is None:
            found.keep("\n".join(lines[card.place.line - 1 : end]))
            continue
        found.add(_unnamed(question, card))
        for setting in _left_behind(card):
            found.warn(f"{setting} is not taken over", "write it again behind the heading")


def _left_behind(card: Card) -> Iterator[str]:
    """What a card says of the questions to be derived from it, which no question knows."""
    if not card.derive:
        yield "derive=false"
    if card.distractors != FrontMatter().distractors:
        yield f"distractors={card.distractors}"


def _title(deck: DeckReading, found: Gathering) -> str:
    """The title, unless it is only the name of the file."""
    return "" if deck.deck.title == deck.deck.name else deck.deck.title


def _unnamed(question: Question, card: Card) -> Question:
    return question if card.named else replace(question, id="")


def _tell(found: Gathering, problem: Problem) -> None:
    tell = found.error if problem.severity == ERROR else found.warn
    tell(problem.message, problem.hint, problem.place.line)


def _keep_notes(found: Gathering, text: str) -> None:
    for block in parse(text)[0]:
        if block.kind == "code_block" and block.get("language") == NOTE:
            found.at(block.place.line)
            found.keep(block.text)
