"""What Moodle would refuse, misread or lose is told before anything is written, at its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import (
    choice,
    gaps,
    matching,
    numeric,
    open_question,
    options,
    ordering,
    picture_node,
    sample_exam,
    short,
    text,
    truefalse,
)
from test_moodle import MATERIALS, exam, md

from quizgen.export.moodle import MOODLE
from quizgen.model import (
    NOWHERE,
    Choice,
    Deck,
    Exam,
    Gap,
    Markup,
    Node,
    Option,
    Pair,
    Pattern,
    Place,
    Question,
)
from quizgen.problem import ERROR, WARNING, Problem

PLACE = Place("deck.md", 7, 3)


def problems(*questions: Question, **settings: Any) -> tuple[Problem, ...]:
    return MOODLE.check(exam(*questions, **settings), MATERIALS)


def at_place(markup: Markup) -> Markup:
    return tuple(replace(node, place=PLACE) for node in markup)


def formula(tex: str, kind: str = "formula") -> Markup:
    return (Node("paragraph", children=(Node(kind, tex, place=PLACE),)),)


def image(**attributes: str) -> Markup:
    return (Node("image", attributes=tuple(sorted(attributes.items())), place=PLACE),)


def one(text: str) -> tuple[Pattern, ...]:
    return (Pattern(tuple(text.split("*"))),)


def credited(*shares: str | None) -> Choice:
    """A choice whose options earn these shares; the first is right."""
    made = tuple(
        Option(
            text=text(f"Option {i}"),
            right=i == 0,
            credit=None if share is None else Decimal(share),
            place=PLACE,
        )
        for i, share in enumerate(shares)
    )
    return choice(options=made)


FAULTY: dict[str, tuple[Question, str]] = {
    "one option": (choice(count=1), "Moodle wants at least two options"),
    "an empty option": (
        choice(options=(*options("a", "b"), Option(text=(), right=False))),
        "the option is empty",
    ),
    "no right option": (choice(right=()), "no option earns all points"),
    "a right option that does not earn all": (credited("0.5", None), "no option earns all points"),
    "a share between grades": (credited(None, "0.37"), "Moodle has no grade of 37 %"),
    "no right option of several": (choice(right=(), multiple=True), "0 right options"),
    "too many right options": (
        choice(right=range(21), count=22, multiple=True),
        "21 right options: Moodle can share 100 % among 1 to 20",
    ),
    "no answer": (replace(short(), answers=()), "there is no accepted answer"),
    "an empty answer": (replace(short(), answers=one(" ")), "an accepted answer is empty"),
    "a wildcard after a backslash": (
        replace(short(), answers=one("a\\*b")),
        "as a star, not as a wildcard",
    ),
    "an endless number": (numeric(value="1E+300"), "is no number that Moodle could read"),
    "a number without end": (numeric(value="1E-999999999"), "is no number that Moodle could read"),
    "a number for a unit": (numeric(unit="10"), "Moodle takes no unit “10”"),
    "a long unit": (numeric(unit="m" * 51), "Moodle takes no unit"),
    "one pair": (matching(pairs=1), "Moodle wants at least two pairs"),
    "two answers": (
        matching(pairs=2, distractors=0),
        "Moodle wants at least three answers to choose from",
    ),
    "an empty left entry": (
        replace(matching(), pairs=(*matching().pairs, Pair((), text("e")))),
        "the left entry of the pair is empty",
    ),
    "an empty right entry": (
        replace(matching(), distractors=(text(" "),)),
        "the right-hand entry is empty",
    ),
    "a picture on the right": (
        replace(matching(), distractors=(text("", picture_node()),)),
        "Moodle cannot show a picture in a right-hand entry",
    ),
    "a long right entry": (
        replace(matching(), distractors=(text("<" * 64),)),
        "the right-hand entry has 256 characters; Moodle takes 255",
    ),
    "right entries that look alike": (
        replace(matching(), distractors=(at_place(md("*Right* 1")),)),
        "two right-hand entries look the same in Moodle: “Right 1”",
    ),
    "one entry to order": (ordering(count=1), "Moodle wants at least two entries to order"),
    "an empty entry": (replace(ordering(), entries=(text("a"), ())), "the entry is empty"),
    "equal entries": (
        replace(ordering(), entries=(text("a"), text("b"), text("a"))),
        "“a” stands twice",
    ),
    "gaps without answers": (gaps(stem=text("No gap")), "do not agree"),
    "a gap without an answer": (
        replace(gaps(), gaps=(Gap(()), Gap(one("b")))),
        "no accepted answer",
    ),
    "no text": (short(stem=()), "the question has no text"),
    "a control character": (short(stem=text("a\x07b")), "the character <U+0007> cannot stand"),
    "a control character in a tag": (short(tags=("a\x00",)), "the character <U+0000>"),
    "a control character in an answer": (
        replace(short(), answers=one("\ufffe")),
        "the character <U+FFFE>",
    ),
    "an address of Moodle's": (short(stem=text("@@PLUGINFILE@@/x")), "by the address of a file"),
    "a formula that ends early": (
        short(stem=formula(r"a\)b")),
        r"end the formula at the \) within",
    ),
    "a formula that links": (short(stem=formula(r"\href{x}{y}")), r"\href in a formula"),
    "a formula that styles": (
        short(stem=formula(r"\style{x}{y}", "formula_block")),
        r"\style in a formula",
    ),
    "a missing picture": (short(stem=image(picture="none", alt="A dog")), "“A dog” is missing"),
    "a strange width": (
        short(stem=image(picture="none", width="6 elephants")),
        "width=6 elephants is no length",
    ),
    "a long tag": (short(tags=("t" * 256,)), "has 256 characters; Moodle takes 255"),
    "too many points": (short(points=Decimal(100000)), "100000 points"),
    "negative points": (short(points=Decimal(-1)), "-1 points"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_errors(name: str) -> None:
    question, message = FAULTY[name]
    errors = [p for p in problems(replace(question, place=PLACE)) if p.severity == ERROR]
    assert any(message in error.message for error in errors), errors
    assert {error.place for error in errors} == {PLACE}


DOUBTFUL: dict[str, tuple[Question, str]] = {
    "credit where several may be picked": (
        replace(credited(None, "0.5"), multiple=True),
        "credit is not used",
    ),
    "negative marks for true and false": (truefalse(), "takes no points off"),
    "a negative mark between grades": (choice(), "Moodle has no grade of -46 % for a wrong choice"),
    "three right options": (
        choice(right=(0, 1, 2), count=5, multiple=True),
        "they count 40 %, 30 %, 30 % (1 question)",
    ),
    "any answer": (replace(short(), answers=one("*")), "“*” accepts any answer whatsoever"),
    "a model answer that is not accepted": (
        replace(short(), answers=one("Norm *")),
        "is not itself accepted",
    ),
    "many digits": (numeric(value="3.1415926535897932"), "Moodle computes with 15 digits"),
    "a formula on the right": (
        replace(matching(), distractors=(formula(r"\lambda"),)),
        "the formula appears as TeX",
    ),
    "an answer that the editor spoils": (gaps("g", "a~b", "x"), "saving the question in"),
    "points that gaps cannot share": (gaps(points=Decimal(3)), "4 together, not 3"),
    "ordering": (ordering(), "from version 4.4 on (there are 1 here)"),
    "a rubric elsewhere": (
        short(rubric=open_question().rubric),
        "Moodle has no marking guide for questions of kind short",
    ),
    "hints of an essay": (open_question(), "Moodle shows no hints"),
    "a long id": (short("x" * 101), "becomes the idnumber"),
    "a long topic": (short(topic="t" * 256), "the topic is longer than 255 characters"),
    "points with many digits": (short(points=Decimal(1) / 3), "seven digits after the point"),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_warnings(name: str) -> None:
    question, message = DOUBTFUL[name]
    found = problems(replace(question, place=PLACE), wrong="-0.46")
    assert any(message in problem.message for problem in found), found
    assert {problem.severity for problem in found} == {WARNING}
    assert {problem.place for problem in found} == {PLACE}


def test_the_nearest_grades_are_named() -> None:
    (problem,) = problems(credited(None, "0.37"))
    assert problem.hint == "write credit=33.33333% or credit=40%"
    assert problem.place == PLACE


def test_a_problem_in_an_entry_stands_at_the_entry() -> None:
    entries = (text("a"), at_place(text("a")))
    (_, problem) = problems(replace(ordering(), entries=entries))
    assert problem.place == PLACE


def test_formulas_may_hold_delimiters_where_mathjax_skips_them() -> None:
    fine = (r"\text{\(x\)}", r"a \\[2pt] b", r"\left\{ x \right\}", r"\\)", "x < y & z")
    assert not [p for tex in fine for p in problems(short(stem=formula(tex)))]
    assert not problems(short(stem=formula(r"a\)b", "formula_block")))


def test_nothing_is_said_about_plain_questions() -> None:
    assert not problems(
        choice(), truefalse(), short(), numeric(), matching(), gaps(points=Decimal(2))
    )


def test_an_exam_without_questions() -> None:
    (problem,) = problems()
    assert problem.severity == ERROR and "no question to write" in problem.message


def test_the_titles_of_decks() -> None:
    decks = (Deck("a", "t" * 256, "", "en", PLACE), Deck("b", "a\x01", "", "en", PLACE))
    long, control = problems(short(), decks=decks)
    assert (long.severity, control.severity) == (WARNING, ERROR)
    assert {long.place, control.place} == {PLACE}


def test_forms_that_disagree_on_the_points() -> None:
    first = exam(short())
    second = exam(replace(short(), points=Decimal(2)))
    both = replace(first, forms=(*first.forms, *second.forms, *second.forms))
    (problem,) = MOODLE.check(both, MATERIALS)
    assert "the forms give “short” different points; Moodle gets 1" in problem.message


def test_a_sample_exam_is_fit_for_moodle() -> None:
    planned: Exam = sample_exam()
    assert {p.severity for p in MOODLE.check(planned, MATERIALS)} == {WARNING}
    assert len(list(MOODLE.export(planned, MATERIALS))) == 1
    assert planned.blueprint.place == NOWHERE
