"""The text of a note of Obsidian → the flashcards of its plug-in Spaced Repetition, with line numbers.

The notation is described at https://www.stephenmwangi.com/obsidian-spaced-repetition/; where that leaves
something open, this reads as the plug-in does with its settings as they come: `::` and `:::` within a line,
`?` and `??` between the lines of a block, `==…==` for gaps. Bold text is a gap where the plug-in has
scheduled it as one. Blank lines end a card; where a note has lines of `+++`, these do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

BASIC: Final = "basic"
CLOZE: Final = "cloze"
HEADING: Final = "heading"
TAGS: Final = "tags"
WORDS: Final = "words"

DECK = "flashcards"
"""The tag by which the plug-in knows its cards, unless told otherwise."""

_TAGS_BEHIND = 300
"""Characters at the end of a card among which its own tags are looked for."""

_END = "+++"
_SEPARATORS = {"?": False, "??": True}
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_SCHEDULE = re.compile(r"<!--SR:[^\n]{0,5000}?-->")
_MARK = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[.\]\s+)?|#{1,6}\s+)?")
_TAG = re.compile(r"#([^\s#,;.:!?\"'()\[\]{}<>|\\`*=]+)")
_ONLY_TAGS = re.compile(r"\s*(?:#[^\s#]+\s*)+")
_LINE = re.compile(r"(?<!:)(:::?)(?!:)")
_HIDDEN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|(?<![\\$])\$[^$\n]+\$")
_BRACED = re.compile(r"\{\{[^{}]*\}\}")
_BODY = r"(?:(?:\d{{1,9}}|[ash]{{1,99}});;)?(?P<{0}>(?:(?!;;).){{1,500}}?)(?:;;(?P<{0}_hint>.{{1,500}}?))?"
_BEHIND = r"(?:\^\[(?P<hint>[^\]]*)\])?(?:\[\^[\dash]+\])?"
_CLOZES = (
    r"==(?!\s)" + _BODY.format("marked") + r"(?<!\s)==",
    r"\{\{c\d+::(?P<anki>.{1,500}?)(?:::(?P<anki_hint>.{1,500}?))?\}\}",
    r"\{\{(?!\s*(?:date|time|title)\b|c\d+::)" + _BODY.format("braced") + r"\}\}",
)
_BOLD = r"\*\*(?!\s)" + _BODY.format("bold") + r"(?<!\s)\*\*"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands in a note, and its line.

    `text` is the front of a card, the text of a cloze, a heading, or words that are none of these; `back` is
    what is behind the separator, in the line `back_line`, and `both` tells that the card is asked both ways.
    `tags` are those of a line of tags, or of this card only.
    """

    kind: str
    line: int
    text: str = ""
    back: str = ""
    back_line: int = 0
    both: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What a note holds. `bold` tells whether bold text is a gap."""

    pieces: tuple[Piece, ...]
    bold: bool


def clozes(text: str, bold: bool) -> list[tuple[range, str, str]]:
    """The gaps of a text: where they stand, what belongs there, and the hint or ""."""
    pattern = re.compile(rf"(?:{'|'.join((*_CLOZES, *((_BOLD,) if bold else ())))}){_BEHIND}")
    found = []
    for match in pattern.finditer(_masked(text)):
        given = {
            name: text[slice(*match.span(name))]
            for name, value in match.groupdict().items()
            if value
        }
        hint = next((words for name, words in given.items() if name.endswith("hint")), "")
        answer = next(words for name, words in given.items() if not name.endswith("hint"))
        found.append((range(*match.span()), answer, hint))
    return found


def read(text: str, first_line: int = 1) -> Note:
    """All that stands in a note whose properties, comments and links are gone."""
    lines = text.split("\n")
    note = _read(lines, first_line, bold=False)
    if any(piece.kind == WORDS and piece.both for piece in note.pieces):
        return _read(lines, first_line, bold=True)
    return note


def _read(lines: list[str], first_line: int, bold: bool) -> Note:
    reader = _Reader(any(line.strip() == _END for line in lines), bold)
    for number, line in enumerate(lines, start=first_line):
        reader.line(number, line)
    reader.end()
    return Note(tuple(reader.pieces), bold)


def _masked(text: str) -> str:
    """The text with formulas and code within lines blanked out, unless a gap is around them."""
    return _HIDDEN.sub(_blanked, text)


def _blanked(hidden: re.Match[str]) -> str:
    return "\0" * len(hidden[0])


@dataclass(slots=True)
class _Block:
    """Lines that touch each other; `cut` is where the separator stands among them, -1 for nowhere."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    cut: int = -1
    both: bool = False


