"""A teacher's own template or style sheet that spoils a document is found out, with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import choice
from test_paper import exam, materials, our_theme, theme

from quizgen.document import NotMade
from quizgen.export.pdf import PDF
from quizgen.materials import EACH, Printing, Theme
from quizgen.model import Place
from quizgen.paper import culprits
from quizgen.paper.layout import templates
from quizgen.paper.styles.pieces import bare, beginning, style_before, style_places, suspect_lines
from quizgen.problem import Problem
from quizgen.read.theme import theme_sources

ASKED = Place("deck.md", 7)
QUESTION = our_theme().templates["paper/question.html.j2"]
TITLE = our_theme().templates["paper/title.html.j2"]
KEY = our_theme().templates["paper/key.html.j2"]


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, the search goes on to its end."""
    monkeypatch.setattr(culprits, "LONGEST", 3600)


def problems(own: Theme, printing: Printing = EACH) -> tuple[Problem, ...]:
    """What is told of an exam with one question that cannot be printed like this."""
    made = exam(choice(place=ASKED), place=Place("exam.yaml"))
    with pytest.raises(NotMade) as raised:
        list(PDF.export(made, replace(materials(made, own), printing=printing)))
    return raised.value.problems


@pytest.mark.parametrize(
    ("style", "place"),
    [
        ("h1 { color: red }\n\n.stem {\n  margin: 0;\n  height: 2px; overflow: hidden }", (5, 16)),
        ("@media print {\n  .option .text { display: none }\n}\nh1 { color: red }", (2, 19)),
    ],
)
def test_the_declaration_that_hides_something_is_named(style: str, place: tuple[int, int]) -> None:
    (problem, *_) = problems(theme(style))
    assert problem.place == Place("style.css", *place)
    assert "(deck.md:7)" in problem.message and "without this" in problem.hint


@pytest.mark.parametrize(
    ("own", "place"),
    [
        pytest.param(
            theme(question=QUESTION.replace('"stem"', '"stem"\n style="color: white"')),
            Place("templates/paper/question.html.j2", 6),
            id="tag on two lines: where it begins to differ",
        ),
        pytest.param(
            theme(title='<h1>{{ sheet.title }}</h1>\n<i style="color: white">{{ seed }}</i>'),
            Place("templates/paper/title.html.j2", 2),
            id="told by the template itself",
        ),
        pytest.param(
            theme(".points { color: gray }", title="{# a #}\n\n<h2>Test</h2>", marks="<p>ok</p>"),
            Place("templates/paper/title.html.j2", 3),
            id="one of three files",
        ),
        pytest.param(
            theme(title='<h1>{{ sheet.title }}</h1>\n<link rel="attachment" href="../secret.txt">'),
            Place("templates/paper/title.html.j2", 2),
            id="a file beside the project",
        ),
        pytest.param(
            theme(title="<h1>{{ sheet.title }}</h1>\n<p>fine</p>\n" + "<div>" * 600),
            Place("templates/paper/title.html.j2", 3),
            id="too deep",
        ),
        pytest.param(
            theme(
                title="<style>\n.version { color: red }\n.stem { color: white }\n</style>\n" + TITLE
            ),
            Place("templates/paper/title.html.j2", 3),
            id="a style in a template",
        ),
        pytest.param(
            theme(key=KEY.replace("in form.rows", "in form.rows[:0]")),
            Place("templates/paper/key.html.j2", 22),
            id="a key without answers",
        ),
    ],
)
def test_the_line_of_the_template_is_named(own: Theme, place: Place) -> None:
    (problem, *_) = problems(own)
    assert problem.place == place


def test_an_endless_loop_is_named() -> None:
    loop = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    (problem, *_) = problems(
        theme(title=f"<h1>{{{{ sheet.title }}}}</h1>\n<p>fine</p>\n{loop}"), Printing(seconds=10)
    )
    assert "took longer" in problem.message
    assert problem.place == Place("templates/paper/title.html.j2", 3)


def test_a_faultless_style_is_not_accused() -> None:
    wide = choice(place=ASKED)
    made = exam(wide, place=Place("exam.yaml"))
    failure = NotMade((Problem(ASKED, "papers: a fault of ours"),), "papers", laid_out=True)
    used = materials(made, theme("h1 { color: navy }"))
    assert culprits.traced(failure, made, used) == failure.problems


def test_what_has_its_place_is_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(culprits, "Trier", None)
    made = exam(choice())
    failure = NotMade((Problem(Place("style.css", 3), "wrong"),))
    assert culprits.traced(failure, made, materials(made, theme("p {}"))) == failure.problems


def test_when_time_is_up_the_problem_stays_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(culprits, "LONGEST", -1)
    (problem, *_) = problems(theme(".stem { color: white }"))
    assert problem.place == ASKED and "style.css" in problem.hint


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\n{% include 'x' %}", 2),
        ("{% include 'y' %}", 1),
        ("{% macro m(n) %}\n{{ m(n + 1) }}{% endmacro %}\n\n{{ m(1) }}", 2),
    ],
)
def test_what_comes_round_for_ever_is_named(source: str, line: int) -> None:
    sandbox = templates.environment({"x": source, "y": "{% include 'x' %}"})
    with pytest.raises(templates.TemplateFailure) as failure:
        templates.render(sandbox, "x", {})
    assert (failure.value.line, "without end" in failure.value.reason) == (line, True)


def test_every_rule_and_declaration_of_a_style_has_a_place() -> None:
    style = "p { a: b;\r\n  c: d }\n@media x { q { e: f } }"
    found = [(place.line, place.column) for place in style_places(style)]
    assert found == [(1, 1), (1, 5), (2, 3), (3, 1), (3, 12), (3, 16)]
    assert style_before(style, Place("style.css", 2, 3)) == "p { a: b;\n  "
    assert style_places("a{" * 5000)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("<html><body>\n\n{# a #}<p>", 3),
        ("<html>\n<body class='x'><p>", 2),
        ("{# a\n#}\n{{ x }}", 3),
        ("", 1),
    ],
)
def test_where_a_template_begins_to_print(template: str, line: int) -> None:
    assert beginning("nosuch.j2", template).number == line


LINE = '<style>p {}</style><p class="{% if a > b %}x{% endif %}">1 < 2 {{ c }}</p>'


def test_tags_go_and_texts_stay() -> None:
    assert bare(f"{LINE}\n<b>", frozenset({1}), texts=True) == "1 < 2 {{ c }}\n<b>"


def test_what_is_computed_goes_too_where_it_may_take_for_ever() -> None:
    loop = "{% for i in range(9) -%}{{ i }}{% endfor %}"
    assert bare(loop, frozenset({1}), texts=False) == "{% for i in[]-%}{% endfor %}"


def test_the_lines_of_a_style_element_go_as_a_whole() -> None:
    template = "<style>\np {\n}\n</style>\nq"
    assert bare(template, frozenset({2, 5}), texts=True) == "<style>\n\n}\n</style>\nq"
    assert [line.number for line in suspect_lines("x", template)] == [2, 3, 4]


def test_the_lines_of_own_files_can_be_shown() -> None:
    sources = theme_sources(Theme({"paper/x.j2": "a"}, "b"))
    assert sources == {"style.css": "b", "templates/paper/x.j2": "a"}
