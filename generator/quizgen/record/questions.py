"""The questions of a bank or an exam ↔ JSON text that other programs can read: see docs/json.md.

    {"format": "quizgen-questions", "version": 1, "name": "week5", "title": …, "course": …, "date": …,
     "duration": …, "language": "en", "instructions": […],
     "decks": [{"name": …, "title": …, "course": …, "language": …}],
     "questions": [{"kind": "choice", "id": …, "stem": […], "options": […], …}],
     "pictures": [{"name": "picture-1a2b3c4d5e6f.png", "key": …, "media_type": …, "data": BASE64, …}],
     "forms": [{"label": "A", "candidate": null, "sections": […]}]}

A record of an exam (`quizgen.record`) is there to print it again, this file to be read by others. It
says nothing of how the exam was drawn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quizgen.model import Bank, Deck, Exam, Form, Markup, Picture, Question
from quizgen.record import RecordError, form_of, intact, once, recorded_form
from quizgen.record.codec import CodecError, decode, encode
from quizgen.record.layout import layout
from quizgen.record.shape import FormRecord

FORMAT = "quizgen-questions"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRecord:
    """A picture, with the name by which it may be saved as a file."""

    name: str
    key: str
    media_type: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsRecord:
    """The whole file. `questions` has each question once; `forms` name them by their ids."""

    format: str
    version: int
    name: str
    title: str
    course: str
    date: str
    duration: str
    language: str
    instructions: Markup
    decks: tuple[Deck, ...]
    questions: tuple[Question, ...]
    pictures: tuple[PictureRecord, ...]
    forms: tuple[FormRecord, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What such a file holds: the questions with their decks and pictures, and the forms that ask them."""

    bank: Bank
    forms: tuple[Form, ...]


def dump_questions(exam: Exam, questions: tuple[Question, ...]) -> str:
    """The text of the file; `questions` are those of the exam, in the order in which they are to stand."""
    head = exam.blueprint
    record = QuestionsRecord(
        format=FORMAT,
        version=VERSION,
        name=head.name,
        title=head.title,
        course=head.course,
        date=head.date,
        duration=head.duration,
        language=head.language,
        instructions=head.instructions,
        decks=exam.decks,
        questions=questions,
        pictures=tuple(map(_recorded, exam.pictures.values())),
        forms=tuple(map(recorded_form, exam.forms)),
    )
    return layout(encode(record)) + "\n"


def load_questions(text: str) -> Loaded:
    """What the text holds, equal to what was written. Raises RecordError."""
    try:
        return _loaded(
            decode(QuestionsRecord, _current(json.loads(text, object_pairs_hook=once)), "")
        )
    except RecordError:
        raise
    except ValueError as error:
        raise RecordError(f"the file is damaged: {error}") from None
    except RecursionError:
        raise RecordError("the file is damaged: it is nested too deeply") from None


def _recorded(picture: Picture) -> PictureRecord:
    return PictureRecord(
        name=picture.name,
        key=picture.key,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        data=picture.data,
    )


def _current(parsed: object) -> object:
    if not isinstance(parsed, dict) or parsed.get("format") != FORMAT:
        raise RecordError(f'no file of questions: its "format" is not "{FORMAT}"')
    if (version := parsed.get("version")) != VERSION:
        raise RecordError(f"the file has version {version}, but this quizgen reads {VERSION}")
    return parsed


def _loaded(record: QuestionsRecord) -> Loaded:
    by_id = {question.id: question for question in record.questions}
    if len(by_id) < len(record.questions):
        raise CodecError("two questions share an id")
    bank = Bank(record.questions, record.decks, _pictures(record.pictures))
    return Loaded(bank, tuple(form_of(form, by_id) for form in record.forms))


def _pictures(records: tuple[PictureRecord, ...]) -> Mapping[str, Picture]:
    return MappingProxyType({record.key: _picture(record) for record in records})


def _picture(record: PictureRecord) -> Picture:
    if record.media_type not in ("image/png", "image/jpeg", "image/svg+xml"):
        raise CodecError(f"a picture of the type {record.media_type}")
    picture = intact(
        Picture(record.key, record.media_type, record.data, record.width, record.height)
    )
    if picture.name != record.name:
        raise CodecError(f"picture {record.key[:12]} has another name")
    return picture
