"""Notes of Obsidian with flashcards of its plug-in Spaced Repetition → questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.formats import obsidian
from quizgen.formats.obsidian import Note, Piece
from quizgen.importers.broken import Broken, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.obsidian.text import Comments, Properties, properties
from quizgen.importers.shared.markdown import CODE, anywhere, passage, unmarked, with_gaps
from quizgen.importers.shared.text import decoded, opened
from quizgen.model import Gaps, Markup, Open, Question

_SURE = re.compile(rf"<!--SR:[!\d]|(?<![\w/#&])#{obsidian.DECK}(?:/[\w/-]+)?(?![\w-])")
_EMBEDDED = re.compile(
    r"!\[\[[^\]\n]+\.(?:png|jpe?g|svg|gif|webp)(?:\|[^\]\n]*)?\]\]", re.IGNORECASE
)


def _recognises(file: File) -> bool:
    if b"\0" in file.data[:10_000]:
        return False
    text = decoded(file.data)[0]
    head, body = properties(text)
    if any(map(obsidian.is_deck, head.tags)):
        return True
    body = CODE.sub("", body)
    return (
        bool(_SURE.search(body))
        or _separates(body)
        or bool("::" in body and _EMBEDDED.search(body))
    )


def _separates(text: str) -> bool:
    """Whether a line of ? or ?? touches lines before and behind it."""
    lines = [line.strip() for line in text.split("\n")]
    return any(
        line in ("?", "??") and before and behind
        for before, line, behind in zip(lines, lines[1:], lines[2:], strict=False)
    )


def _read(file: File) -> Imported:
    text, found = opened(file, "choose the .md file of the note")
    head, body = properties(unmarked(text))
    comments = Comments([], [])
    note = obsidian.read(comments.ordinary(body), head.line)
    found.title = head.title or file.stem
    _Reading(found, note, head).add()
    _tell(found, comments)
    if not found.has_entries:
        raise Refused("there are no flashcards in it", 0, "a card is written question::answer")
    return found.imported()


def _tell(found: Gathering, comments: Comments) -> None:
    found.at(0)
    for words in comments.found:
        found.keep(words, "comment")
    for target in dict.fromkeys(comments.left_out):
        message = f"what Obsidian shows of {target} is left out: only its name is there"
        found.warn(message, "import that note, too")


class _Reading:
    """Reads piece after piece. Tags and headings hold for the cards below them."""

    def __init__(self, found: Gathering, note: Note, head: Properties) -> None:
        self._found, self._note = found, note
        self._heading = ""
        self._common = tuple(tag for tag in head.tags if not obsidian.is_deck(tag))
        self._tags = tuple(filter(obsidian.is_deck, head.tags))
        self._told = False

    def add(self) -> None:
        """Add the cards, and keep what is none."""
        for piece in self._note.pieces:
            self._found.at(piece.line)
            if piece.kind == obsidian.HEADING:
                self._heading = piece.text
            elif piece.kind == obsidian.TAGS:
                self._tags = piece.tags
            elif piece.kind == obsidian.WORDS:
                self._keep(piece)
            else:
                self._card(piece)

    def _keep(self, piece: Piece) -> None:
        if not self._told:
            message = "text that belongs to no card is kept in notes, here and below"
            self._found.warn(message, "delete the notes that you do not need")
        self._told = True
        self._found.keep(piece.text)

    def _card(self, piece: Piece) -> None:
        try:
            for question in tuple(_MAKERS[piece.kind](self, piece)):
                self._found.add(question)
        except NoQuestion as why:
            self._found.give_up(why, "\n".join(filter(None, (piece.text, piece.back))))

    def _basic(self, piece: Piece) -> Iterator[Question]:
        if not piece.back.strip() or not piece.text.strip():
            missing = "answer" if piece.text.strip() else "question"
            raise Broken(f"this card has no {missing}", "write it, or delete the ?")
        front = self._text(piece.text, piece.line)
        back = self._text(piece.back, piece.back_line)
        topic, tags = self._place(piece)
        yield Open(id="", topic=topic, tags=tags, stem=front, answer=back)
        if piece.both:
            yield Open(id="", topic=topic, tags=tags, stem=back, answer=front)

    def _cloze(self, piece: Piece) -> Iterator[Question]:
        clozes = obsidian.clozes(piece.text, self._note.bold)
        holes = ((where.start, where.stop, answer, hint) for where, answer, hint in clozes)
        stem, gaps = with_gaps(piece.text, piece.line, self._found, holes)
        topic, tags = self._place(piece)
        yield Gaps(id="", topic=topic, tags=tags, stem=anywhere(stem), gaps=gaps)

    def _text(self, text: str, line: int) -> Markup:
        """The passage, whose pictures may lie in any folder below the note's, as Obsidian finds them."""
        return anywhere(passage(text, line, self._found))

    def _place(self, piece: Piece) -> tuple[str, tuple[str, ...]]:
        """Topic and tags: the last part of the first deck, else the heading above; all else is tags."""
        given = piece.tags if any(map(obsidian.is_deck, piece.tags)) else self._tags + piece.tags
        paths = [tag.split("/")[1:] for tag in given if obsidian.is_deck(tag)]
        first, *others = [path for path in paths if path] or [[self._heading]]
        plain = (tag for tag in given if not obsidian.is_deck(tag))
        tags = (*self._common, *first[:-1], *(part for path in others for part in path), *plain)
        return first[-1], tuple(dict.fromkeys(filter(None, tags)))


_MAKERS = {obsidian.BASIC: _Reading._basic, obsidian.CLOZE: _Reading._cloze}

OBSIDIAN = Importer(
    "obsidian", "notes of Obsidian with flashcards of Spaced Repetition (.md)", _recognises, _read
)
