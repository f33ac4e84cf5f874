"""Exam ↔ JSON text: what was printed, whole, to reprint and to grade it months later.

    {"format": "quizgen-exam", "version": 1, "quizgen": "0.1.0", "scheme": 1, "secret": "0123456789abcdef",
     "code": "CMQM6N55",
     "blueprint": {"name": …, "candidates": [{"id": "0012", "name": …}], "sections": […], …},
     "decks": [{"name": …, "title": …, "course": …, "language": …}],
     "questions": [{"hash": …, "question": {"kind": "choice", "id": …, "stem": […], "options": […], …}}],
     "pictures": [{"key": …, "media_type": "image/png", "data": BASE64, "width": …, "height": …}],
     "forms": [{"label": "A", "candidate": null, "sections": [{"title": …, "instructions": […], "questions": [
       {"number": 1, "id": …, "points": "1", "wrong": "0", "order": [2, 0, 1], "key": ["B"]}]}]}]}

After printing, `positions` adds where everything stands on the papers.
`shape` explains each field, `codec` how values are written. Loading checks every hash, picture, order
and key against each other, so that a damaged record grades nobody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType

from quizgen.assemble.arrange import written
from quizgen.assemble.chance import SCHEME
from quizgen.assemble.labels import letter
from quizgen.model import Asked, Exam, Form, FormSection, Picture, Question, TrueFalse
from quizgen.positions import NAME
from quizgen.record.codec import CodecError, decode, encode
from quizgen.record.layout import layout
from quizgen.record.shape import AskedRecord, FormRecord, QuestionRecord, Record, SectionRecord

FORMAT = "quizgen-exam"
VERSION = 1


class RecordError(ValueError):
    """A text that is no record, or one of another version, or a damaged one; the message says which."""


def dump(exam: Exam, *, quizgen: str, secret: str) -> str:
    """The exam as a record. `quizgen` is our version, `secret` the fingerprint of the project's secret.

    Raises ValueError if two different questions share an id.
    """
    questions = {question.id: question for question in exam.questions}
    if any(asked.question != questions[asked.question.id] for asked in _all_asked(exam)):
        raise ValueError("two different questions share an id")
    record = Record(
        format=FORMAT,
        version=VERSION,
        quizgen=quizgen,
        scheme=SCHEME,
        secret=secret,
        code=exam.code,
        blueprint=exam.blueprint,
        decks=exam.decks,
        questions=tuple(_hashed(questions[name]) for name in sorted(questions)),
        pictures=tuple(exam.pictures.values()),
        forms=tuple(recorded_form(form) for form in exam.forms),
    )
    return layout(encode(record)) + "\n"


def load(text: str) -> Exam:
    """The exam that the record describes, equal to the one that was dumped. Raises RecordError."""
    try:
        parsed = json.loads(text, object_pairs_hook=once)
        if isinstance(parsed, dict):
            parsed.pop(NAME, None)
        return _exam(decode(Record, _current(parsed), "record"))
    except RecordError:
        raise
    except ValueError as error:
        raise RecordError(f"the record is damaged: {error}") from None
    except RecursionError:
        raise RecordError("the record is damaged: it is nested too deeply") from None


def content_hash(question: Question) -> str:
    """SHA-256 in hex of all that makes the question, but not of where it stands in a file."""
    parts = encode(question)
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _hashed(question: Question) -> QuestionRecord:
    return QuestionRecord(hash=content_hash(question), question=question)


def _all_asked(exam: Exam) -> tuple[Asked, ...]:
    return tuple(asked for form in exam.forms for asked in form.questions)


def recorded_form(form: Form) -> FormRecord:
    """The form with ids in place of its questions, and their keys for people."""
    sections = (
        SectionRecord(
            title=section.title,
            instructions=section.instructions,
            questions=tuple(_recorded(asked) for asked in section.questions),
        )
        for section in form.sections
    )
    return FormRecord(label=form.label, candidate=form.candidate, sections=tuple(sections))


def _recorded(asked: Asked) -> AskedRecord:
    return AskedRecord(
        number=asked.number,
        id=asked.question.id,
        points=asked.points,
        wrong=asked.wrong,
        order=asked.order,
        key=_key(asked),
    )


def _key(asked: Asked) -> tuple[str, ...]:
    if isinstance(asked.question, TrueFalse):
        return ("true" if asked.question.answer else "false",)
    return tuple(letter(position) for position in asked.key)


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON, in which no name may stand twice (CodecError); for `json.loads`."""
    parts = dict(pairs)
    if len(parts) < len(pairs):
        raise CodecError("a name stands twice in one object")
    return parts


def _current(record: object) -> object:
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise RecordError(f'not a record: its "format" is not "{FORMAT}"')
    if (version := record.get("version")) != VERSION:
        raise RecordError(f"the record has version {version}, but this quizgen reads {VERSION}")
    return record


def _exam(record: Record) -> Exam:
    questions = {entry.question.id: _intact(entry) for entry in record.questions}
    if len(questions) < len(record.questions):
        raise CodecError("two questions share an id")
    return Exam(
        blueprint=record.blueprint,
        forms=tuple(form_of(form, questions) for form in record.forms),
        decks=record.decks,
        pictures=MappingProxyType({each.key: intact(each) for each in record.pictures}),
        code=record.code,
    )


def _intact(entry: QuestionRecord) -> Question:
    if content_hash(entry.question) != entry.hash:
        raise CodecError(f'question "{entry.question.id}" does not match its hash')
    return entry.question


def intact(picture: Picture) -> Picture:
    """The picture, whose data must be what its key says; else CodecError."""
    if hashlib.sha256(picture.data).hexdigest() != picture.key:
        raise CodecError(f"picture {picture.key[:12]} does not match its key")
    return picture


def form_of(form: FormRecord, questions: Mapping[str, Question]) -> Form:
    """The form with the questions of these ids. Raises CodecError where its orders or keys do not fit."""
    sections = (
        FormSection(
            title=section.title,
            instructions=section.instructions,
            questions=tuple(_asked(entry, questions, form.label) for entry in section.questions),
        )
        for section in form.sections
    )
    return Form(label=form.label, sections=tuple(sections), candidate=form.candidate)


def _asked(entry: AskedRecord, questions: Mapping[str, Question], label: str) -> Asked:
    where = f"form {label}, question {entry.number}"
    question = questions.get(entry.id)
    if question is None:
        raise CodecError(f'{where}: there is no question "{entry.id}"')
    if tuple(sorted(entry.order)) != written(question):
        raise CodecError(f"{where}: the order does not fit the question")
    asked = Asked(
        number=entry.number,
        question=question,
        points=entry.points,
        wrong=entry.wrong,
        order=entry.order,
    )
    if _key(asked) != entry.key:
        raise CodecError(f"{where}: the key does not fit the question and its order")
    return asked
