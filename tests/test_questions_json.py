"""A bank or exam as JSON is read back as the same, by us and by a reader that only knows the manual."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import bank
from hypothesis import HealthCheck, given, settings
from json_reader import bank_and_forms
from random_exams import Maker
from sample_bank import MATERIALS, everything, project
from test_moodle_import import QUESTIONS

from quizgen.assemble import bank_exam
from quizgen.document import NotMade
from quizgen.export.questions_json import JSON, differences, write
from quizgen.model import Exam, Question
from quizgen.record import RecordError
from quizgen.record.questions import load_questions


def exported(exam: Exam) -> bytes:
    (document,) = JSON.export(exam, MATERIALS)
    return document.data


def test_a_bank_is_read_back_as_the_same() -> None:
    data = exported(everything())
    assert bank_and_forms(data)[0] == project().bank
    assert load_questions(data.decode()).bank == project().bank


@pytest.mark.parametrize("seed", range(6))
def test_an_exam_is_read_back_as_the_same(seed: int) -> None:
    exam = Maker(seed).exam()
    found, forms = bank_and_forms(exported(exam))
    assert forms == exam.forms == load_questions(exported(exam).decode()).forms
    assert sorted(question.id for question in found.questions) == sorted(
        question.id for question in exam.questions
    )
    assert found.pictures == exam.pictures


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(QUESTIONS)
def test_any_question_is_read_back_as_the_same(question: Question) -> None:
    exam = bank_exam(bank(question), "All")
    found, forms = bank_and_forms(exported(exam))
    assert (found.questions, found.pictures) == ((question,), exam.pictures)
    assert forms == exam.forms


def test_nothing_is_lost() -> None:
    assert JSON.check(everything(), MATERIALS) == ()


def test_what_drew_the_exam_is_not_told() -> None:
    parsed = json.loads(exported(Maker(1).exam()))
    assert not {"blueprint", "seed", "secret", "code"} & set(parsed)


def changed(path: str, value: Any) -> bytes:
    """The file with another value at a path such as questions.0.points."""
    parsed = json.loads(write(everything()))
    part: Any = parsed
    *names, last = (int(name) if name.isdigit() else name for name in path.split("."))
    for name in names:
        part = part[name]
    part[last] = value
    return json.dumps(parsed).encode()


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("format", "other", 'no file of questions: its "format" is not "quizgen-questions"'),
        ("version", 2, "the file has version 2, but this quizgen reads 1"),
        ("questions.0.points", "3", "other questions"),
        ("questions.0.options.0.right", False, "does not fit the question"),
        ("questions.1.id", "longest", "two questions share an id"),
        ("questions.0.points", 2, "expected text"),
        ("decks.0.title", "Other", "other decks"),
        ("pictures.0.data", "AAAA", "does not match its key"),
        ("pictures.0.name", "other.png", "has another name"),
        ("pictures.0.media_type", "image/gif", "a picture of the type image/gif"),
        ("pictures", [], "other pictures"),
        ("forms.0.sections.0.questions.0.points", "9", "other forms"),
        ("forms.0.sections.0.questions.0.id", "nobody", 'there is no question "nobody"'),
        ("surplus", 1, "surplus is unknown"),
    ],
)
def test_a_changed_file_is_noticed(path: str, value: Any, told: str) -> None:
    (line,) = list(differences(everything(), changed(path, value)))[:1]
    assert told in line


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, '{"format": 1, "format": 1}', "NaN"])
def test_what_is_no_such_file_is_said(text: str) -> None:
    with pytest.raises(RecordError):
        load_questions(text)


def test_a_fault_of_ours_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "quizgen.export.questions_json.write", lambda exam: changed("questions.0.points", "3")
    )
    with pytest.raises(NotMade, match="other questions"):
        exported(everything())
