"""The page to practise with, in a browser: every kind answered, marked, added up; nothing else acts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from browser import Page, browser
from builders import (
    bank,
    choice,
    gaps,
    matching,
    numeric,
    one_of_each,
    open_question,
    options,
    ordering,
    picture_node,
    short,
    text,
    truefalse,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sample_bank import MATERIALS, everything
from test_moodle_import import QUESTIONS, exam

from quizgen.assemble import bank_exam
from quizgen.document import NotMade
from quizgen.export.lms.losses import kept
from quizgen.export.practice import HTML, LIMITS
from quizgen.export.practice.readback import differences, verify
from quizgen.markup.plain import one_line
from quizgen.materials import Materials, Theme
from quizgen.model import (
    Choice,
    Exam,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.read.formulas import draw


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        yield opened


def exported(planned: Exam, materials: Materials = MATERIALS) -> bytes:
    (document,) = HTML.export(planned, materials)
    assert document.path.endswith("-practice.html")
    return document.data


def of(*questions: Question, language: str = "en", wrong: Decimal = Decimal(0)) -> Exam:
    made = bank_exam(bank(*questions), "All")
    (form,) = made.forms
    (section,) = form.sections
    asked = tuple(replace(each, wrong=wrong) for each in section.questions)
    form = replace(form, sections=(replace(section, questions=asked),))
    return replace(made, forms=(form,), blueprint=replace(made.blueprint, language=language))


def start(page: Page, planned: Exam, folder: Path, mode: str = "final", dark: bool = False) -> None:
    """Open the page of an exam and begin."""
    file = folder / "practice.html"
    file.write_bytes(exported(planned))
    page.open(file, dark)
    page.run(f"document.getElementById('mode-{mode}').click()")
    page.run("document.querySelector('#setup button').click()")


def finished(page: Page) -> str:
    """The result that the page tells."""
    page.run("document.getElementById('finish').click()")
    assert page.run("document.activeElement.id") == "result"
    return str(page.run("document.getElementById('total').textContent"))


def the(number: int) -> str:
    """A question of the page, in the exam's order."""
    return f"document.getElementById('q{number}-head').closest('section')"


def write(page: Page, field: str, value: str) -> None:
    page.run(f"{field}.focus()")
    page.type(value)


def click(page: Page, *ids: str) -> None:
    for id in ids:
        page.run(f"document.getElementById('{id}').click()")


# --- answering as somebody who knows everything, or nothing


def answer(page: Page, number: int, question: Question, right: bool) -> None:
    _ANSWERS[type(question)](page, number, question, right)


def _choice(page: Page, number: int, question: Any, right: bool) -> None:
    wanted = [
        i for i, o in enumerate(question.options, start=1) if o.right is right and not o.credit
    ]
    click(page, *(f"q{number}-{i}" for i in (wanted if question.multiple else wanted[-1:])))


def _truefalse(page: Page, number: int, question: Any, right: bool) -> None:
    click(page, f"q{number}-{str(question.answer is right).lower()}")


def _short(page: Page, number: int, question: Any, right: bool) -> None:
    write(page, f"{the(number)}.querySelector('input')", filled(question.answers) if right else "?")


def filled(answers: tuple[Pattern, ...]) -> str:
    """An answer that fits the last pattern, in other capitals and blanks if it has some."""
    return "  anything ".join(answers[-1].parts)


def _numeric(page: Page, number: int, question: Any, right: bool) -> None:
    value = question.high if right else question.high + 1
    write(page, f"{the(number)}.querySelector('input')", f"{value} {question.unit}")


def _matching(page: Page, number: int, question: Any, right: bool) -> None:
    """By the letters that stand before the entries."""
    entries = page.run(f"[...{the(number)}.querySelectorAll('.entry')].map(e => e.dataset.entry)")
    for row, pair in enumerate(question.pairs):
        wanted = question.entries.index(pair.right)
        wanted = wanted if right else (wanted + 1) % len(question.entries)
        place = entries.index(str(wanted)) + 1
        select = f"{the(number)}.querySelectorAll('select')[{row}]"
        label = page.run(f"{select}.options[{place}].text")
        assert label.startswith("ABCDEFGH"[place - 1])
        assert label in {label[0], f"{label[0]}: {one_line(question.entries[wanted])}"}
        page.run(f"{select}.selectedIndex = {place}")


