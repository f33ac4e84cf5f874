"""What stands on a paper, before it is printed: its view, its HTML, and what templates may do."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from builders import (
    PICTURE,
    bank,
    blueprint,
    candidates,
    choice,
    matching,
    numeric,
    one_of_each,
    open_question,
    ordering,
    picture_node,
    sample_exam,
    text,
    truefalse,
)
from golden_files import check_golden

from quizgen.build import only
from quizgen.markup.formula import Formula, FormulaEngine
from quizgen.markup.parse import parse
from quizgen.materials import Materials, Theme
from quizgen.model import (
    Asked,
    Blueprint,
    Candidate,
    Choice,
    Exam,
    Form,
    FormSection,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Note,
    Option,
    Ordering,
    Paper,
    Pattern,
    Question,
    nodes,
)
from quizgen.paper.layout import templates
from quizgen.paper.views import answer_sheet
from quizgen.paper.views.candidate import paper
from quizgen.paper.views.content import Content
from quizgen.paper.views.view import PaperView
from quizgen.problem import WARNING
from quizgen.read.theme import read_theme


@cache
def our_theme() -> Theme:
    """Our own templates, without anything of a teacher's."""
    return read_theme(Path(__file__).parent / "nowhere")[0]


def theme(style: str = "", **overriding: str) -> Theme:
    """Our theme with a teacher's style sheet and templates, named by their last part."""
    own = {f"paper/{name}.html.j2": source for name, source in overriding.items()}
    return Theme({**our_theme().templates, **own}, style)


@cache
def drawn(tex: str, display: bool) -> Formula:
    formula = FormulaEngine("en").draw(tex, display)
    assert isinstance(formula, Formula)
    return formula


def materials(exam: Exam, theme: Theme | None = None) -> Materials:
    """The formulas of the exam, drawn, and a theme."""
    keys = {
        (node.text, node.kind == "formula_block" or node.get("display") == "true")
        for node in nodes((exam.blueprint, *exam.questions))
        if node.kind in {"formula", "formula_block"}
    }
    formulas = {key: drawn(*key) for key in sorted(keys)}
    return Materials(formulas, theme or our_theme())


def md(source: str) -> Markup:
    return parse(source, "deck.md")[0]


def asked(question: Question, number: int = 1, **values: Any) -> Asked:
    """The question with its options turned round."""
    size = len(question.options) if isinstance(question, Choice) else 0
    size = len(question.entries) if isinstance(question, Matching | Ordering) else size
    made = {"points": question.points, "order": tuple(reversed(range(size))), **values}
    return Asked(number=number, question=question, **made)


def exam(*questions: Question, label: str = "A", section: str = "", **values: Any) -> Exam:
    """One form that asks the questions in their order, or as many forms as there are candidates."""
    people: tuple[Candidate | None, ...] = values.get("candidates", ()) or (None,)
    rows = tuple(asked(question, i) for i, question in enumerate(questions, start=1))
    parts = (FormSection(title=section, questions=rows),)
    forms = (
        Form(label=f"{i:03}" if person else label, sections=parts, candidate=person)
        for i, person in enumerate(people, start=1)
    )
    made = blueprint(**values)
    return Exam(blueprint=made, forms=tuple(forms), pictures={PICTURE.key: PICTURE})


def view(exam: Exam, form: int = 0) -> PaperView:
    return paper(exam.forms[form], Content(exam, materials(exam)))


def page(exam: Exam, theme: Theme | None = None) -> str:
    """The HTML of the first form's paper."""
    chosen = materials(exam, theme)
    shown = paper(exam.forms[0], Content(exam, chosen))
    context = {"paper": shown, "sheet": shown.sheet, "labels": shown.sheet.labels}
    sandbox = templates.environment(chosen.theme.templates)
    return templates.render(sandbox, "paper/paper.html.j2", context)


