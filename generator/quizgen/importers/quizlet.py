"""A set of Quizlet, exported as text → its cards: a term, a separator, a definition.

Quizlet lets its users choose what stands between term and definition, and between two cards. By itself,
only what it proposes is recognised: a tab, and a card in each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.shared.text import opened, passage, start
from quizgen.model import Open

_BETWEEN_CARDS = (
    re.compile(r"\n[ \t]*\n\s*"),
    re.compile(r"\n?;{2,}\n?"),
    re.compile(r"\n"),
    re.compile(r";"),
)
_BETWEEN_SIDES = ("\t", " - ", " – ", " — ", " = ", "::", ": ", ";", ",", "=", "|")
_HEADS = frozenset({("term", "definition"), ("begriff", "definition"), ("front", "back")})
_HINT = "in Quizlet choose Export, and take a tab between term and definition, and a new line between rows"


@dataclass(frozen=True, slots=True)
class _Card:
    line: int
    term: str
    definition: str


def _recognises(file: File) -> bool:
    """Every line has one tab, with words on both sides."""
    text = start(file)
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and "\0" not in text and all(map(_is_pair, lines))


def _is_pair(line: str) -> bool:
    sides = line.split("\t")
    return len(sides) == 2 and all(side.strip() for side in sides) and line[0] not in '#"'


def _read(file: File) -> Imported:
    text, found = opened(file)
    for card in _cards(text):
        found.at(card.line)
        _add(found, card)
    return found.imported()


def _add(found: Gathering, card: _Card) -> None:
    if card.term and card.definition:
        found.add(Open(id="", stem=passage(card.term), answer=passage(card.definition)))
        return
    missing = "definition" if card.term else "term"
    found.error(f"this card has no {missing}", _HINT)
    found.keep(card.term or card.definition)


def _cards(text: str) -> Iterator[_Card]:
    """The cards, parted as most of them can be."""
    ways = ((cards, sides) for sides in _BETWEEN_SIDES for cards in _BETWEEN_CARDS)
    found = next((rows for way in ways if (rows := _parted(text, *way))), None)
    if found is None:
        raise Refused("its lines are no terms with definitions", 0, _HINT)
    first = found[0]
    named = (first.term.casefold(), first.definition.casefold()) in _HEADS
    yield from found[1:] if named and len(found) > 1 else found


def _parted(text: str, between: re.Pattern[str], sign: str) -> list[_Card]:
    """All cards; none if one has no such sign, or several. A line without a tab goes on with the last."""
    found: list[_Card] = []
    sure = between.pattern == r"\n" and sign != "\t"
    for line, part in _pieces(text, between):
        term, has_sign, definition = part.partition(sign)
        if sign in definition and not sure:
            return []
        if has_sign:
            found.append(_Card(line, term.strip(), definition.strip()))
        elif not found or sign != "\t":
            return []
        else:
            last = found.pop()
            found.append(_Card(last.line, last.term, f"{last.definition}\n{part.strip()}"))
    return found


def _pieces(text: str, between: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The pieces with the lines where they begin."""
    begin, line = 0, 1
    for match in (*between.finditer(text), None):
        end, behind = (match.start(), match.end()) if match else (len(text), len(text))
        piece = text[begin:end]
        if piece.strip():
            blank = len(piece) - len(piece.lstrip("\n "))
            yield line + piece.count("\n", 0, blank), piece.strip("\n ")
        line += text.count("\n", begin, behind)
        begin = behind


QUIZLET = Importer("quizlet", "sets of Quizlet, exported as text", _recognises, _read)