def _ordering(page: Page, number: int, question: Any, right: bool) -> None:
    """With the buttons: each entry is moved up to its place."""
    words = [one_line(entry) for entry in question.entries]
    for place, word in enumerate(words if right else words[1:] + words[:1]):
        steps = f"[...{the(number)}.querySelectorAll('.step')]"
        now = page.run(f"{steps}.map(step => step.querySelector('.text').textContent)")
        for _ in range(now.index(word) - place):
            page.run(
                f"{steps}.find(s => s.textContent.startsWith({json.dumps(word)}))"
                ".querySelector('.up').click()"
            )


def _gaps(page: Page, number: int, question: Any, right: bool) -> None:
    for place, gap in enumerate(question.gaps):
        field = f"{the(number)}.querySelector('[aria-label=\"Gap {place + 1}\"]')"
        write(page, field, filled(gap.answers) if right else "?")


def _open(page: Page, number: int, question: Any, right: bool) -> None:
    write(page, f"{the(number)}.querySelector('textarea')", "In my own words")


_ANSWERS: dict[type[Question], Callable[[Page, int, Any, bool], None]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Open: _open,
}


@pytest.mark.parametrize(
    ("right", "score"), [(True, "26.5 of 26.5 points"), (False, "0 of 26.5 points")]
)
def test_a_whole_quiz(page: Page, tmp_path: Path, right: bool, score: str) -> None:
    start(page, everything(), tmp_path)
    asked = kept(everything(), LIMITS)
    for number, each in enumerate(asked, start=1):
        answer(page, number, each.question, right)
    finished(page)
    for number, each in enumerate(asked, start=1):
        if isinstance(each.question, Open):
            click(page, f"q{number}-assess-{1 if right else 3}")
        told = page.run(f"{the(number)}.querySelector('.result').textContent")
        assert told.startswith("Right." if right else "Wrong."), each.question.id
    assert page.run("document.getElementById('total').textContent") == score
    assert complaints(page) == []


