"""exam.yaml → blueprint."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.markup.plain import plain
from quizgen.read.blueprint import BlueprintReading, read_blueprint
from quizgen.read.source import Source


def read(text: str) -> BlueprintReading:
    """What an exam file says."""
    return read_blueprint(Source("exam.yaml", dedent(text)), "exam")


FULL = """\
title: Week 5 test
course: Deep Learning
date: 2026-11-27
duration: 45 min
language: de
seed: week5-2026
forms: 4
roster: students.csv
shuffle: {questions: false, options: true}
instructions: |
  Use a pen.
  Mark **one** answer.
content: [content/*.md, extra.md]
sections:
  - title: Multiple choice
    instructions: One each.
    select: {kind: choice, tags: [a, b], exclude_tags: [c], topic: T, deck: d,
             difficulty: easy..medium, derived: exclude}
    count: 6
    points: 1.5
    scoring: {wrong: -0.25}
  - select: {kind: [short, numeric], id: [x], exclude_id: y}
    count: all
    pool: per-form
  - questions: [l1, dropout]
    points: 5
paper: {size: Letter, columns: 2, font_size: 12.5pt, answer_space: box, answer_sheet: false}
"""


def test_every_setting() -> None:
    reading = read(FULL)
    assert reading.problems == ()
    exam = reading.blueprint
    assert (exam.title, exam.course, exam.date, exam.duration) == (
        "Week 5 test",
        "Deep Learning",
        "2026-11-27",
        "45 min",
    )
    assert (exam.language, exam.seed, exam.forms) == ("de", "week5-2026", 4)
    assert (exam.shuffle_questions, exam.shuffle_options) == (False, True)
    assert plain(exam.instructions) == "Use a pen. Mark one answer."
    assert [path for path, _ in reading.content] == ["content/*.md", "extra.md"]
    assert reading.roster is not None
    assert reading.roster[0] == "students.csv"
    paper = exam.paper
    assert (paper.size, paper.columns, paper.font_size) == ("Letter", 2, Decimal("12.5"))


def test_sections() -> None:
    first, second, third = read(FULL).blueprint.sections
    assert first.selection.kinds == {"choice"}
    assert first.selection.tags == {"a", "b"}
    assert first.selection.difficulty == (Decimal("0.45"), Decimal(1))
    assert first.selection.derived == "exclude"
    assert (first.count, first.points, first.wrong) == (6, Decimal("1.5"), Decimal("-0.25"))
    assert (second.count, second.per_form, set(second.selection.ids)) == (None, True, {"x"})
    assert (third.questions, str(third.points)) == (("l1", "dropout"), "5")


def test_an_exam_is_the_same_wherever_it_stands_in_its_file() -> None:
    text = "title: Norms\nsections:\n- count: 1\n"
    here = read(text).blueprint
    there = read_blueprint(Source("other.yaml", f"# Above\n\n{text}"), "exam").blueprint
    assert here == there and here.sections == there.sections
    assert here.place != there.place and here.sections[0].place != there.sections[0].place


def test_nothing_given_is_a_sensible_exam() -> None:
    reading = read("")
    assert reading.problems == ()
    assert (reading.blueprint.title, reading.blueprint.forms) == ("exam", 1)
    assert [path for path, _ in reading.content] == ["content/*.md"]
    (section,) = reading.blueprint.sections
    assert (section.count, section.points, section.wrong) == (None, None, Decimal(0))
    paper = reading.blueprint.paper
    assert (paper.size, paper.columns, paper.font_size, paper.codes) == ("A4", 1, Decimal(11), True)
    assert (paper.answer_space, paper.answer_sheet) == ("lines", False)
    plan = reading.blueprint
    assert plan.shuffle_questions and plan.shuffle_options and plan.independent
    assert not section.per_form and plan.candidates == ()


@pytest.mark.parametrize(
    "value", ["2026", "1.10", "12:30", "no", "2026-11-27", "007", "1e3", "0x1F", "null and void"]
)
def test_texts_stay_as_written(value: str) -> None:
    assert read(f"title: {value}\n").blueprint.title == value


def test_large_print_is_large() -> None:
    assert read("paper: {large_print: true}\n").blueprint.paper.font_size == 18


@given(st.text(alphabet=st.sampled_from("abc:-[]{}#&*!|>'\"%@` \n\t,?0123.~"), max_size=60))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    reading = read_blueprint(Source("exam.yaml", text), "exam")
    for problem in reading.problems:
        assert problem.place.path == "exam.yaml"
        assert 1 <= problem.place.line <= text.count("\n") + 2
