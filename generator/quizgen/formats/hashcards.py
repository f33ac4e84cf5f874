"""The text of a hashcards deck → its cards as they stand there, with line numbers.

The format is described at https://github.com/eudoxia0/hashcards#format: lines that begin with Q:, A: or C:
begin the parts of cards, which go on until the next one or a line of three dashes. Text before the first
card and behind those dashes belongs to none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from quizgen.formats import Fault

BASIC: Final = "basic"
CLOZE: Final = "cloze"
WORDS: Final = "words"

_STARTS = ("Q:", "A:", "C:")
_RULE = "---"
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_DELETION = re.compile(
    r"(?<![!\\])\[(?P<gap>(?:[^\[\]\\]|\\.)+)\](?!\()|(?<!\\)\$\$.+?\$\$|(?<!\\)\$[^$\n]+\$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Card:
    """A card, or words that belong to none. `back` is the answer, `back_line` its line."""

    kind: str
    line: int
    text: str
    back: str = ""
    back_line: int = 0


@dataclass(frozen=True, slots=True)
class Deck:
    """What a file holds. `name` is "" where it says none."""

    name: str
    cards: tuple[Card, ...]
    faults: tuple[Fault, ...]


def is_deck(text: str) -> bool:
    """Whether the text is surely of this format: its settings are TOML, or it has brackets behind each C:.

    Questions with Q: and A: alone may be anybody's.
    """
    head, lines, _ = _parted(text)
    if head is None:
        return False
    cards = read(text).cards
    if "name" in head and any(card.kind != WORDS for card in cards):
        return True
    clozes = [card for card in cards if card.kind == CLOZE]
    return bool(clozes) and all(deletions(card.text) for card in clozes) and not _lettered(lines)


def _lettered(lines: list[str]) -> bool:
    """Whether the letters are those of options: A:, B:, C:."""
    return any(line.startswith(("B:", "D:")) for line in lines)


def deletions(text: str) -> list[re.Match[str]]:
    """The pieces in brackets, but for pictures, links and formulas."""
    return [found for found in _DELETION.finditer(text) if found["gap"]]


def read(text: str) -> Deck:
    """All cards in their order, and what could not be read."""
    head, lines, first = _parted(text)
    reader = _Reader()
    if head is None:
        reader.faults.append(Fault(1, "the settings between --- are no TOML"))
    for number, line in enumerate(lines, start=first):
        reader.line(number, line)
    reader.end()
    name = (head or {}).get("name")
    return Deck(name if isinstance(name, str) else "", tuple(reader.cards), tuple(reader.faults))


def _parted(text: str) -> tuple[dict[str, Any] | None, list[str], int]:
    """The settings (None where they are not TOML), the lines below them, and the number of the first."""
    lines = text.split("\n")
    if lines[0].strip() != _RULE:
        return {}, lines, 1
    end = next((i for i, line in enumerate(lines) if i and line.strip() == _RULE), 0)
    try:
        return tomllib.loads("\n".join(lines[1:end])), lines[end + 1 :], end + 2
    except (tomllib.TOMLDecodeError, RecursionError):
        return None, lines[end + 1 :], end + 2


@dataclass(slots=True)
class _Open:
    """A card that has not come to its end."""

    sign: str
    line: int
    front: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    back_line: int = 0


class _Reader:
    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.faults: list[Fault] = []
        self._open: _Open | None = None
        self._fence = ""

    def line(self, number: int, line: str) -> None:
        """The next line."""
        sign = "" if self._fence else line[:2] if line.startswith(_STARTS) else ""
        if sign == "A:":
            self._answer(number, line[2:].strip())
        elif sign:
            self.end()
            self._open = _Open(sign, number, [line[2:].strip()])
        elif line.strip() == _RULE and not self._fence:
            self.end()
        else:
            self._further(number, line)

    def _answer(self, number: int, text: str) -> None:
        card = self._open
        if card is None or card.sign != "Q:" or card.back_line:
            self.faults.append(Fault(number, "this answer has no question before it"))
            self.end()
            self._open = _Open("", number, [f"A: {text}"])
            return
        card.back, card.back_line = [text], number

    def _further(self, number: int, line: str) -> None:
        found = _FENCE.match(line)
        if found:
            closing = self._fence and line.strip().startswith(self._fence)
            self._fence = "" if closing else self._fence or found[1]
        if self._open is None:
            if not line.strip():
                return
            self._open = _Open("", number)
        (self._open.back if self._open.back_line else self._open.front).append(line)

    def end(self) -> None:
        """Nothing more belongs to the card that is open."""
        card, self._open, self._fence = self._open, None, ""
        if card is None:
            return
        front, back = (_trimmed(lines) for lines in (card.front, card.back))
        if card.sign == "Q:" and not (front and back):
            missing = "answer" if front else "question"
            self.faults.append(Fault(card.line, f"this card has no {missing}"))
            self.cards.append(Card(WORDS, card.line, "\n".join(_source(card))))
        elif front or back:
            kind = {"Q:": BASIC, "C:": CLOZE}.get(card.sign, WORDS)
            self.cards.append(Card(kind, card.line, front, back, card.back_line))


def _trimmed(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()


def _source(card: _Open) -> Iterator[str]:
    yield f"{card.sign} {_trimmed(card.front)}"
    if card.back_line:
        yield f"A: {_trimmed(card.back)}"