def rich_exam(**values: Any) -> Exam:
    """All kinds, with formulas, code, a table, a picture, hints and hidden notes."""
    kinds = one_of_each()
    gapped = Gaps(
        id="holes",
        stem=(
            Node(
                "paragraph",
                children=(
                    Node("text", "Fill "),
                    Node("gap", attributes=(("number", "0"),)),
                    Node("text", " and "),
                    Node("gap", attributes=(("number", "1"),)),
                ),
            ),
        ),
        gaps=(Gap((Pattern(("a very long answer",)),), "a hint"), Gap((Pattern(("no",)),))),
    )
    norms = Choice(
        id="norms",
        stem=md("Which norm?\n\n```python\n# a comment\nfor w in ws:\n    print(w)\n```"),
        options=(
            Option(text=md(r"$\lVert w\rVert_1$"), right=True, feedback=md("Because of corners.")),
            Option(text=md(r"$\lVert w\rVert_2$"), right=False),
            Option(text=md("| a | b |\n|---|--:|\n| 1 | 2 |"), right=False),
            Option(text=text("A dot: ", picture_node()), right=False),
        ),
        multiple=True,
        notes=(Note("memory_tip", md("Lots of zeros.")),),
        points=Decimal(2),
    )
    return exam(*kinds, gapped, norms, section="All kinds", **values)


# Views


def values_of(value: object) -> list[object]:
    if isinstance(value, tuple):
        return [part for entry in value for part in values_of(entry)]
    if is_dataclass(value):
        return [part for field in fields(value) for part in values_of(getattr(value, field.name))]
    return [value]


def test_a_view_is_plain_data_without_any_key() -> None:
    plain = {type(value) for value in values_of(view(rich_exam()))}
    names = {kind.__name__ for kind in plain}
    assert names <= {"str", "Markup", "bool", "int", "dict", "NoneType"}
    everything = repr(view(rich_exam()))
    for hidden in (
        "Because",
        "Lots of zeros",
        "See week 5",
        "The reason",
        "lasso",
        "3.14",
    ):
        assert hidden not in everything


def test_the_view_of_a_paper_is_the_same_whatever_is_right() -> None:
    papers = {
        view(exam(choice(right=(i,)), truefalse(answer=bool(i)), numeric(value=f"{i}.5")))
        .sections[0]
        .questions
        for i in range(3)
    }
    assert len(papers) == 1


def test_options_are_lettered_in_printed_order() -> None:
    question = view(exam(choice())).sections[0].questions[0]
    texts = [(option.letter, str(option.html)) for option in question.options]
    assert texts == [("ABCD"[i], f"Option {3 - i} of choice") for i in range(4)]


def test_gaps_are_equally_wide() -> None:
    html = page(rich_exam())
    assert html.count('class="gap gap-medium"') == 2


@pytest.mark.parametrize(
    ("wrong", "points", "expected"),
    [
        (("0", "0"), ("1", "2"), ""),
        (("-0.25", "-0.25"), ("2", "2"), "Each wrong choice costs 0.5 points."),
        (("-0.5", "-0.5"), ("2", "2"), "Each wrong choice costs 1 point."),
        (("-0.25", "-0.25"), ("1", "2"), "Each wrong choice costs 25% of the question's points."),
    ],
)
def test_negative_marking_is_announced(
    wrong: tuple[str, str], points: tuple[str, str], expected: str
) -> None:
    rows = tuple(
        asked(choice(f"c{i}"), i, wrong=Decimal(wrong[i]), points=Decimal(points[i]))
        for i in range(2)
    )
    form = Form(label="A", sections=(FormSection(questions=rows),))
    shown = view(Exam(blueprint=blueprint(), forms=(form,)))
    assert shown.sections[0].notice == expected