def complaints(page: Page) -> list[object]:
    """What went wrong in the page, or was asked of the network."""
    wrong = {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"}
    asked = [
        e["params"]["request"]["url"]
        for e in page.events
        if e["method"] == "Network.requestWillBeSent"
    ]
    outside = [url for url in asked if not url.startswith(("file:///", "data:image/"))]
    return [*outside, *(event for event in page.events if event["method"] in wrong)]


def test_nothing_answered_is_nothing_earned(page: Page, tmp_path: Path) -> None:
    start(page, of(*one_of_each()), tmp_path)
    assert finished(page) == "0 of 8 points"


def told(page: Page, planned: Exam, folder: Path, fill: Callable[[], None]) -> str:
    """The verdict on the only question."""
    start(page, planned, folder)
    fill()
    finished(page)
    return str(page.run("document.querySelector('.result').textContent"))


@pytest.mark.parametrize(
    ("question", "typed", "right"),
    [
        (short("s", "L1 norm"), " l1  NORM ", True),
        (short("s", "L1 norm", case=True), "l1 norm", False),
        (short("s", "a*b*c"), "a x b y c", True),
        (short("s", "aa*a"), "aa", False),
        (short("s", "a.c"), "abc", False),
        (short("s", "Größe"), "GRO\u0308ßE", True),
        (numeric("n", "1234.5"), "1,234.5", True),
        (numeric("n", "0.5"), "0,5", True),
        (numeric("n", "-3"), "\u22123", True),
        (numeric("n", "3"), "3e0", True),
        (numeric("n", "60", unit="km/h"), "60 KM/H", True),
        (numeric("n", "60"), "60 x", False),
        (numeric("n", "0.3", tolerance=Decimal("0.1")), "0.4", True),
        (numeric("n", "0.3", tolerance=Decimal("0.1")), "0.41", False),
        (numeric("n", "0"), "", False),
    ],
)
def test_what_is_typed(
    page: Page, tmp_path: Path, question: Question, typed: str, right: bool
) -> None:
    field = "document.querySelector('#questions input')"
    found = told(page, of(question), tmp_path, lambda: write(page, field, typed))
    assert found.startswith("Right." if right else "Wrong.")


def test_german_numbers_and_words(page: Page, tmp_path: Path) -> None:
    field = "document.querySelector('#questions input')"
    planned = of(numeric("n", "1234.5", points=Decimal("1.5")), language="de")
    found = told(page, planned, tmp_path, lambda: write(page, field, "1.234,5"))
    assert found == "Richtig. 1,5 von 1,5 Punkten"


SEVERAL = choice("several", right=(0, 1), multiple=True)
HALF = choice(
    options=(*options("whole"), Option(text=text("half"), right=False, credit=Decimal("0.5")))
)


@pytest.mark.parametrize(
    ("question", "picked", "wrong", "score"),
    [
        (SEVERAL, (1,), 0, "0.5 of 1"),
        (SEVERAL, (1, 2), 0, "1 of 1"),
        (SEVERAL, (1, 2, 3), 0, "0.5 of 1"),
        (SEVERAL, (1, 2, 3, 4), 0, "0 of 1"),
        (SEVERAL, (3,), 0, "0 of 1"),
        (choice(), (2,), "-0.25", "-0.25 of 1"),
        (choice(), (), "-0.25", "0 of 1"),
        (HALF, (2,), 0, "0.5 of 1"),
    ],
)
def test_what_picking_earns(
    page: Page, tmp_path: Path, question: Question, picked: tuple[int, ...], wrong: str, score: str
) -> None:
    start(page, of(question, wrong=Decimal(wrong)), tmp_path)
    click(page, *(f"q1-{i}" for i in picked))
    assert finished(page) == f"{score} points"


def test_a_wrong_true_or_false_costs_what_it_costs(page: Page, tmp_path: Path) -> None:
    start(page, of(truefalse(), wrong=Decimal("-0.5")), tmp_path)
    click(page, "q1-false")
    assert finished(page) == "-0.5 of 1 points"


# --- shuffling, keys, readers of screens


def test_questions_and_options_are_shuffled_and_pinned_ones_stay(
    page: Page, tmp_path: Path
) -> None:
    planned = of(*(choice(f"c{i}", count=6, pins={0: "last", 1: "first"}) for i in range(12)))
    start(page, planned, tmp_path)
    heads = page.run("[...document.querySelectorAll('#questions h2')].map(h => h.id)")
    assert sorted(heads) == sorted(f"q{i}-head" for i in range(1, 13))
    assert heads != [f"q{i}-head" for i in range(1, 13)]
    orders = page.run(
        "[...document.querySelectorAll('.question')].map(q => [...q.querySelectorAll('input')]"
        ".map(i => i.id.split('-')[1]).join(''))"
    )
    assert len(set(orders)) > 1
    assert all(order[0] == "2" and order[-1] == "1" for order in orders)
    assert page.run("[...document.querySelectorAll('.number')].map(n => n.textContent)") == [
        str(i) for i in range(1, 13)
    ]


def test_as_many_questions_as_wanted_and_once_more(page: Page, tmp_path: Path) -> None:
    start(page, of(*one_of_each()), tmp_path)
    finished(page)
    click(page, "again")
    page.run("document.getElementById('many').value = 3")
    page.run("document.querySelector('#setup button').click()")
    assert page.run("document.querySelectorAll('#questions > section').length") == 3
    assert page.run("document.querySelectorAll('#questions .solution:not([hidden])').length") == 0


def test_with_the_keyboard_alone_and_at_once(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "practice.html"
    file.write_bytes(exported(of(truefalse())))
    page.open(file)
    page.run("document.querySelector('#setup button').focus()")
    page.press("Enter", 13, "\r")
    assert page.run("document.activeElement.tagName") == "H2"
    page.press("Tab", 9)
    page.press(" ", 32, " ")
    assert page.run("document.activeElement.id + document.activeElement.checked") == "q1-truetrue"
    page.press("Tab", 9)
    assert page.run("document.activeElement.className") == "check"
    page.press("Enter", 13, "\r")
    assert page.run("document.activeElement.getAttribute('role')") == "status"
    assert page.run("document.activeElement.textContent") == "Right. 1 of 1 points"
    assert page.run("document.querySelector('.solution').hidden") is False


def test_entries_are_moved_with_the_keyboard(page: Page, tmp_path: Path) -> None:
    start(page, of(ordering(count=3)), tmp_path)
    page.run("document.querySelectorAll('.up')[2].focus()")
    page.press("Enter", 13, "\r")
    assert page.run("document.querySelector('.moved').textContent") == "Place 2 of 3"
    assert page.run("document.activeElement.className") == "up"
    page.press("Enter", 13, "\r")
    page.press("Enter", 13, "\r")
    assert page.run("document.querySelector('.moved').textContent") == "Place 1 of 3"


def test_everything_that_can_be_used_has_a_name(page: Page, tmp_path: Path) -> None:
    start(page, everything(), tmp_path, "instant")
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    used = {
        "button",
        "radio",
        "checkbox",
        "textbox",
        "combobox",
        "spinbutton",
        "image",
        "region",
    }
    found = [n for n in nodes if n.get("role", {}).get("value") in used]
    assert {n["role"]["value"] for n in found} >= used - {"spinbutton"}
    nameless = [n["role"]["value"] for n in found if not n.get("name", {}).get("value")]
    assert nameless == []
    legends = "[...document.querySelectorAll('fieldset')].map(f => f.firstElementChild.textContent)"
    assert all(page.run(legends))
    assert page.run(
        "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
    ) == page.run("document.querySelectorAll('[id]').length")


def test_dark_and_light(page: Page, tmp_path: Path) -> None:
    color = "getComputedStyle(document.body).getPropertyValue('--good').trim()"
    start(page, everything(), tmp_path, dark=True)
    assert page.run(color) == "#7fd6a8"
    assert page.run("getComputedStyle(document.querySelector('.formula')).filter") == "invert(1)"
    start(page, everything(), tmp_path)
    assert page.run(color) == "#00653a"


# --- nothing else acts


def test_the_policy_lets_no_other_script_run_and_nothing_out(page: Page, tmp_path: Path) -> None:
    start(page, of(choice()), tmp_path)
    page.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.acted = 1\">');"
        "const added = document.createElement('script'); added.textContent = 'window.acted = 1';"
        "document.body.append(added); 0"
    )
    assert page.run("window.acted") is None
    page.run(
        "window.out = 'waiting'; fetch('https://example.org/').catch(() => { out = 'held'; }); 0"
    )
    page.call(
        "Runtime.evaluate", expression="new Promise(r => setTimeout(r, 200))", awaitPromise=True
    )
    assert page.run("out") == "held"


NASTY = "<script>alert(1)</script>' onload=alert(1) \" </script><!--"


def test_words_stay_words(page: Page, tmp_path: Path) -> None:
    asked = (
        choice("c", stem=text(NASTY), options=options(NASTY, "b")),
        short("s", NASTY.replace("*", "")),
        gaps("g", NASTY),
        matching("m", distractors=2),
        open_question("o", answer=text(NASTY)),
    )
    start(page, of(*asked), tmp_path)
    write(page, f"{the(2)}.querySelector('input')", NASTY)
    write(page, f"{the(3)}.querySelector('input')", NASTY)
    finished(page)
    for number in (2, 3):
        assert page.run(f"{the(number)}.querySelector('.result').textContent").startswith("Right.")
    assert complaints(page) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</main>", b"<script>alert(1)</script></main>"),
        (b'"use strict";', b'"use strict";alert(1);'),
        (b"default-src 'none'", b"default-src *"),
        (b"<h1>", b'<h1 onclick="alert(1)">'),
        (b"<h1>", b'<iframe src="https://example.org"></iframe><h1>'),
        (b'<div class="stem"', b'<a href="javascript:alert(1)">x</a><div class="stem"'),
        (b'src="data:image/', b'src="https://example.org/'),
        (b'data-right="true"', b'data-right="false"'),
        (b'data-share="1"', b'data-share="0"'),
        (b'data-share="1"', b'data-share="all"'),
        (b"sha256-", b"sha256-x"),
        (b'"answer": true', b'"answer": false'),
        (b'"low": "3.13"', b'"low": "3.1"'),
        (b'"pairs": [0, 1', b'"pairs": [1, 0'),
        (b'data-place="0"', b'data-place="7"'),
        (b'["L1"]', b'["L2"]'),
        (b"Option 2", b"Option 7"),
        (b"Because.", b"Why not."),
        (b"<textarea", b"<p"),
        (b"<!doctype html>", b""),
    ],
)
def test_the_read_back_finds(old: bytes, new: bytes) -> None:
    planned = of(*one_of_each(), choice("shown", stem=text("See ", picture_node())))
    data = exported(planned)
    asked = kept(planned, LIMITS)
    assert differences(planned, asked, MATERIALS, data) == ()
    if old not in data:
        pytest.fail(f"{old!r} is not in the page")
    with pytest.raises(NotMade):
        verify(planned, asked, MATERIALS, data.replace(old, new))


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(QUESTIONS, st.sampled_from((Decimal(0), Decimal("-0.25"))))
def test_any_question_is_read_back(question: Question, wrong: Decimal) -> None:
    planned = exam(question, wrong=wrong)
    formulas, problems = draw(planned.questions)
    if not problems:
        exported(planned, Materials(formulas, Theme({})))
