"""Lines of notes → a title, topics, the lines of each card, and what belongs to none."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from quizgen.importers.notes.chatter import is_closing, is_opening
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, bold_line, heading, marked
from quizgen.importers.notes.starts import Start, starts
from quizgen.importers.notes.words import alternatives, number_of, split_label

_MOST_TITLE_WORDS, _MOST_TOPIC_WORDS = 14, 10
_CHAPTERS = frozenset(
    "chapter unit lesson lecture week module kapitel einheit lektion vorlesung woche modul".split()
)
_RULE = re.compile(r"[-*_=~–—•\s]{3,}|⸻|[─━═]{2,}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of one card, or `stray` ones; `number` as the notes give it, "" where they do not."""

    lines: tuple[Line, ...]
    topic: str = ""
    number: str = ""
    stray: bool = False

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.lines[0].number


@dataclass
class Outline:
    """How the notes are divided. `promised` is the number of cards that the headline names, in `headline`.

    `chatter` is what a chatbot said around them.
    """

    title: str = ""
    promised: int = 0
    headline: int = 0
    chunks: list[Chunk] = field(default_factory=list)
    chatter: list[Line] = field(default_factory=list)


def outline(lines: Sequence[Line], numbers: Collection[str]) -> Outline:
    """The notes divided; `numbers` are those that a key at the end gives answers to."""
    reader = _Reader([line for line in lines if line.block or not _RULE.fullmatch(line.text)])
    return reader.read(starts(reader.lines, numbers))


class _Reader:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._found = Outline()
        self._topic = ""
        self._card: list[Line] = []
        self._number = ""
        self._stray: list[Line] = []
        self._unused: list[Line] = []  # headings below which there is no text yet

    def read(self, found: Sequence[Start]) -> Outline:
        at = {start.index: start for start in found}
        first = min(at, default=len(self.lines))
        for index, line in enumerate(self.lines):
            if index in at:
                self._finish()
                self._card, self._number = [line], at[index].number
            elif index < first:
                self._before(index, line, first)
            elif not self._is_chatter(line) and not self._is_topic(index, line, at):
                (self._card or self._stray).append(line)
        self._finish()
        self._stray = list(self._unused)
        self._finish()
        if self._found.title and not any(chunk.topic for chunk in self._found.chunks):
            self._everywhere(subject(self._found.title))
        return self._found

    def _everywhere(self, topic: str) -> None:
        self._found.chunks[:] = [replace(chunk, topic=topic) for chunk in self._found.chunks]

    def _finish(self) -> None:
        if self._card or self._stray:
            self._unused.clear()
        if self._card:
            self._found.chunks.append(Chunk(tuple(self._card), self._topic, self._number))
        if self._stray:
            self._found.chunks.append(Chunk(tuple(self._stray), self._topic, stray=True))
        self._card, self._stray = [], []

    def _before(self, index: int, line: Line, first: int) -> None:
        """A line above all cards: the title, what it promises, a topic."""
        text = bare(line.text)
        promised = count_of(text)
        if promised and not self._found.promised:
            self._found.promised, self._found.headline = promised, line.number
        if is_opening(text) and not heading(line.text)[0]:
            self._found.chatter.append(line)
        elif promised and not without_count(text):
            return
        elif not self._found.title and not self._stray and self._is_title(index, line, text, first):
            self._found.title = titled(text)
        elif self._is_headline(line, text, index + 1 == first < len(self.lines)):
            self._head(line, text)
        else:
            self._stray.append(line)

    def _head(self, line: Line, text: str) -> None:
        """From here on another topic; one right below another is a part of that."""
        self._finish()
        within = f"{self._topic}: " if self._unused else ""
        self._topic = f"{within}{topic_of(text)}"
        self._unused.append(line)

    def _is_title(self, index: int, line: Line, text: str, first: int) -> bool:
        short = len(text.split()) <= _MOST_TITLE_WORDS and text[-1:] not in ".;,"
        listed = marked(line.text).kind or "\t" in text or "|" in text or " :: " in text
        apart = index + 1 < len(self.lines) and self.lines[index + 1].after_blank
        pair = split_label(text)[0] and not (apart or _chapter().match(text))
        # Where there are no questions, the first of two lines may be a term.
        alone = apart or first < len(self.lines)
        return bool(heading(line.text)[0]) or bool(
            short and alone and not listed and not pair and not line.block
        )

    def _is_headline(self, line: Line, text: str, last: bool) -> bool:
        """A heading, a chapter, or the short line right above the first card."""
        if heading(line.text)[0] or is_chapter(text) or is_shouted(text):
            return True
        short = len(text.split()) <= _MOST_TOPIC_WORDS and text[-1:] not in ".:;,?!"
        return bool(
            last
            and short
            and "|" not in text
            and not marked(line.text).kind
            and not split_label(text)[0]
        )

    def _is_chatter(self, line: Line) -> bool:
        if line.after_blank and (is_closing(bare(line.text)) or is_opening(bare(line.text))):
            self._found.chatter.append(line)
            return True
        return False

    def _is_topic(self, index: int, line: Line, at: dict[int, Start]) -> bool:
        """Whether a line behind the first card is the heading of what follows."""
        text = bare(line.text)
        following = at.get(index + 1)
        level = heading(line.text)[0]
        headed = (
            (0 < level < 4 and following) or level == 1 or _is_own_chapter(text, line, following)
        )
        shouted = is_shouted(text) and line.after_blank and following
        bold = (
            bool(bold_line(line.text))
            and line.after_blank
            and following
            and not line.text.rstrip("*_").endswith(":")
        )
        plain = (
            following
            and following.number == "1"
            and line.after_blank
            and len(text.split()) <= _MOST_TOPIC_WORDS
        )
        if not (
            headed
            or shouted
            or (len(self._card) > 1 and (bold or (plain and text[-1:] not in ".?!")))
        ):
            return False
        self._head(line, text)
        return True