def marks(count: int, sections: int) -> list[tuple[str, str]]:
    rows = tuple(asked(choice(f"c{i}"), i) for i in range(1, count + 1))
    size = -(-count // sections)
    parts = tuple(
        FormSection(title="Part", questions=rows[i : i + size]) for i in range(0, count, size)
    )
    shown = view(Exam(blueprint=blueprint(), forms=(Form(label="A", sections=parts),)))
    return [(mark.head, mark.points) for mark in shown.marks]


def test_the_table_of_points_has_questions_or_sections() -> None:
    assert marks(3, 2) == [("1", "1"), ("2", "1"), ("3", "1")]
    assert marks(30, 2) == [("1–15", "15"), ("16–30", "15")]
    assert marks(30, 1) == []


def test_room_for_an_answer_grows_with_the_model_answer() -> None:
    def lines(answer: str, columns: int = 1, points: int = 1) -> int:
        question = open_question(answer=text(answer), points=Decimal(points))
        made = exam(question, paper=Paper(columns=columns))
        return view(made).sections[0].questions[0].lines

    assert lines("Short.") == 3
    assert lines("Short.", points=4) == 8
    assert lines("word " * 60) == 9
    assert lines("word " * 60, columns=2) > 9
    assert lines("word " * 6000) == 20


def test_numbers_and_words_are_of_the_language() -> None:
    shown = view(exam(choice(points=Decimal("1.50")), language="de"))
    assert shown.sections[0].questions[0].points == "1,5 Punkte"
    assert shown.sheet.labels["true"] == "Wahr"


def test_a_version_is_named_where_there_are_several_and_no_candidates() -> None:
    assert view(exam(choice())).version == ""
    assert [view(sample_exam(forms=2), i).version for i in range(2)] == ["Version A", "Version B"]
    personal = view(exam(choice(), candidates=candidates(2)), 1)
    assert personal.version == "" and personal.candidate is not None
    assert (personal.candidate.name, personal.candidate.id) == ("Person 2", "0002")


def test_a_version_that_is_printed_again_says_which_it_is() -> None:
    again = only(sample_exam(forms=2), ["B"])
    assert view(again).version == "Version B"


def sheet_rows(made: Exam) -> list[tuple[str, list[str]]]:
    sheet = view(made).answer_sheet
    assert sheet is not None
    return [
        (row.number, ["".join((line.prompt, *line.names)) for line in row.lines] or [row.unit])
        for row in sheet.rows
    ]


def test_an_answer_sheet_has_squares_for_marks_and_lines_for_words() -> None:
    made = exam(*one_of_each(), numeric("two", unit="m"), paper=Paper(answer_sheet=True))
    assert sheet_rows(made) == [
        ("1", ["ABCD"]),
        ("2", ["TrueFalse"]),
        ("3", [""]),
        ("4", [""]),
        ("5", ["1ABCD", "2ABCD", "3ABCD"]),
        ("9", ["m"]),
    ]


def test_an_answer_sheet_names_the_questions_that_are_not_on_it() -> None:
    on, off = choice, open_question
    made = exam(off("a"), on("b"), off("c"), off("d"), off("e"), paper=Paper(answer_sheet=True))
    sheet = view(made).answer_sheet
    assert sheet is not None and sheet.notice == "Answer in the paper itself: 1, 3–5."
    whole = view(exam(on(), paper=Paper(answer_sheet=True))).answer_sheet
    assert whole is not None and whole.notice == ""


def test_there_is_no_answer_sheet_unless_it_is_asked_for_and_of_use() -> None:
    assert view(exam(choice())).answer_sheet is None
    assert "answer-sheet" not in page(exam(choice()))
    assert view(exam(open_question(), paper=Paper(answer_sheet=True))).answer_sheet is None


def test_an_answer_sheet_that_nothing_could_stand_on_is_told() -> None:
    asked_for = Paper(answer_sheet=True)
    (problem,) = answer_sheet.check(exam(open_question(), paper=asked_for))
    assert problem.severity == WARNING and "no answer sheet is printed" in problem.message
    assert answer_sheet.check(exam(open_question(), choice(), paper=asked_for)) == ()
    assert answer_sheet.check(exam(open_question())) == ()


def test_the_answer_sheet_is_the_same_whatever_is_right() -> None:
    asked_for = Paper(answer_sheet=True)
    sheets = {
        view(exam(choice(right=(i,)), truefalse(answer=bool(i)), paper=asked_for)).answer_sheet
        for i in range(3)
    }
    assert len(sheets) == 1


# HTML


def test_the_html_of_a_paper() -> None:
    made = rich_exam(
        course="Deep Learning",
        date="27 November 2026",
        duration="45 min",
        instructions=md("Use a **pen**."),
        paper=Paper(answer_sheet=True),
    )
    check_golden("paper/paper.html", page(made).encode())


def test_authored_text_is_escaped() -> None:
    html = page(
        exam(
            choice(stem=text("<b>&</b>")),
            title="<i>x</i>",
            candidates=(Candidate("<1>", "<u>Ann</u>"),),
        )
    )
    for raw in ("<b>&</b>", "<i>x</i>", "<u>Ann</u>", "<1>"):
        assert raw not in html and raw in unescape(html)


@pytest.mark.parametrize(
    ("language", "source", "shown"),
    [
        ("console", "$ ls", "$ ls"),
        ("psql", "x = 1", "x = 1"),
        ("bash", "ls # all", 'ls <span class="comment"># all</span>'),
        ("robotframework", "\tx\n\ty", "\tx\n\ty"),
        ("", "\n  x\n", "\n  x"),
    ],
)
def test_no_language_loses_anything_of_code(language: str, source: str, shown: str) -> None:
    stem = (Node("code_block", source, (), (("language", language),)),)
    assert f"<pre><code>{shown}</code></pre>" in page(exam(choice(stem=stem)))


def test_every_kind_has_a_place_to_answer() -> None:
    html = page(exam(*one_of_each()))
    for mark in (
        'class="box"',
        'class="picks"',
        "blank-text",
        "blank-number",
        'class="prompt"',
        'class="step"',
        'class="gap ',
        'class="line"',
    ):
        assert mark in html


@pytest.mark.parametrize(
    ("space", "there", "gone"),
    [("lines", 'class="line"', "answer-area"), ("box", "answer-area", 'class="line"')],
)
def test_answer_space(space: str, there: str, gone: str) -> None:
    html = page(exam(open_question(), paper=Paper(answer_space=space)))
    assert there in html and gone not in html


def test_no_answer_space() -> None:
    html = page(exam(open_question(), paper=Paper(answer_space="none")))
    assert "answer-area" not in html and 'class="line"' not in html


def test_a_numeric_answer_has_its_unit_after_the_blank() -> None:
    assert '<span class="unit">m/s</span>' in page(exam(numeric(unit="m/s")))


def test_a_question_in_another_language_says_so() -> None:
    html = page(exam(choice(language="fr"), choice("two")))
    assert html.count('lang="fr"') == 1


def test_pictures_are_as_wide_as_asked_or_as_their_pixels() -> None:
    wide = replace(picture_node(), attributes=(*picture_node().attributes, ("width", "6cm")))
    html = page(exam(choice(stem=text("", wide)), choice("b", stem=text("", picture_node()))))
    assert 'style="width: 6cm"' in html and 'style="width: 1px"' in html
    assert PICTURE.key in html


def test_formulas_stand_on_the_base_line_and_are_spoken() -> None:
    html = page(exam(choice(stem=md(r"What is $\frac12$?"))))
    formula = drawn(r"\frac12", False)
    assert f"vertical-align: {-formula.depth:.4f}em" in html and "one half" in html


# Templates


def test_a_template_of_the_teachers_is_used_in_place_of_ours() -> None:
    html = page(exam(choice()), theme(identity="<p>No names.</p>"))
    assert "No names." in html and "field-name" not in html


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ paper.titel }}", "titel"),
        ("{{ labels.nosuch }}", "nosuch"),
        ("{% if %}", "Expected an expression"),
        ("{{ paper.__class__.__mro__ }}", "unsafe"),
        ("{{ [1, 2] | random }}", "random"),
        ("{{ lipsum() }}", "lipsum"),
        ("{{ labels.update({'name': 'x'}) }}", "unsafe"),
        ("{% include 'paper/nosuch.html.j2' %}", "there is no template paper/nosuch.html.j2"),
        ("{% include '../../secret.txt' %}", "there is no template"),
        ("{% include 'paper/title.html.j2' %}", "itself without end"),
        ("{{ paper.sections[0].questions[0].key }}", "key"),
        ("{{ paper.sections[0].questions[0].options[0].right }}", "right"),
    ],
)
def test_a_template_that_fails_is_named_with_its_line(source: str, reason: str) -> None:
    with pytest.raises(templates.TemplateFailure) as failure:
        page(exam(choice()), theme(title=f"\n\n{source}"))
    assert reason in failure.value.reason
    assert (failure.value.name, failure.value.line) == ("paper/title.html.j2", 3)


def test_a_blueprint_without_facts_prints_none() -> None:
    made: Blueprint = blueprint()
    assert made.course == "" and 'class="course"' not in page(exam(choice()))


def test_matching_and_ordering_show_every_entry_once() -> None:
    html = page(exam(matching(distractors=1), ordering()))
    for entry in ("Left 0", "Right 2", "Distractor 0", "Step 3"):
        assert html.count(entry) == 1


def test_the_bank_of_the_builders_prints() -> None:
    made = Exam(blueprint=blueprint(), forms=sample_exam().forms, pictures=bank().pictures)
    assert page(made).count('class="number"') == len(tuple(made.forms[0].questions))
