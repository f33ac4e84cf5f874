"""What markers get: keys that are right for each form, and a guide that tells everything."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import (
    choice,
    gaps,
    matching,
    numeric,
    open_question,
    options,
    ordering,
    short,
    text,
    truefalse,
)
from golden_files import check_golden
from test_paper import asked, exam, materials, md, rich_exam

from quizgen.model import (
    Criterion,
    Exam,
    Form,
    FormSection,
    Note,
    Option,
    Question,
)
from quizgen.paper.layout import templates
from quizgen.paper.printing import jobs
from quizgen.paper.views.content import Content
from quizgen.paper.views.marking import guide, keys
from quizgen.paper.views.marking_view import GuideView


def key(question: Question, order: tuple[int, ...] = ()) -> str:
    """The key of a question that is printed in this order."""
    rows = (replace(asked(question), order=order),)
    made = exam(question)
    form = Form(label="A", sections=(FormSection(questions=rows),))
    return keys((form,), Content(made, materials(made))).forms[0].rows[0].answer


@pytest.mark.parametrize(
    ("question", "order", "expected"),
    [
        (choice(right=(0,)), (2, 0, 3, 1), "B"),
        (choice(right=(0, 3)), (2, 0, 3, 1), "B, C"),
        (choice(count=26, right=(0,)), (*range(1, 26), 0), "Z"),
        (matching(pairs=3, distractors=1), (3, 1, 0, 2), "1\u202fC, 2\u202fB, 3\u202fD"),
        (ordering(count=4), (2, 0, 3, 1), "3, 1, 4, 2"),
        (truefalse(answer=False), (), "False"),
        (truefalse(answer=True), (), "True"),
        (short("s", "lasso", "L1*"), (), "lasso | L1*"),
        (numeric(value="3.14", unit="m/s"), (), "3.14 ± 0.01\u202fm/s"),
        (numeric(value="-2.50", tolerance=Decimal(0)), (), "−2.5"),
        (numeric(value="3", tolerance=Decimal(1), is_range=True), (), "2 … 4"),
        (gaps("g", "one", "two"), (), "one; two"),
        (open_question(), (), ""),
    ],
)
def test_the_key_of_a_question(question: Question, order: tuple[int, ...], expected: str) -> None:
    assert key(question, order) == expected


def test_letters_and_numbers_of_a_key_are_given_piece_by_piece() -> None:
    made = exam(matching(pairs=2, distractors=1), ordering(count=3), truefalse(), choice(count=27))
    rows = keys(made.forms, Content(made, materials(made))).forms[0].rows
    assert [row.codes for row in rows] == [
        ("1\u202fC,", "2\u202fB"),
        ("3,", "2,", "1"),
        (),
        ("AA",),
    ]
    assert [row.room for row in rows] == ["1.85", "1.00", "", "2.15"]


def test_room_for_a_key_is_that_of_its_last_letter() -> None:
    """Z is the 26th; then comes AA."""
    made = exam(
        *(choice(f"c{count}", count=count) for count in (2, 26, 27)),
        *(matching(f"m{count}", pairs=2, distractors=count - 2) for count in (3, 26, 27)),
    )
    rows = keys(made.forms, Content(made, materials(made))).forms[0].rows
    one, last, two, pair, last_pair, wide_pair = (float(row.room) for row in rows)
    assert one == last < two and pair == last_pair < wide_pair


def test_the_key_agrees_with_the_printed_paper() -> None:
    made = exam(*(choice(f"c{i}", right=(i % 4,)) for i in range(8)))
    paper, key_job, _ = jobs(made, materials(made))
    shown = paper.context["paper"].sections[0].questions  # type: ignore[attr-defined]
    rows = key_job.context["key"].forms[0].rows  # type: ignore[attr-defined]
    for i, (question, row) in enumerate(zip(shown, rows, strict=True)):
        right = {option.letter: str(option.html) for option in question.options}[row.answer]
        assert right == f"Option {i % 4} of c{i}" and row.number == question.number


def guided(made: Exam) -> GuideView:
    return guide(Content(made, materials(made)))


def test_the_guide_tells_where_each_form_asks_a_question() -> None:
    first, second = choice("one"), choice("two")
    forms = (
        Form(label="A", sections=(FormSection(questions=(asked(first, 1), asked(second, 2))),)),
        Form(label="B", sections=(FormSection(questions=(asked(second, 1, order=(0, 1, 2, 3)),)),)),
    )
    view = guided(replace(exam(first), forms=forms))
    assert [question.asked for question in view.questions] == [
        ("A\xa01: D",),
        ("A\xa02: D", "B\xa01: A"),
    ]


@pytest.mark.parametrize(("count", "listed"), [(12, 12), (13, 0)])
def test_the_guide_of_many_forms_leaves_that_to_the_keys(count: int, listed: int) -> None:
    forms = tuple(exam(choice(), label=str(i)).forms[0] for i in range(count))
    assert len(guided(replace(exam(choice()), forms=forms)).questions[0].asked) == listed


def test_the_guide_has_the_points_of_the_first_form_that_asks() -> None:
    worth = (replace(asked(choice(), 1), points=Decimal(points)) for points in (2, 3))
    forms = tuple(Form(label="A", sections=(FormSection(questions=(each,)),)) for each in worth)
    assert guided(replace(exam(choice()), forms=forms)).questions[0].points == "2 points"


def test_the_guide_has_credit_feedback_rubric_and_notes() -> None:
    picked = choice(
        options=(
            *options("Right"),
            Option(text=text("Half"), right=False, credit=Decimal("0.5"), feedback=text("Nearly.")),
        ),
        notes=(Note("memory_tip", text("Remember.")), Note("source", text("A book."))),
        hints=(text("Think."),),
    )
    written = open_question(rubric=(Criterion(text("A reason"), Decimal(1)),), answer=text("Why."))
    first, second = guided(exam(picked, written)).questions
    assert [(o.right, o.credit, str(o.feedback)) for o in first.options] == [
        (True, "", ""),
        (False, "50% of the points", "<p>Nearly.</p>"),
    ]
    assert [note.label for note in first.notes] == ["Hint", "Memory tip", "Source"]
    assert [(line.label, str(line.html)) for line in second.rubric] == [("1 point", "A reason")]
    assert [str(line.html) for line in second.answers] == ["<p>Why.</p>"]


def test_a_model_answer_that_is_the_rubric_is_shown_once() -> None:
    rubric = (Criterion(text("One thing")), Criterion(text("Another")))
    question = open_question(rubric=rubric, answer=md("- One thing\n- Another"))
    (shown,) = guided(exam(question)).questions
    assert shown.answers == () and len(shown.rubric) == 2


@pytest.mark.parametrize("name", ["key", "marking-guide"])
def test_the_html_for_markers(name: str) -> None:
    made = rich_exam(course="Deep Learning", language="de")
    chosen = materials(made)
    job = next(job for job in jobs(made, chosen) if job.path == f"{name}.pdf")
    sandbox = templates.environment(chosen.theme.templates)
    html = templates.render(sandbox, job.template, job.context)
    check_golden(f"paper/{name}.html", html.encode())


def test_derived_questions_are_marked_for_markers_only() -> None:
    made = exam(
        short("l1-short-1a2b3c", "lasso", tags=("derived",), card="l1"),
        short("renamed", "ridge", tags=("derived",), card="l2"),
        short("own", "dropout"),
    )
    content = Content(made, materials(made))
    assert [q.derived for q in guide(content).questions] == ["derived", "derived from l2", ""]
    rows = keys(made.forms, content).forms[0].rows
    assert [row.derived for row in rows] == ["derived", "derived", ""]
    sandbox = templates.environment(materials(made).theme.templates)
    shown = [
        templates.render(sandbox, job.template, job.context) for job in jobs(made, materials(made))
    ]
    assert [text.count(">derived<") for text in shown] == [0, 2, 1]
    assert [text.count(">derived from l2<") for text in shown] == [0, 0, 1]
