"""What a teacher's style sheet may do to a paper, and what is said of it, however papers are printed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from builders import (
    candidates,
    choice,
    gaps,
    matching,
    numeric,
    open_question,
    ordering,
    short,
    truefalse,
)
from test_composed import require_same
from test_paper import exam, materials, md, theme

from quizgen.document import NotMade
from quizgen.export import pdf
from quizgen.export.pdf import PDF
from quizgen.export.pdf_keys import composed_keys
from quizgen.model import Exam, Option, Paper, Place
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composition import Composition
from quizgen.paper.keys import Keys
from quizgen.paper.orders import Maker as PaperMaker
from quizgen.paper.papers import Papers
from quizgen.paper.pool import Printers
from quizgen.paper.printing import papers, press
from quizgen.paper.views.content import Content
from quizgen.problem import Problem

SLOWLY = "\n.question + .question { }"
"""With this papers are laid out one by one."""


def made() -> Exam:
    options = ("The ridge", "Early $x^2$ stopping", "Neither of them")
    return exam(
        choice("c", options=tuple(Option(text=md(o), right=o == options[0]) for o in options)),
        truefalse("t"),
        matching("m"),
        ordering("o"),
        gaps("g", "a long answer"),
        numeric("n"),
        short("s"),
        open_question("w"),
        paper=Paper(answer_sheet=True),
    )


@cache
def problems(style: str) -> tuple[Problem, ...]:
    """What keeps the papers from being printed."""
    chosen = made()
    try:
        tuple(PDF.export(chosen, materials(chosen, theme(style))))
    except NotMade as failure:
        return failure.problems
    return ()


OVER = "lie over each other"
TINY = "is too small to be read"
HIDDEN = "is not on the paper, since a style hides it"
BLANK = "cannot be seen on page"
FAULTS = {
    ".option { position: absolute }": OVER,
    ".option:not(:empty) .text { position: relative; top: -1.7em }": OVER,
    ".option .text { transform: translateY(-20px) }": "the letter does not stand beside its text",
    ".stem { transform: translateY(30px) }": OVER,
    ".stem { margin-bottom: -1.5em }": OVER,
    ".option { line-height: 0; margin: 0 }": OVER,
    ".options { line-height: .1 } .option { margin: 0 }": OVER,
    ".option { height: 0; margin: 0; overflow: visible }": OVER,
    ".stem { height: 0; overflow: visible }": OVER,
    ".step .text { margin-left: -2.3em }": "is covered by text",
    ".option .text { font-size: .1pt }": TINY,
    ".stem { font-size: 2pt }": TINY,
    ".option .text { transform: scale(.1) }": TINY,
    ".formula { width: 2px !important }": TINY,
    ".box { display: none }": f"a square to mark {HIDDEN}",
    ".answer-box { display: none }": f"a square to mark {HIDDEN}",
    ".blank { display: none }": f"a line to write on {HIDDEN}",
    ".sheet-row .box { display: none }": f"a square of the answer sheet {HIDDEN}",
    ".identity { display: none }": f"the field for the name or number {HIDDEN}",
    ".field-name { display: none }": f"the field for the name or number {HIDDEN}",
    ".identity { visibility: hidden }": f"the field for the name or number {BLANK}",
    ".option .box { visibility: hidden }": f"a square to mark {BLANK}",
    ".box { border-color: white }": f"a square to mark {BLANK}",
    ".answer-box { border: 0 }": f"a square to mark {BLANK}",
    ".lines { visibility: hidden }": f"a line to write on {BLANK}",
    ".blank { border-color: #fff }": f"a line to write on {BLANK}",
    ".option .box { width: 0; height: 0 }": "a square to mark is too small",
    ".blank { width: 0 }": "a line to write on is too small",
    ".option .box { left: -90mm }": f"a square to mark {BLANK}",
}


@pytest.mark.parametrize("style", FAULTS)
@pytest.mark.parametrize("slowly", ["", SLOWLY], ids=["fast", "slow"])
def test_what_nobody_could_read_or_answer_is_an_error(
    style: str, slowly: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "traced", lambda failure, *_: failure.problems)
    found = problems(f"h1 {{ color: #333 }}\n{style}{slowly}")
    assert any(FAULTS[style] in problem.message for problem in found), found


@pytest.mark.parametrize(
    ("slowly", "called"), [("", "question “{0.id}”: “"), (SLOWLY, "question 1: “")]
)
def test_a_question_is_called_by_its_number_only_where_it_has_one(
    slowly: str, called: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "traced", lambda failure, *_: failure.problems)
    told = problems(f".stem {{ font-size: 2pt }}{slowly}")
    assert any(called.format(*made().questions) in each.message for each in told), told


@pytest.mark.parametrize("slowly", ["", SLOWLY], ids=["fast", "slow"])
def test_the_error_is_told_at_the_rule(slowly: str) -> None:
    (told,) = problems(f"h1 {{ color: #333 }}\n.stem {{ margin-bottom: -1.6em }}{slowly}")
    assert OVER in told.message and told.place == Place("style.css", 2, 9)
    assert told.hint.startswith("without this that does not happen")


@pytest.mark.parametrize(
    "style",
    [
        "",
        ".points, .section-points { display: none }",
        ".question { line-height: 1.1 } .option { margin: 0 }",
        ".text { font-size: 8pt }",
        ".box { border-radius: 50% } .answer-box { border: 0; background: #ddd }",
        ".line { border-bottom: .5pt dotted #888 }",
        ".field { border: 0; border-bottom: .6pt solid #000 }",
        ".formula { opacity: 1 }",
    ],
)
@pytest.mark.parametrize("slowly", ["", SLOWLY], ids=["fast", "slow"])
def test_what_can_be_read_and_answered_is_left_alone(style: str, slowly: str) -> None:
    assert problems(style + slowly) == ()


# What is printed of blocks that were laid out once, and what is not


def cast(style: str = "", chosen: Exam | None = None) -> tuple[str, Galley | None]:
    """Why papers are not composed, or the galley of which they are."""
    chosen = chosen or made()
    content = Content(chosen, materials(chosen, theme(style)))
    with Printers(press(chosen, content.materials)) as printers:
        (outcome,) = printers.print_all([Papers(content).casting()])
    return outcome.unsuitable, outcome.galley


MOVED = {
    ".question { margin-top: -1em }": "a margin below zero",
    ".question { margin-bottom: -.3em }": "a margin below zero",
    ".section-head { margin: -2mm 0 }": "a margin below zero",
    ".instructions { margin-top: -1em }": "a margin below zero",
    "main { margin-top: 3em }": "a margin or padding above or below",
    ".keep { padding-bottom: 1em }": "a margin or padding above or below",
    "body { padding-top: 1em }": "a margin or padding above or below",
    ".question { top: 1em }": "away from its place",
    ".title-block { float: left; width: 100% }": "away from its place",
    ".answer-sheet { break-before: right }": "on a left or a right page",
    ".keep .question { break-before: avoid }": "keeps “question” with what stands before it",
}


@pytest.mark.parametrize("style", MOVED)
def test_what_blocks_cannot_do_is_told(style: str) -> None:
    chosen = exam(
        short("a"),
        short("b"),
        section="One",
        instructions=md("Read."),
        paper=Paper(answer_sheet=True),
    )
    why, galley = cast(style, chosen)
    assert MOVED[style] in why and galley is None


@pytest.mark.parametrize(
    "style",
    [
        ".question { margin: 2em 0 3em } .section-head { margin-top: 4em }",
        ".stem { margin: 1em 0 -.2em } .option .text { margin-left: -.2em }",
        ".points, .option .box { margin-top: .1em }",
    ],
)
def test_other_margins_are_the_same_on_both_ways(style: str) -> None:
    options = tuple(Option(text=md(f"Option {i}"), right=i == 0) for i in range(3))
    chosen = exam(
        *(choice(f"c{i}", options=options) for i in range(14)), section="One", seed="margins"
    )
    content = Content(chosen, materials(chosen, theme(style)))
    (job,) = papers(content, chosen.forms)
    with Printers(press(chosen, content.materials)) as printers:
        found = tuple(printers.print_all([Papers(content).casting(), job]))
    assert found[0].galley is not None, found[0].unsuitable
    made = Composition(Papers(content), found[0].galley).orders()
    (composed,) = PaperMaker(found[0].galley, "en").make(made)
    assert composed is not None
    require_same(composed.data, found[1].data)


def test_numbers_of_four_digits_fit() -> None:
    chosen = exam(short("a"), short("b"), paper=Paper(answer_sheet=True))
    (form,) = chosen.forms
    (section,) = form.sections
    questions = tuple(
        replace(asked, number=number)
        for asked, number in zip(section.questions, (100, 1000), strict=True)
    )
    form = replace(form, sections=(replace(section, questions=questions),))
    chosen = replace(chosen, forms=(form,))
    content = Content(chosen, materials(chosen))
    why, galley = cast(chosen=chosen)
    assert galley, why
    composition = Composition(Papers(content), galley)
    assert all(PaperMaker(galley, "en").make(composition.orders()))


def test_a_template_without_targets_is_told_by_its_name() -> None:
    ours = theme().templates
    kind, sheet = "paper/kinds/choice.html.j2", "paper/answer_sheet.html.j2"
    own = {name: ours[name].replace(' data-target="', ' data-x="') for name in (kind, sheet)}
    chosen = made()
    changed = replace(theme(), templates={**ours, **own})
    first, *_ = PDF.export(chosen, materials(chosen, changed))
    told = {problem.place.path: problem for problem in first.warnings}
    assert set(told) == {f"templates/{kind}", f"templates/{sheet}"}
    assert "where the answers of choice questions stand" in told[f"templates/{kind}"].message
    assert "data-target" in told[f"templates/{kind}"].hint
    assert next(iter(PDF.export(chosen, materials(chosen)))).warnings == ()


def test_keys_that_begin_on_right_pages_are_printed_as_a_whole() -> None:
    chosen = exam(short("a"), candidates=candidates(3))
    content = Content(chosen, materials(chosen, theme(".form-key { break-before: right }")))
    with Printers(press(chosen, content.materials)) as printers:
        (outcome,) = printers.print_all([Keys(content).casting()])
        (key,) = composed_keys(content, printers)
    assert "on a left or a right page" in outcome.unsuitable
    assert len(pypdfium2.PdfDocument(key.data)) == 5
