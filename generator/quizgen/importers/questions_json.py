"""Our own JSON (docs/json.md) → its questions."""

from __future__ import annotations

from dataclasses import replace

from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.model import Question
from quizgen.read.kinds.common import NOTES
from quizgen.record import RecordError
from quizgen.record.questions import FORMAT, load_questions


def _recognises(file: File) -> bool:
    start = file.data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and f'"{FORMAT}"'.encode() in start


def _read(file: File) -> Imported:
    try:
        loaded = load_questions(file.data.decode("utf-8-sig"))
    except RecordError as error:
        raise Refused(str(error), 0, "export it again with quizgen build --format json") from None
    except UnicodeDecodeError:
        raise Refused("it is not UTF-8", 0, "export it again") from None
    found = Gathering(file)
    bank = loaded.bank
    first = next(iter(bank.decks), None)
    if first and len(bank.decks) == 1:
        found.title, found.course, found.language = first.title, first.course, first.language
    for question in bank.questions:
        _check_labels(question)
        found.add(replace(question, card=""))
    for picture in bank.pictures.values():
        found.attach(picture.name, picture.data)
    return found.imported()


def _check_labels(question: Question) -> None:
    """Refuse a note of a sort that no card has."""
    unknown = next((note.label for note in question.notes if note.label not in NOTES), None)
    if unknown is not None:
        hint = f"the labels of notes are {', '.join(NOTES)}"
        raise Refused(f"a note of the question {question.id!r} is called {unknown!r}", 0, hint)


JSON = Importer("json", "questions as JSON, as quizgen writes them", _recognises, _read)