class _Reader:
    def __init__(self, marked_ends: bool, bold: bool) -> None:
        self.pieces: list[Piece] = []
        self._block = _Block()
        self._fence = ""
        self._marked_ends, self._bold = marked_ends, bold

    def line(self, number: int, line: str) -> None:
        """The next line."""
        words = line.strip()
        scheduled = bool(_SCHEDULE.search(line))
        line = _SCHEDULE.sub("", line).rstrip() if scheduled else line
        if self._fence or _FENCE.match(line):
            self._code(number, line)
        elif words == _END and self._marked_ends:
            self.end()
        elif not line.strip() and not scheduled:
            self._blank(number)
        elif line.strip():
            self._text(number, line)
        if scheduled:
            self.end(scheduled=True)

    def _code(self, number: int, line: str) -> None:
        found = _FENCE.match(line)
        if found:
            closing = self._fence and line.strip().startswith(self._fence)
            self._fence = "" if closing else self._fence or found[1]
        self._append(number, line)

    def _blank(self, number: int) -> None:
        if self._marked_ends and self._block.cut >= 0:
            self._append(number, "")
        else:
            self.end()

    def _text(self, number: int, line: str) -> None:
        within = self._block.cut >= 0
        separator = None if within else _LINE.search(_BRACED.sub(_blanked, _masked(line)))
        if line.strip() in _SEPARATORS and self._block.lines and not within:
            self._block.cut, self._block.both = len(self._block.lines), _SEPARATORS[line.strip()]
        elif separator and line[: separator.start()].strip() and line[separator.end() :].strip():
            self.end()
            self._within_line(number, line, separator)
        elif _ONLY_TAGS.fullmatch(line) and not _HEADING.fullmatch(line) and not within:
            self.end()
            self.pieces.append(Piece(TAGS, number, tags=tuple(_TAG.findall(line))))
        else:
            self._append(number, line)

    def _append(self, number: int, line: str) -> None:
        self._block.line = self._block.line or number
        self._block.lines.append(line)

    def _within_line(self, number: int, line: str, separator: re.Match[str]) -> None:
        front, tags = _own_tags(_unmarked(line[: separator.start()]))
        back, more = _tags_behind(line[separator.end() :].strip())
        both = separator[1] == ":::"
        card = Piece(BASIC, number, front.strip(), back, number, both, tags + more)
        self.pieces.append(card)

    def end(self, scheduled: bool = False) -> None:
        """The block ends here."""
        block, self._block, self._fence = self._block, _Block(), ""
        if not block.lines:
            return
        if block.cut >= 0:
            self.pieces += _card(block)
            return
        for piece in _headings_first(block):
            self.pieces.append(self._judged(piece, scheduled))

    def _judged(self, piece: Piece, scheduled: bool) -> Piece:
        """Words with gaps are a card; words that are scheduled, with bold text, show that it is one."""
        if piece.kind != WORDS:
            return piece
        text, tags = _own_tags(piece.text)
        if clozes(_without_code(text), self._bold):
            text, more = _tags_behind(text)
            return Piece(CLOZE, piece.line, text, tags=tags + more)
        proof = scheduled and bool(clozes(text, bold=True))
        return Piece(WORDS, piece.line, piece.text, both=proof)


def _without_code(text: str) -> str:
    return re.sub(r"^(`{3,}|~{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)


def _card(block: _Block) -> Iterator[Piece]:
    """The card of a block with a separator; headings above the words of its front are none of it."""
    front, back = block.lines[: block.cut], block.lines[block.cut :]
    line = block.line
    while len(front) > 1 and (found := _HEADING.fullmatch(front[0])):
        yield Piece(HEADING, line, found[2].strip())
        front, line = front[1:], line + 1
    heading = _HEADING.fullmatch(front[0])
    front = [heading[2].strip()] if heading else front
    text, tags = _own_tags("\n".join(front))
    answer, more = _tags_behind("\n".join(back).strip("\n"))
    yield Piece(BASIC, line, text, answer, block.line + block.cut + 1, block.both, tags + more)


def _headings_first(block: _Block) -> Iterator[Piece]:
    """The headings of a block and what stands between them."""
    start = 0
    for index, line in enumerate((*block.lines, "# ")):
        found = _HEADING.fullmatch(line)
        if not found:
            continue
        words = "\n".join(block.lines[start:index])
        if words.strip():
            yield Piece(WORDS, block.line + start, words)
        if found[2].strip():
            yield Piece(HEADING, block.line + index, found[2].strip())
        start = index + 1


def _unmarked(line: str) -> str:
    """The line without the sign of a list or a heading at its start."""
    found = _MARK.match(line)
    return line[found.end() :] if found else line


def _own_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the tags of decks at its start, and these."""
    tags: list[str] = []
    while (found := _TAG.match(text.lstrip())) and is_deck(found[1]):
        tags.append(found[1])
        text = text.lstrip()[found.end() :].lstrip(" \t")
    return text, tuple(tags)


def _tags_behind(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the tags at the end of its last line, and these."""
    found = re.search(r"(?:(?:^|(?<![ \t])[ \t]+)#[^\s#]+)+[ \t]*$", text[-_TAGS_BEHIND:])
    tags = tuple(_TAG.findall(found[0])) if found else ()
    if not found or not any(map(is_deck, tags)):
        return text, ()
    return (text[:-_TAGS_BEHIND] + text[-_TAGS_BEHIND:][: found.start()]).rstrip(), tags


def is_deck(tag: str) -> bool:
    """Whether a tag without its # names a deck."""
    return tag.lower() == DECK or tag.lower().startswith(f"{DECK}/")