@cache
def _chapter() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives('topic')})\s*(?:\d{{1,3}}|[IVX]{{1,5}}|[A-H])\b\s*(?P<sign>[:.)–—-]\s*)?(?P<text>.*)",
        re.IGNORECASE,
    )


@cache
def _count() -> re.Pattern[str]:
    return re.compile(
        rf"[(\[]?\b(?P<number>\d{{1,3}}|[a-zäöüß]+)\s+(?:[\w-]+\s+)?(?:{alternatives('cards')})\b[)\]]?",
        re.IGNORECASE,
    )


@cache
def _kind_of_text() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\s*[-–—:|(]?\s*(?:(?:study|anki|revision)\s+)?(?:{alternatives('cards')}|quiz)\b\)?)+\s*$|"
        r"^(?:flashcards?|karteikarten|lernkarten|cards|quiz)\s*"
        r"(?:on|about|for|zu|über|zum thema)?\s*[:–—-]?\s+",
        re.IGNORECASE,
    )


def count_of(text: str) -> int:
    """How many cards a headline promises; 0 where it does not say."""
    found = _count().search(text)
    return number_of(found["number"]) if found else 0


def without_count(text: str) -> str:
    """The headline without that."""
    return _count().sub("", text).strip(" .:!") if count_of(text) else text


def titled(text: str) -> str:
    """A title without saying that these are cards; as it is, where nothing else would be left."""
    kept = _kind_of_text().sub("", without_count(text).strip()).strip(" :–—-")
    return kept if any(map(str.isalpha, kept)) else text


def is_chapter(text: str) -> bool:
    """Whether a line is such as `Chapter 2: Rivers`."""
    found = _chapter().fullmatch(text)
    return bool(found) and len(text.split()) <= _MOST_TOPIC_WORDS and text[-1:] not in ".?!"


def _is_own_chapter(text: str, line: Line, following: Start | None) -> bool:
    """Whether a chapter begins: a question follows, or the word can be nothing else and stands apart."""
    certain = line.after_blank and text.split()[0].lower() in _CHAPTERS
    return is_chapter(text) and bool(following or certain)


def is_shouted(text: str) -> bool:
    """Whether a line is a headline in capitals."""
    letters = [c for c in text if c.isalpha()]
    return (
        len(letters) > 3
        and text.isupper()
        and 0 < len(text.split()) <= _MOST_TOPIC_WORDS
        and text[-1:] not in ".?!:"
    )


def subject(title: str) -> str:
    """What a title is about: without `Week 5:` before it."""
    found = _chapter().fullmatch(title)
    return found["text"].strip() if found and found["sign"] and found["text"].strip() else title


def topic_of(text: str) -> str:
    """The topic that a headline names."""
    kept = titled(text.removesuffix(":"))
    named = marked(kept)
    return named.text if named.kind == "number" else kept
