"""An exam → one Anki package: each question a note, with its pictures, in a deck for each deck and topic."""

from __future__ import annotations

import json
from collections.abc import Iterator

from quizgen.export.anki import names
from quizgen.export.anki.cards import answer, fields
from quizgen.export.anki.collection import Note, collection
from quizgen.export.anki.media import inert
from quizgen.export.anki.note_types import GAPS, QUESTION
from quizgen.export.anki.readback import verify
from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.asked import deck_titles
from quizgen.export.lms.features import Feature
from quizgen.export.lms.package import package
from quizgen.export.lms.passages import blank, nodes, plain_words
from quizgen.export.lms.words import INVALID
from quizgen.formats.anki_note import ID, bearing
from quizgen.model import KINDS, Asked, Exam, Gaps, Open
from quizgen.problem import Problem

MOST_GAPS = 500
"""Anki makes no cards of gaps with a higher number."""


def _reasons(asked: Asked) -> Iterator[str]:
    """Why a question cannot become a card."""
    question = asked.question
    if isinstance(question, Open) and blank(answer(question)):
        yield "its card would have nothing on the back, for want of a model answer"
    if isinstance(question, Gaps) and len(question.gaps) > MOST_GAPS:
        yield f"it takes {MOST_GAPS} gaps at most"
    texts = (*(node.text for node in nodes(question)), *plain_words(question))
    if any(map(INVALID.search, texts)):
        yield "it cannot hold control characters"


LIMITS = losses.Limits(
    target="Anki",
    kinds=dict.fromkeys(KINDS, ""),
    drops=frozenset({Feature.WRONG, Feature.CASE}),
    reasons=_reasons,
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What a card cannot hold, question by question."""
    return losses.check(exam, LIMITS)


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The package. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    asked = losses.kept(exam, LIMITS)
    data = write(exam, asked)
    verify(exam, asked, data)
    yield Document(f"{exam.blueprint.name}.apkg", data)


def write(exam: Exam, asked: tuple[Asked, ...]) -> bytes:
    """The package's bytes, not yet read back: a collection, and numbered pictures with their names."""
    notes = tuple(_notes(exam, asked))
    text = "\n".join(field for note in notes for field in note.fields)
    shown = [picture for picture in exam.pictures.values() if f'src="{picture.name}"' in text]
    media = {str(number): picture.name for number, picture in enumerate(shown)}
    return package(
        {
            "collection.anki2": collection(notes),
            "media": json.dumps(media).encode(),
            **{str(number): picture.data for number, picture in enumerate(shown)},
        }
    )


def _notes(exam: Exam, asked: tuple[Asked, ...]) -> Iterator[Note]:
    courses, titles = names.courses(exam), deck_titles(exam)
    for each in asked:
        question = each.question
        kind = GAPS if isinstance(question, Gaps) else QUESTION
        made = dict(fields(each, exam.pictures))
        shown = {name: made.get(name, "") for name in kind.fields if name != ID}
        made[ID] = inert(bearing(question, shown))
        yield Note(
            guid=names.guid(question, courses),
            deck=names.deck_path(titles.get(question.deck, question.deck), question.topic),
            kind=kind,
            tags=names.tag_words(question),
            fields=tuple(made.get(name, "") for name in kind.fields),
        )


ANKI = Exporter(
    name="anki",
    summary="a package of flashcards for Anki, with pictures, tags and decks for topics",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
)
