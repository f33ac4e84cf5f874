"""The papers as pages: what paper shows, in the same order, and nothing of the key."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import (
    assembled,
    bank,
    blueprint,
    candidates,
    choice,
    gaps,
    one_of_each,
    open_question,
    picture_node,
    sample_bank,
    short,
    text,
)
from lxml import html
from random_exams import Maker
from sample_bank import MATERIALS

from quizgen.document import NotMade
from quizgen.export.web import WEB
from quizgen.export.web.readback import differences, verify
from quizgen.materials import Materials, Theme
from quizgen.model import Exam, Node, Note, Numeric, Option, Question
from quizgen.read.formulas import draw


def exported(exam: Exam) -> dict[str, bytes]:
    return {document.path: document.data for document in WEB.export(exam, MATERIALS)}


def of(*questions: Question, **fields: object) -> Exam:
    return assembled(bank(*questions), blueprint(**fields))


def test_a_page_for_each_form_in_the_order_of_its_paper() -> None:
    exam = assembled(sample_bank(), blueprint(forms=2))
    pages = exported(exam)
    assert list(pages) == ["week5-web-A.html", "week5-web-B.html"]
    for form, data in zip(exam.forms, pages.values(), strict=True):
        page: Any = html.document_fromstring(data.decode())
        asked = {a.question.id: a for a in form.questions}
        shown = page.xpath(
            "//article[.//ol[@class='options']][contains(., 'Which of c00?')]//ol/li"
        )
        options = [f"Option {i} of c00" for i in asked["c00"].order]
        assert [li.text_content() for li in shown] == options
        numbers = page.xpath("//article//span[@class='number']/text()")
        assert numbers == [str(a.number) for a in form.questions]


def test_a_page_for_each_candidate() -> None:
    pages = exported(of(choice(), candidates=candidates(2)))
    assert len(pages) == 2
    assert b"Person 1" in next(iter(pages.values()))


def test_headings_have_their_ranks_and_the_language_is_told() -> None:
    page: Any = html.document_fromstring(
        exported(of(choice(language="fr"), language="de"))["week5-web-A.html"].decode()
    )
    assert [element.tag for element in page.iter("h1", "h2", "h3")] == ["h1", "h2"]
    assert page.get("lang") == "de"
    assert page.xpath("//article/@lang") == ["fr"]
    assert "Aufgabe 1 (1 Punkt)" in " ".join(page.text_content().split())


def test_nothing_is_fetched_and_nothing_acts() -> None:
    (data,) = exported(of(choice(stem=text("See ", picture_node())))).values()
    assert re.findall(rb'src="(?!data:image/)', data) == []
    assert b"<script" not in data and b"default-src 'none'" in data and b"script-src" not in data


def test_a_gap_can_be_heard() -> None:
    (data,) = exported(of(gaps())).values()
    assert data.count(b'role="img" aria-label="a gap"') == 2


def test_no_key_is_in_a_page() -> None:
    secret = choice(
        "choice-of-secret",
        stem=text("Which?"),
        options=(
            Option(text=text("yes"), right=True, feedback=text("Because of feedback")),
            Option(text=text("no"), right=False, credit=Decimal("0.5")),
        ),
        notes=(Note("feedback", text("noted afterwards")),),
        hints=(text("hinted at"),),
    )
    (data,) = exported(
        of(
            secret,
            short("short-secret", "seminorm", stem=text("Name it.")),
            open_question(answer=text("modelled")),
        )
    ).values()
    for word in (
        b"of-secret",
        b"seminorm",
        b"of feedback",
        b"noted",
        b"hinted",
        b"modelled",
        b"50",
        b"right",
    ):
        assert word not in data.split(b"</head>")[1], word


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Option 1 of", b"Option 7 of"),
        (b"<li>Option", b"<li>No option"),
        (b'<span class="number">1<', b'<span class="number">2<'),
        (b"(1 point)", b"(2 points)"),
        (b"</main>", b"<!-- --><p>lasso</p></main>"),
        (b"</main>", b'<p title="lasso">x</p></main>'),
        (b"</main>", b"<script>alert(1)</script></main>"),
        (b"default-src 'none'", b"default-src *"),
        (b'<html lang="en"', b'<html lang="en" onload="x"'),
        (b"data:image/png", b"https://example.org/x.png?"),
        (b"<!doctype html>", b""),
    ],
)
def test_the_read_back_finds(old: bytes, new: bytes) -> None:
    exam = of(*one_of_each(), choice("shown", stem=text("See ", picture_node())))
    (form,) = exam.forms
    (data,) = exported(exam).values()
    assert differences(exam, form, MATERIALS, data) == ()
    assert old in data
    with pytest.raises(NotMade):
        verify(exam, form, MATERIALS, data.replace(old, new, 1))


@pytest.mark.parametrize("seed", range(12))
def test_random_exams_are_read_back(seed: int) -> None:
    exam = Maker(seed).exam()
    formulas, problems = draw((exam.questions, exam.blueprint.instructions))
    assert not problems
    pages = list(WEB.export(exam, Materials(formulas, Theme({}))))
    assert len(pages) == 3


def test_units_stand_beside_the_line() -> None:
    question = Numeric(id="n", stem=text("How far?"), value=Decimal(5), unit="km")
    (data,) = exported(of(question)).values()
    assert b'<span class="unit">km</span>' in data


def test_an_exam_without_questions_is_refused() -> None:
    exam = of(choice())
    empty = replace(exam, forms=(replace(exam.forms[0], sections=()),))
    (problem,) = WEB.check(empty, MATERIALS)
    assert "no question" in problem.message


def test_an_address_that_an_author_links_to_is_no_leak_of_ours() -> None:
    link = Node(
        "link",
        children=(Node("text", "a map"),),
        attributes=(("href", "https://a.example/giraffe"),),
    )
    (page,) = exported(
        assembled(bank(short("q", "giraffe", stem=text("Look at ", link))), blueprint())
    ).values()
    assert b'href="https://a.example/giraffe"' in page
