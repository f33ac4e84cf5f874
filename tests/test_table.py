"""The table for spreadsheets says what the bank says, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import choice, gaps, matching, numeric, one_of_each, open_question, short, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_exams import Maker
from sample_bank import MATERIALS, everything
from tables import ATTACKS, PLAIN_QUESTIONS, attack, exam_of, formulas_in_text
from test_moodle_import import QUESTIONS

from quizgen.document import NotMade
from quizgen.export.spreadsheets import table
from quizgen.export.spreadsheets.harmless import harmless
from quizgen.model import Asked, Exam, Form, FormSection, Node, Option, Pattern, Question

FEW = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def rows(exam: Exam) -> list[dict[str, str]]:
    """The table as a program reads it that takes the manual at its word: one apostrophe is ours."""
    (document,) = table.CSV.export(exam, MATERIALS)
    assert document.data.startswith(b"\xef\xbb\xbf")
    file = io.StringIO(document.data.decode("utf-8-sig"), newline="")
    return [
        {name: re.sub("(^|[;\t\r\n])'", r"\1", cell) for name, cell in row.items()}
        for row in csv.DictReader(file, strict=True)
    ]


def row(question: Question) -> dict[str, str]:
    (found,) = rows(exam_of(question))
    return found


def told(question: Question) -> list[str]:
    return [problem.message for problem in table.CSV.check(exam_of(question), MATERIALS)]


def test_a_row_says_everything() -> None:
    question = choice(
        "c;1",
        topic="Norms",
        tags=("a", "b"),
        points=Decimal("1.50"),
        right=(1, 2),
        count=3,
        multiple=True,
        hints=(text("Think."), text("Twice.")),
    )
    found = row(question)
    assert found == {
        "id": "c;1",
        "deck": "",
        "topic": "Norms",
        "kind": "choice",
        "several": "yes",
        "language": "en",
        "tags": "a, b",
        "difficulty": "0.6",
        "points": "1.5",
        "question": "Which of c;1?",
        "options": "A. Option 0 of c;1\nB. Option 1 of c;1\nC. Option 2 of c;1",
        "answer": "B, C",
        "case counts": "",
        "feedback": "",
        "hints": "Think.\nTwice.",
        "marking guide": "",
    }


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (numeric(value="1E+2", tolerance=Decimal("0.50"), unit="km"), "100 ± 0.5 km"),
        (numeric(value="-5", tolerance=Decimal(0)), "-5"),
        (numeric(value="10", tolerance=Decimal("0.2"), is_range=True), "9.8 .. 10.2"),
        (short("s", "lasso", "L1*"), "lasso | L1*"),
        (matching(pairs=2), "Left 0 → Right 0\nLeft 1 → Right 1"),
        (gaps("g", "one", "two"), "1. one\n2. two"),
        (open_question(), "Because."),
    ],
)
def test_answers_are_written_as_people_read_them(question: Question, answer: str) -> None:
    assert row(question)["answer"] == answer


def test_credit_feedback_and_pins_stand_with_their_letters() -> None:
    options = (
        Option(text=text("none"), right=False, pin="last", credit=Decimal("0.5")),
        Option(text=text("one"), right=True, feedback=text("Yes.")),
    )
    found = row(choice(options=options))
    assert found["options"] == "A. none {last}\nB. one"
    assert (found["answer"], found["feedback"]) == ("A 50%, B", "B: Yes.")


def test_the_marking_guide_has_its_points() -> None:
    assert row(open_question())["marking guide"] == "• The reason (2)\n• An example"


def test_pinned_options_stand_as_they_are_asked() -> None:
    question = choice(count=3, pins={0: "last"})
    asked = Asked(number=1, question=question, points=Decimal(1), order=(1, 2, 0))
    exam = replace(
        exam_of(question), forms=(Form(label="A", sections=(FormSection(questions=(asked,)),)),)
    )
    assert rows(exam)[0]["answer"] == "C"


@pytest.mark.parametrize("seed", range(4))
def test_each_question_of_an_exam_has_one_row_with_its_key(seed: int) -> None:
    exam = Maker(seed).exam()
    found = {row["id"]: row for row in rows(exam)}
    assert sorted(found) == sorted(question.id for question in exam.questions)
    for question in exam.questions:
        if rights := [o.right for o in getattr(question, "options", ())]:
            key = ", ".join("ABCDEF"[n] for n, right in enumerate(rights) if right)
            assert found[question.id]["answer"] == key


@FEW
@given(st.one_of(QUESTIONS, PLAIN_QUESTIONS))
def test_whatever_is_written_is_read_back_and_is_no_formula(question: Question) -> None:
    exam = exam_of(question)
    if any(problem.severity == "error" for problem in table.CSV.check(exam, MATERIALS)):
        return
    (document,) = table.CSV.export(exam, MATERIALS)
    assert list(formulas_in_text(document.data)) == []
    assert row(question)["id"] == question.id


@pytest.mark.parametrize("words", ATTACKS)
def test_attacks_are_no_formulas(words: str) -> None:
    (document,) = table.CSV.export(exam_of(*attack(words)), MATERIALS)
    assert list(formulas_in_text(document.data)) == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text("=+-@'\"; \t\r\nab,＝", max_size=12))
def test_apostrophes_can_be_taken_away_again(words: str) -> None:
    guarded = harmless(words)
    assert re.sub("(^|[;\t\r\n])'", r"\1", guarded) == words
    assert harmless("plain words, 1 + 1 = 2") == "plain words, 1 + 1 = 2"


def test_what_a_table_cannot_hold_is_told() -> None:
    assert told(choice()) == []
    assert "a table cannot hold pictures: left out here" in "".join(
        problem.message for problem in table.CSV.check(everything(), MATERIALS)
    )
    assert "the character <U+0000>" in told(choice(topic="a\0b"))[0]
    assert (
        "a cell can hold 32,767 characters, and this needs 40,000"
        in (told(choice(stem=text("x" * 40_000)))[0])
    )


BROKEN = (
    (b"\xef\xbb\xbf", b""),
    (b'"id"', b'"name"'),
    (b'\n"choice"', b'\n"other"'),
    (b"\nB. Option 1 of", b"\nB. Option 2 of"),
    (b"Option 0 of choice\n", b"Option 0 of choic\n"),
    (b',"A",', b',"B",'),
    (b'"true"', b'"false"'),
    (b'"3.14 ', b'"3.15 '),
    (b'"lasso | L1*"', b'"lasso"'),
    (b'"1. Step 0\n2. Step 1', b'"1. Step 1\n2. Step 0'),
    (b"Left 0 \xe2\x86\x92 Right 0", b"Left 0 \xe2\x86\x92 Right 1"),
    (b'"Because."', b'""'),
    (b"(2)", b"(3)"),
    (b'"\r\n', b'"\n'),
    (b'"0.6"', b'"0.7"'),
    (b'"0.6"', b'"some"'),
)


@pytest.mark.parametrize(("old", "new"), BROKEN, ids=[str(new) for _, new in BROKEN])
def test_a_changed_file_is_noticed(old: bytes, new: bytes) -> None:
    exam = exam_of(*one_of_each())
    data = table.write(exam)
    assert old in data
    assert list(table.differences(exam, data)) == []
    assert list(table.differences(exam, data.replace(old, new, 1)))


def test_a_fault_of_ours_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "harmless", lambda text: text.replace("A", "B"))
    with pytest.raises(NotMade, match="could not be verified"):
        list(table.CSV.export(exam_of(choice()), MATERIALS))


def test_marks_of_markdown_stay() -> None:
    nodes = (
        Node("strong", children=(Node("text", "b"),)),
        Node("code", "c"),
        Node("formula", "x^2"),
        Node("link", children=(Node("text", "l"),), attributes=(("href", "https://e.org"),)),
    )
    assert row(short("s", stem=text("a", *nodes)))["question"] == "a**b**`c`$x^2$l <https://e.org>"
    question = replace(short("t"), answers=(Pattern(("a|b",)), Pattern(("c*",))))
    assert row(question)["answer"] == r"a\|b | c\*"


def test_forms_that_give_other_points_are_told() -> None:
    exam = exam_of(choice())
    (form,) = exam.forms
    asked = tuple(replace(asked, points=Decimal(7)) for asked in form.questions)
    other = replace(form, label="B", sections=(FormSection(questions=asked),))
    both = replace(exam, forms=(form, other))
    messages = [problem.message for problem in table.CSV.check(both, MATERIALS)]
    assert messages == ["the forms give “choice” different points; a table gets 1"]
