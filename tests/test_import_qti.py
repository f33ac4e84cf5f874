"""QTI 2.1 to 3.0 → questions: what we export comes back, what other programs write becomes what it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import in_memory
from hypothesis import HealthCheck, given, settings
from qti_round_trip import held, loose, sorted_out
from random_exams import Maker
from sample_bank import MATERIALS, everything
from test_moodle_import import QUESTIONS, exam
from test_qti import materials

from quizgen.author.seen import differences
from quizgen.export import EXPORTERS
from quizgen.export.exporter import Materials
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.model import Exam, Question
from quizgen.problem import has_errors

QTI = IMPORTERS["qti"]
NAMES = ("qti21", "qti30")


def exported(name: str, made: Exam, drawn: Materials) -> bytes:
    (document,) = EXPORTERS[name].export(made, drawn)
    return in_memory(document).data


def read(data: bytes, name: str = "bank.zip") -> Imported:
    file = File(name, data)
    assert servant.recognised(file) is QTI
    return servant.read(QTI, file)


def without_wrong(made: Exam) -> Exam:
    """The exam, in which wrong answers cost nothing: what they cost is the exam's, not the questions'."""
    forms = tuple(
        replace(
            form,
            sections=tuple(
                replace(s, questions=tuple(replace(a, wrong=Decimal(0)) for a in s.questions))
                for s in form.sections
            ),
        )
        for form in made.forms
    )
    return replace(made, forms=forms)


def come_back(name: str, made: Exam, drawn: Materials) -> dict[str, Question]:
    """The questions that come back from an export, by their ids."""
    imported = read(exported(name, made, drawn))
    assert imported.problems == ()
    found = (entry.question for entry in imported.entries if entry.question)
    return {question.id: sorted_out(question) for question in found}


@pytest.mark.parametrize("name", NAMES)
def test_everything_comes_back(name: str) -> None:
    found = come_back(name, everything(), MATERIALS)
    assert list(found) == [question.id for question in everything().questions]
    for question in everything().questions:
        assert not differences(held(question), found[question.id]), question.id
        assert question.topic == found[question.id].topic


def test_what_a_package_is_called_comes_back() -> None:
    imported = read(exported("qti21", everything(), MATERIALS))
    assert (imported.title, imported.language) == ("Everything at once", "en")


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", NAMES)
def test_random_exams_come_back(name: str, seed: int) -> None:
    made = without_wrong(Maker(seed).exam())
    found = come_back(name, made, materials(made))
    for question in made.questions:
        assert not differences(held(question), found[question.id]), question.id


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(QUESTIONS)
def test_questions_of_any_words_come_back(question: Question) -> None:
    made = exam(question)
    for name in NAMES:
        drawn = materials(made)
        if has_errors(EXPORTERS[name].check(made, drawn)):
            return
        (entry,) = read(exported(name, made, drawn)).entries
        assert entry.question
        expected, came = loose(held(question)), loose(sorted_out(entry.question))
        if len(question.id) > 256:
            expected["id"] = came["id"]
        left_out = {"topic", "deck", "tags", "place"}
        assert {k: v for k, v in came.items() if k not in left_out} == {
            k: v for k, v in expected.items() if k not in left_out
        }
