"""Notes of Anki, wherever they come from → questions, in the order in which they were made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any
from unicodedata import normalize

from quizgen.importers.anki import ours
from quizgen.importers.anki.cards import Cards
from quizgen.importers.anki.notes import Note
from quizgen.importers.anki.passages import Passages
from quizgen.importers.gathering import Gathering
from quizgen.model import Question

_OWN_TAGS = frozenset({"leech", "marked"})
"""What Anki itself gives to notes."""

_DEFAULT = ("Default",)
_OCCLUSION = "image-occlusion:"
_MASKS = frozenset({"Question Mask", "Answer Mask"})
_LONGEST_NAME = 50
_IMAGE = re.compile(
    r"""<img[^<>]{0,500}?\bsrc=["']?([^"'<>]{1,300})["']?[^<>]{0,500}>""", re.IGNORECASE
)
_CODE = re.compile(r"<(script|style)\b.{0,100000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,1000}>")

Topics = Mapping[tuple[str, ...], str]


def read(notes: Iterable[Note], found: Gathering, passages: Passages) -> None:
    """Gather the questions of all notes; those of subdecks have these as topics."""
    listed = tuple(notes)
    decks = {note.deck for note in listed} - {_DEFAULT, ()}
    roots = {deck[0] for deck in decks}
    shared = len(roots) == 1 and not any(note.deck in (_DEFAULT, ()) for note in listed)
    found.title = " ".join(next(iter(roots)).split()) if shared else ""
    topics = {deck: " / ".join(deck[shared:]) for deck in decks}
    order = {deck: place for place, deck in enumerate(dict.fromkeys(each.deck for each in listed))}
    for note in sorted(listed, key=lambda note: order[note.deck]):
        _Reader(found, cache(passages), topics).read(note)
    suspended = sum(note.suspended for note in listed)
    if suspended:
        found.at(0)
        told = f"{suspended:,} of its {len(listed):,} notes"
        found.warn(f"suspended in Anki, but brought in like all others: {told}")


class _Reader:
    """Reads one note; `passages` remembers what it was asked for, so that nothing is told twice."""

    def __init__(self, found: Gathering, passages: Passages, topics: Topics) -> None:
        self._found, self._passages, self._topics = found, passages, topics

    def read(self, note: Note) -> None:
        """Gather its questions, or its words where it has none."""
        self._found.at(note.line, _about(note))
        if _is_occlusion(note):
            hint = "ask for what is hidden in words, or put the picture into the deck by hand"
            self._found.warn("it hides parts of a picture, which no question can ask for", hint)
            self._found.keep(_words(note), self._found.about)
            return
        questions = tuple(self._questions(note))
        for question in questions:
            self._found.add(question, name=self._found.about)
        if not questions:
            self._found.keep(_words(note), self._found.about)

    def _questions(self, note: Note) -> Iterator[Question]:
        if ours.is_ours(note):
            question = ours.question(note, self._passages, self._found)
            if question:
                yield self._placed(question, note)
            return
        cards = Cards(self._found, self._passages)
        yield from cards.questions(note, self._common(note))

    def _common(self, note: Note) -> Mapping[str, Any]:
        tags = tuple(dict.fromkeys(tag for tag in note.tags if tag.lower() not in _OWN_TAGS))
        return {"id": "", "tags": tags, "topic": self._topics.get(note.deck, "")}

    def _placed(self, question: Question, note: Note) -> Question:
        """A question of ours with the tags and the deck that it has in Anki."""
        self._found.language = self._found.language or question.language
        here = self._common(note)
        tags = question.tags if _marks(question.tags) == _marks(here["tags"]) else here["tags"]
        moved = len(note.deck) > 1 and _letters(question.topic) != _letters(note.deck[-1])
        topic = here["topic"] if moved else question.topic
        return replace(question, tags=tags, topic=topic)


def _marks(tags: Iterable[str]) -> set[str]:
    """Tags as Anki has them, to be compared."""
    return {normalize("NFC", "_".join(tag.split())).casefold() for tag in tags} - {""}


def _letters(text: str) -> str:
    return "".join(c for c in normalize("NFC", text) if c.isalnum())


def _about(note: Note) -> str:
    """What to call a note in a file without lines."""
    if note.line:
        return ""
    front = next((text for text in map(_plain, note.fields.values()) if text), "")
    shown = front if len(front) <= _LONGEST_NAME else front[: _LONGEST_NAME - 1].rstrip() + "…"
    return f"note {note.number:,} “{shown}”"


def _words(note: Note) -> str:
    """All that it says, field by field."""
    texts = ((name, _plain(text)) for name, text in note.fields.items())
    return "\n".join(f"{name}: {text}" for name, text in texts if text)


def _plain(html: str) -> str:
    """The words of a field, on one line, with the names of its files."""
    named = _IMAGE.sub(r" [\1] ", _CODE.sub("", html))
    return " ".join(unescape(_TAG.sub(" ", named)).split())


def _is_occlusion(note: Note) -> bool:
    return note.fields.keys() >= _MASKS or any(_OCCLUSION in f for f in note.fields.values())
