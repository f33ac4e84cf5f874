"""Our own JSON is imported as it was exported; a file that is damaged or of another kind is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from builders import in_memory
from calm import questions
from hypothesis import HealthCheck, given, settings
from sample_bank import MATERIALS, everything
from tables import exam_of
from test_moodle_import import QUESTIONS

from quizgen.author.seen import differences
from quizgen.export import EXPORTERS
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.model import KINDS, Exam, Question
from quizgen.model.nodes import nodes

FEW = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def exported(exam: Exam) -> bytes:
    (document,) = map(in_memory, EXPORTERS["json"].export(exam, MATERIALS))
    return document.data


def read(data: bytes) -> Imported:
    return servant.read(IMPORTERS["json"], File("bank.json", data))


def test_everything_comes_back_with_its_pictures() -> None:
    exam = everything()
    found = read(exported(exam))
    assert not found.problems
    back = [entry.question for entry in found.entries if entry.question]
    assert {type(question) for question in back} == set(KINDS)
    for first, second in zip(exam.questions, back, strict=True):
        assert differences(second, first) in ((), ("card",)) and second.id == first.id
    keys = {node.get("picture") for node in nodes(tuple(back)) if node.kind == "image"}
    assert keys == {attachment.key for attachment in found.attachments} == set(exam.pictures)
    assert {a.key: a.data for a in found.attachments} == {
        k: p.data for k, p in exam.pictures.items()
    }


@FEW
@given(questions() | QUESTIONS)
def test_any_question_comes_back(question: Question) -> None:
    (entry,) = IMPORTERS["json"].read(File("a.json", exported(exam_of(question)))).entries
    assert entry.question is not None
    assert entry.question == question or differences(entry.question, question) == ("card",)


def changed(change: Callable[[Any], None]) -> bytes:
    parsed = json.loads(exported(everything()))
    change(parsed)
    return json.dumps(parsed).encode()


def _other_key(parsed: Any) -> None:
    parsed["pictures"][0]["key"] = "0" * 64


def _other_data(parsed: Any) -> None:
    parsed["pictures"][0]["data"] = "AAAA"


def _no_such_form(parsed: Any) -> None:
    parsed["forms"][0]["sections"][0]["questions"][0]["id"] = "nobody"


WHOLE = exported(everything())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (WHOLE[: len(WHOLE) // 2], "the file is damaged"),
        (changed(lambda parsed: parsed.update(version=2)), "the file has version 2"),
        (changed(lambda parsed: parsed.update(format="other")), "no file of questions"),
        (changed(lambda parsed: parsed.update(surplus=1)), "surplus is unknown"),
        (changed(lambda parsed: parsed.pop("questions")), "questions"),
        (
            changed(lambda parsed: parsed["questions"].append(parsed["questions"][0])),
            "two questions share an id",
        ),
        (
            changed(lambda parsed: parsed["questions"][0].update(kind="essay")),
            "expected one of choice",
        ),
        (changed(_other_key), "does not match its key"),
        (changed(_other_data), "does not match its key"),
        (changed(_no_such_form), 'there is no question "nobody"'),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": 1, "a": 2}', "a"),
        (b"", "damaged"),
        (b"null", "no file of questions"),
        ('{"ä": 1}'.encode("utf-16"), "it is not UTF-8"),
    ],
)
def test_a_damaged_file_is_refused_with_words(data: bytes, message: str) -> None:
    found = read(data)
    (problem,) = found.problems
    assert (
        problem.message.startswith("this file cannot be imported: ") and message in problem.message
    )
    assert problem.hint and not found.entries


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (WHOLE, "json"),
        (b"\xef\xbb\xbf" + WHOLE, "json"),
        (WHOLE[:1000], "json"),
        (b'{"questions": []}', ""),
        (b'["quizgen-questions"]', ""),
    ],
)
def test_only_our_own_json_is_recognised(data: bytes, wanted: str) -> None:
    found = servant.recognised(File("bank.json", data))
    assert (found.name if found else "") == wanted


def test_a_mark_at_the_beginning_is_no_matter() -> None:
    assert len(read(b"\xef\xbb\xbf" + WHOLE).entries) == len(everything().questions)
