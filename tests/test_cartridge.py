"""Common Cartridges: what becomes what, what is reported, and that damaged files are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import (
    assembled,
    bank,
    blueprint,
    choice,
    gaps,
    matching,
    numeric,
    one_of_each,
    ordering,
    picture_node,
    sample_bank,
    short,
    text,
    truefalse,
)
from qti1_importer import Quiz, cartridge
from test_canvas import CHOICES, changed, swapped, tampered, within, without
from test_canvas import told as told_for
from test_canvas import written as written_for
from test_moodle_import import MATERIALS, exam

import quizgen.export.cartridge as module
from quizgen.document import NotMade
from quizgen.export.cartridge import CARTRIDGE, differences
from quizgen.model import Exam, Gap, Note, Numeric, Pattern, Question, Section
from quizgen.problem import has_errors


def written(planned: Exam) -> bytes:
    return written_for(planned, CARTRIDGE)


def told(*questions: Question) -> str:
    return told_for(exam(*questions), CARTRIDGE)


def imported(*questions: Question) -> Quiz:
    return cartridge(written(exam(*questions)))


def exact(value: str, **fields: Any) -> Numeric:
    return replace(numeric(value=value), tolerance=Decimal(0), **fields)


def test_a_whole_number_is_asked_for_as_a_word() -> None:
    question = exact("8.0", unit="kg")
    (stored,) = imported(question).questions
    assert (stored.kind, stored.accepted) == ("short_answer_question", ["8"])
    assert stored.text.split()[-2:] == ["____", "kg"]
    assert "gets this question as a question for a word, which accepts the number" in told(question)


@pytest.mark.parametrize("question", [numeric(value="8"), exact("8.5")])
def test_other_numbers_are_left_out(question: Question) -> None:
    assert "it has no questions for numbers, but for exact whole ones" in told(question)
    assert len(imported(question, choice()).questions) == 1


def test_a_single_gap_is_asked_for_as_a_word() -> None:
    question = replace(gaps("g", "Paris"), gaps=(Gap((Pattern(("Paris",)),), "a city"),))
    (stored,) = imported(replace(question, case=True)).questions
    assert stored.text.split() == ["g:", "fill", "____", "(a", "city)"]
    assert stored.accepted == ["Paris"]
    assert (stored.score("Paris"), stored.score("paris")) == (100, 0)
    assert "as a question for a word, with ____ for the gap" in told(question)


@pytest.mark.parametrize("question", [matching(), ordering(), gaps()], ids=lambda q: str(q.kind))
def test_what_it_has_no_kind_for_is_left_out(question: Question) -> None:
    assert "the question is left out" in told(question)
    assert len(imported(question, choice()).questions) == 1


@pytest.mark.parametrize(
    ("points", "weight"), [("1.5", 2), ("0.5", 1), ("0.4", 1), ("120", 99), ("0", 1)]
)
def test_points_that_are_no_whole_ones_are_told(points: str, weight: int) -> None:
    question = choice(points=Decimal(points))
    (stored,) = imported(question).questions
    assert stored.metadata["cc_weighting"] == str(weight)
    assert stored.points == Decimal(points)
    assert f"platforms other than Canvas count {weight}" in told(question)


def test_plain_questions_come_without_a_word() -> None:
    assert not told(choice(), truefalse(), short("s", "word"), choice("two", points=Decimal(99)))


def test_what_of_the_whole_is_lost_is_told() -> None:
    made = blueprint(
        Section(title="Pool", selection=CHOICES, count=4, per_form=True),
        forms=3,
        instructions=text("Read."),
        duration="90 min",
    )
    planned = assembled(sample_bank(), made)
    words = told_for(planned, CARTRIDGE)
    assert "cannot hold instructions and the titles of sections" in words
    assert f"it gets all {len(planned.questions)} of this section, of which each version" in words
    assert not has_errors(CARTRIDGE.check(planned, MATERIALS))
    quiz = cartridge(written(planned))
    assert len(quiz.questions) == len(planned.questions)
    assert (quiz.title, quiz.settings["qmd_timelimit"]) == ("Week 5 test", "90")


SHOWN = choice(
    "shown", stem=text("What? ", picture_node()), notes=(Note("feedback", text("See week 5.")),)
)
EXAM = assembled(
    bank(*one_of_each(), SHOWN, choice("several", multiple=True), exact("8", id="whole")),
    blueprint(duration="90 min", shuffle_questions=False),
)
DATA = written(EXAM)
FAULTS: dict[str, Callable[[str], str]] = {
    "the key": within("multiple_choice", swapped(r'response_label ident="(\d+)"')),
    "true and false": within("true_false", swapped(r">(True|False)<")),
    "a word": changed(">8</varequal>", ">9</varequal>"),
    "the profile": changed("cc.multiple_choice.v0p1", "cc.multiple_response.v0p1"),
    "the weight": within("essay", changed("<fieldentry>1<", "<fieldentry>2<")),
    "who scores": without(r"<qtimetadatafield>\s*<fieldlabel>qmd_computer.*?</qtimetadatafield>"),
    "the time": changed(">90<", ">91<"),
    "a lost question": without(r"<item .*?</item>"),
    "the feedback": changed("week 5", "week 6"),
    "a lost picture": changed("picture-", "pict-"),
}


def test_what_was_written_is_what_was_planned() -> None:
    assert differences(EXAM, DATA) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_changed_assessment_is_found(name: str) -> None:
    assert differences(EXAM, tampered(DATA, "qti.xml", FAULTS[name]))


def test_a_changed_manifest_is_found() -> None:
    broken = tampered(DATA, "imsmanifest", without(r'<file href="images[^>]*>'))
    assert differences(EXAM, broken)


def test_a_cartridge_that_differs_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tampered(DATA, "qti.xml", FAULTS["a word"])
    monkeypatch.setattr(module, "write", lambda exam: broken)
    with pytest.raises(NotMade, match="answers"):
        written(EXAM)
