"""H5P packages are what H5P takes, say what the bank says, and tell what they cannot hold."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from builders import (
    PICTURE,
    bank,
    blueprint,
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
from h5p_importer import Played, Refused, imported
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_exams import Maker
from sample_bank import MATERIALS, everything
from test_moodle_import import QUESTIONS
from test_paper import md

from quizgen.assemble import bank_exam
from quizgen.document import NotMade
from quizgen.export.h5p import H5P, media
from quizgen.export.h5p.limits import LIMITS
from quizgen.export.h5p.readback import differences
from quizgen.export.lms import losses
from quizgen.export.lms.package import package
from quizgen.markup.plain import one_line
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Note,
    Numeric,
    Open,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.problem import has_errors


def one(*questions: Question, **fields: Any) -> Exam:
    whole = bank_exam(bank(*questions), "All")
    return replace(whole, blueprint=blueprint(**fields)) if fields else whole


def told(*questions: Question) -> list[str]:
    return [problem.message for problem in H5P.check(one(*questions), MATERIALS)]


def data_of(exam: Exam) -> bytes:
    (document,) = H5P.export(exam, MATERIALS)
    return document.data


def played(*questions: Question, **fields: Any) -> tuple[Played, ...]:
    return imported(data_of(one(*questions, **fields)))


def fields_of(question: Question) -> Any:
    """The parameters as they are written."""
    with zipfile.ZipFile(io.BytesIO(data_of(one(question)))) as archive:
        return json.loads(archive.read("content/content.json"))["questions"][0]["params"]


def letters(shown: str) -> str:
    """The letters and digits, which no layout may change."""
    return "".join(character for character in shown if character.isalnum())


def said(markup: Markup, picture: str = "") -> str:
    """The letters and digits of a passage in the order in which they are read."""
    notes: list[Markup] = []
    body = "".join(_said(node, notes, picture) for node in markup)
    number = 0
    while number < len(notes):
        number += 1
        body += str(number) + "".join(_said(n, notes, picture) for n in notes[number - 1])
    return letters(body)


def _said(node: Node, notes: list[Markup], picture: str) -> str:
    if node.kind == "footnote":
        notes.append(node.children)
        return str(len(notes))
    if node.kind == "image":
        return picture
    if node.kind == "paragraph":
        seen = [child for child in node.children if child.text.strip() or child.kind != "text"]
        if [child.kind for child in seen] == ["image"]:
            return ""
    inner = [_said(child, notes, picture) for child in node.children]
    if node.kind == "ordered_list":
        first = int(node.get("start", "1"))
        inner = [f"{number} {each}" for number, each in enumerate(inner, start=first)]
    return node.text + "".join(inner) + (node.get("href") if node.kind == "link" else "")


def assert_same(asked: Asked, got: Played) -> None:
    """What is on screen is what the question asks, with its key."""
    question = asked.question
    picture = "Bild" if question.language == "de" else "Picture"
    stem = said(question.stem, picture)
    shown = letters(got.around if isinstance(question, Gaps) else got.text)
    assert shown.startswith(stem) if isinstance(question, Matching) else shown == stem
    feedback = letters(got.feedback)
    leaves = [node for note in question.notes for node in walk(note.text) if node.kind != "image"]
    assert all(letters(node.text) in feedback for node in leaves)
    _KEYS[type(question)](asked, got)


def _same_choice(asked: Asked, got: Played) -> None:
    question = asked.question
    assert isinstance(question, Choice)
    pinned = any(option.pin for option in question.options)
    wanted = asked.options if pinned else question.options
    assert [(letters(t), right, letters(f)) for t, right, f in got.options] == [
        (said(o.text), o.right, said(o.feedback)) for o in wanted
    ]
    assert got.several is question.multiple


def _same_truefalse(asked: Asked, got: Played) -> None:
    assert isinstance(asked.question, TrueFalse)
    assert got.answer is asked.question.answer


def _same_blanks(asked: Asked, got: Played) -> None:
    question = asked.question
    if isinstance(question, Numeric):
        assert got.accepts(0, f" {question.value:f}".replace(",", "."))
        return
    if isinstance(question, ShortAnswer):
        wanted = [question.answers]
    else:
        assert isinstance(question, Gaps)
        order = [int(n.get("number")) for n in walk(question.stem) if n.kind == "gap"]
        wanted = [question.gaps[number].answers for number in order]
        hints = [letters(question.gaps[number].hint) for number in order]
        assert [letters(tip) for _, tip in got.blanks] == hints
    assert got.case is question.case
    assert len(got.blanks) == len(wanted)
    for blank, patterns in enumerate(wanted):
        for pattern in patterns:
            assert got.accepts(blank, str(pattern))
        assert not got.accepts(blank, "something else altogether")


def _same_matching(asked: Asked, got: Played) -> None:
    question = asked.question
    assert isinstance(question, Matching)
    rights = [said(pair.right) for pair in question.pairs]
    assert [letters(answers[0]) for answers, _ in got.blanks] == rights
    assert letters(got.around) == "".join(said(pair.left) for pair in question.pairs)
    assert {letters(entry) for entry in got.dragged} == set(map(said, question.entries))


def _same_open(asked: Asked, got: Played) -> None:
    assert isinstance(asked.question, Open)
    assert letters(got.sample) == said(asked.question.answer)


_KEYS: dict[type[Question], Callable[[Asked, Played], None]] = {
    Choice: _same_choice,
    TrueFalse: _same_truefalse,
    ShortAnswer: _same_blanks,
    Numeric: _same_blanks,
    Gaps: _same_blanks,
    Matching: _same_matching,
    Open: _same_open,
}


def assert_imported(exam: Exam) -> int:
    """H5P takes the package, and shows just what the questions say; returns how many."""
    kept = losses.kept(exam, LIMITS)
    got = imported(data_of(exam))
    assert len(got) == len(kept)
    for asked, shown in zip(kept, got, strict=True):
        assert_same(asked, shown)
    return len(got)


@pytest.mark.parametrize("seed", range(25))
def test_random_exams_come_back_whole(seed: int) -> None:
    exam = Maker(seed).exam()
    if not has_errors(H5P.check(exam, MATERIALS)):
        assert_imported(exam)


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(QUESTIONS)
def test_nasty_text_comes_back_whole(question: Question) -> None:
    exam = one(question)
    if not has_errors(H5P.check(exam, MATERIALS)):
        assert assert_imported(exam) == 1


SIGNS = str.maketrans("*/:\\", "+|;|")
KEPT = {"id", "deck", "language", "pin", "label", "place", "attributes", "kind"}


def tamed(value: Any) -> Any:
    """The same without most of what H5P cannot hold, so that more than a few questions are written."""
    if isinstance(value, str):
        return value.translate(SIGNS)
    if isinstance(value, tuple):
        return tuple(tamed(v) for v in value if not (isinstance(v, Node) and v.kind == "image"))
    if isinstance(value, Pattern):
        return Pattern((tamed(value.parts[0]),))
    if isinstance(value, Matching):
        plain = [text(f"{n} {one_line(pair.right)}") for n, pair in enumerate(value.pairs)]
        pairs = tuple(Pair(text(one_line(each)), each) for each in plain)
        value = replace(value, pairs=pairs, distractors=(text("none & <none>"),))
    if isinstance(value, Numeric):
        value = replace(value, tolerance=Decimal(0))
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in dataclass_fields(value) if each.name not in KEPT]
        return replace(value, **{name: tamed(getattr(value, name)) for name in names})
    return value


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(QUESTIONS.map(tamed))
def test_tamed_text_of_all_kinds_comes_back_whole(question: Question) -> None:
    exam = one(question)
    if not has_errors(H5P.check(exam, MATERIALS)):
        assert assert_imported(exam) == 1


WORDS = st.text(st.sampled_from("ab <>&\"'#;{}()[]%@~=é😀*/:\\"), min_size=1, max_size=8)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=3, unique=True), WORDS)
def test_nasty_answers_are_accepted_or_refused_with_a_word(answers: list[str], hint: str) -> None:
    patterns = tuple(Pattern((answer,)) for answer in answers)
    question = replace(gaps("a", "x"), gaps=(Gap(patterns, hint),), case=True)
    exam = one(question)
    refused = any(sign in answer for answer in answers for sign in "*/:") or "*" in hint
    assert has_errors(H5P.check(exam, MATERIALS)) is refused
    if not refused:
        (got,) = imported(data_of(exam))
        assert all(got.accepts(0, answer) for answer in answers)
        assert got.blanks[0][1].split() == hint.split()


def test_the_bank_with_everything_is_taken() -> None:
    assert assert_imported(everything()) == 9


def test_a_package_names_what_it_needs_and_no_more() -> None:
    with zipfile.ZipFile(io.BytesIO(data_of(one(truefalse("a"))))) as archive:
        head = json.loads(archive.read("h5p.json"))
        assert archive.namelist() == ["h5p.json", "content/content.json"]
    named = [each["machineName"] for each in head["preloadedDependencies"]]
    assert named == ["H5P.QuestionSet", "H5P.TrueFalse"]
    assert head["mainLibrary"] == "H5P.QuestionSet"


def test_ids_are_those_of_the_questions_for_ever() -> None:
    first, second = played(truefalse("a"), truefalse("b"))
    (again,) = played(truefalse("b", stem=text("Other words.")))
    assert first.id != second.id == again.id


def test_pictures_stand_above_and_drawings_are_pixels() -> None:
    shown = choice("a", stem=(Node("paragraph", children=(picture_node(),)), *text("What is it?")))
    (got,) = played(shown)
    assert got.picture == ("A dot", PICTURE.data) and got.text == "What is it?"
    assert told(shown) == []
    (drawn,) = (each for each in imported(data_of(everything())) if each.picture)
    assert drawn.picture is not None and drawn.picture[1].startswith(b"\x89PNG")


def test_a_picture_within_a_line_leaves_a_word() -> None:
    inside = choice("a", stem=text("What is ", picture_node()), language="de")
    assert "H5P shows the picture above the question; [Bild] stands in its place" in told(inside)
    (got,) = played(inside)
    assert got.text == "What is [Bild]" and got.picture == ("A dot", PICTURE.data)


def test_a_picture_below_the_text_goes_above_it() -> None:
    below = truefalse(
        "a", stem=(*text("It is this."), Node("paragraph", children=(picture_node(),)))
    )
    assert told(below) == ["H5P shows the picture above the question"]
    assert played(below)[0].text == "It is this."


def test_buttons_speak_the_language_of_the_question() -> None:
    assert fields_of(truefalse("a", language="de"))["l10n"]["trueText"] == "Wahr"
    assert fields_of(short("a", "x", language="de"))["checkAnswer"] == "Prüfen"
    assert fields_of(short("a", "x", language="fr"))["checkAnswer"] == "Check"


def test_layout_becomes_lines() -> None:
    stem = md(
        "Look:\n\n1. one\n2. two\n    - deep\n\n> Quoted [there](https://example.org/a)\n\n"
        "```python\nif x:\n    y = 1\n```\n\nSo[^1].\n\n[^1]: A note."
    )
    (got,) = played(choice("a", stem=stem))
    assert got.text.split("\n") == [
        *("Look:", "1. one", "2. two", "• deep", "Quoted there (https://example.org/a)"),
        *("if x:", "y = 1", "So[1].", "[1] A note."),
    ]
    assert "\N{NO-BREAK SPACE}" * 4 + "y" in fields_of(choice("a", stem=stem))["question"]
    assert "H5P has no blocks of code: their lines are shown like other text" in told(
        choice("a", stem=stem)
    )


def test_code_keeps_its_blanks() -> None:
    stem = (*text("Look."), Node("code_block", "a\n\tb\n"))
    blanks = "\N{NO-BREAK SPACE}" * 4
    shown = fields_of(choice("a", stem=stem))["question"]
    assert shown == f"<p>Look.</p>\n<p>a<br>\n{blanks}b</p>"


def test_options_shuffle_unless_one_keeps_its_place() -> None:
    assert played(choice("a"))[0].shuffled
    assert not played(choice("a", pins={3: "last"}))[0].shuffled
    message = "H5P shuffles all options or none: these keep the same order for everybody"
    assert told(choice("a", pins={3: "last"})) == [message]
    assert not played(choice("a"), shuffle_options=False)[0].shuffled


def test_numbers_are_accepted_with_a_point_and_a_comma() -> None:
    question = numeric("a", "-1.50", tolerance=Decimal(0), unit="km")
    (got,) = played(question)
    assert got.accepts(0, "-1.5") and got.accepts(0, "-1,5") and not got.accepts(0, "1.5")
    assert got.around == "____ km"


def test_hints_of_a_short_answer_are_its_tip() -> None:
    (got,) = played(short("a", "x", hints=(md("Two: *b* or c"), md("Think."))))
    assert got.blanks == ((("x",), "Two: b or c Think."),)


def test_a_matching_is_dragged() -> None:
    (got,) = played(matching("a", pairs=2, distractors=2))
    assert got.around == "Left 0: ____\nLeft 1: ____"
    assert got.dragged == ("Right 0", "Right 1", "Distractor 0", "Distractor 1")
    assert got.text == "Match a.\nDrag each entry to where it belongs."


TWO_PICTURES = text("These: ", picture_node(), picture_node())
FEEDBACK = (Note("feedback", text("You have @score.")),)
LONG = (Note("feedback", text("w" * 2049)),)
TABLE = md("Look.\n\n| a |\n|---|\n| b |")

LEFT_OUT = (
    (ordering("a"), "it has no questions of kind ordering"),
    (numeric("a"), "it cannot hold tolerances and ranges"),
    (short("a", "L*"), "it cannot hold wildcards in accepted answers"),
    (short("a", "and/or"), "it takes no *, / or : in an answer, as in “and/or”"),
    (gaps("a", "1:2"), "it takes no *, / or : in an answer, as in “1:2”"),
    (short("a", "x", hints=(text("5 * 5"),)), "it takes no * in the hint for a gap"),
    (
        replace(gaps("a", "x"), stem=(*gaps("a", "x").stem, *text("2 * 2"))),
        "it takes no * in a text with gaps",
    ),
    (
        numeric("a", "5", tolerance=Decimal(0), unit="m*s"),
        "it takes no * in a text with gaps",
    ),
    (choice("a", stem=TABLE), "it would run the cells of a table together"),
    (open_question("a", answer=TABLE), "it would run the cells of a table together"),
    (
        truefalse("a", stem=md("Not ~~this~~.")),
        "it would show struck-out text as if it were not struck out",
    ),
    (choice("a", stem=TWO_PICTURES), "it shows one picture with a question, not 2"),
    (
        matching("a", stem=text("See ", picture_node())),
        "it shows no pictures with a question of kind matching",
    ),
    (
        open_question("a", stem=text("See ", picture_node())),
        "it shows no pictures with a question of kind open",
    ),
    (
        open_question("a", answer=text("See ", picture_node())),
        "it shows no pictures in a model answer",
    ),
    (
        choice("a", options=(*options("b"), replace(options("")[0], text=(picture_node(),)))),
        "it cannot hold pictures in the options or entries",
    ),
    (
        open_question("a", answer=()),
        "it marks no answers in own words, and there is no model answer to compare with",
    ),
    (
        choice("a", notes=FEEDBACK),
        "it would put a number in place of @score in the feedback",
    ),
    (truefalse("a", notes=LONG), "it takes 2048 characters of feedback here, not 2049"),
)


@pytest.mark.parametrize(("question", "reason"), LEFT_OUT, ids=lambda value: str(value)[:40])
def test_what_cannot_be_asked_is_left_out_with_a_word(question: Question, reason: str) -> None:
    assert f"H5P: {reason}; the question is left out" in told(question, truefalse("b"))
    assert len(played(question, truefalse("b"))) == 1


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        (md("*a*"), md("b"), "it drags plain words only, and an entry holds more than these"),
        (md("a"), md("b\n\nc"), "it drags plain words only, and an entry holds more than these"),
        (text("a * b"), md("c"), "it takes no * in a text into which entries are dragged"),
        (md("a"), text("b: c"), "it takes no : in an entry that is dragged"),
        (md("a"), text("b*"), "it takes no * in an entry that is dragged"),
        (md("a"), text("b\\+c"), "it takes no \\ in an entry that is dragged"),
    ],
)
def test_entries_that_cannot_be_dragged(left: Markup, right: Markup, reason: str) -> None:
    question = matching("a", pairs=2)
    pairs = (Pair(left, right), *question.pairs)
    assert f"H5P: {reason}; the question is left out" in told(replace(question, pairs=pairs))


CHANGED = (
    (choice("a", points=Decimal(2)), "H5P gives 1 point for this question, not 2"),
    (choice("a", right=(0, 1), multiple=True), "H5P gives 2 points for this question, not 1"),
    (gaps("a", "x", "y"), "H5P gives 2 points for this question, not 1"),
    (matching("a"), "H5P gives 3 points for this question, not 1"),
    (matching("a"), "H5P gets this question as a text into which the entries are dragged"),
    (
        numeric("a", "5", tolerance=Decimal(0)),
        "H5P gets this question as a gap, where the number is compared character by character",
    ),
    (
        open_question("a"),
        "H5P gets this question as an essay that nobody marks: the model answer is shown to compare with",
    ),
    (open_question("a"), "H5P cannot hold the marking guide: left out here"),
    (
        choice("a", hints=(text("Think."),)),
        "H5P has no place for hints with questions of kind choice: left out here",
    ),
    (
        choice("a", stem=md("What is $x$?")),
        "H5P draws formulas only where MathDisplay is installed (1 with formulas)",
    ),
    (choice("a", tags=("t",)), "H5P cannot hold tags: left out here"),
)


@pytest.mark.parametrize(("question", "message"), CHANGED, ids=lambda value: str(value)[:40])
def test_what_changes_is_told(question: Question, message: str) -> None:
    assert message in told(question)
    assert assert_imported(one(question)) == 1


def test_an_entry_of_several_is_told() -> None:
    question = matching("a", pairs=2)
    twice = replace(question, pairs=(*question.pairs, Pair(text("More"), text("Right 0"))))
    message = "H5P drags every entry once: one that belongs to several is there several times"
    assert message in told(twice)
    assert played(twice)[0].dragged.count("Right 0") == 2


def test_a_question_that_fits_is_told_nothing() -> None:
    assert told(choice("a"), truefalse("b"), short("c", "x"), gaps("d", "x")) == []


def test_a_title_that_h5p_refuses_is_an_error() -> None:
    exam = one(truefalse("a"), title="é" * 128)
    assert [p.message for p in H5P.check(exam, MATERIALS)] == [
        "the title is too long for H5P, which takes 255 bytes"
    ]
    with pytest.raises(Refused, match="title"):
        imported(data_of(exam))
    assert not H5P.check(one(truefalse("a"), title="é" * 127), MATERIALS)


def test_an_attempt_at_a_script_is_text() -> None:
    evil = text("<script>alert(1)</script> <img src=x onerror=y>")
    for question in one_of_each(stem=evil):
        if not has_errors(H5P.check(one(question), MATERIALS)):
            assert b"<script" not in data_of(one(question)).replace(b"&lt;script", b"")


def contents(exam: Exam) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data_of(exam))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


BROKEN = (
    ("key", b'"correct": true', b'"correct": false'),
    ("true or false", b'"correct": "true"', b'"correct": "false"'),
    ("answer", b"*Pacific/", b"*Pazific/"),
    ("alternative", b"/Pacific Ocean", b""),
    ("case", b'"caseSensitive": true', b'"caseSensitive": false'),
    ("kind of choice", b'"type": "multi"', b'"type": "single"'),
    ("shuffling", b'"randomAnswers": true', b'"randomAnswers": false'),
    ("text", b"Water flows", b"Water goes"),
    ("feedback", b"Not even in", b"Even in"),
    ("element", b"<em>Nile</em>", b"<i>Nile</i>"),
    ("script", b"<em>Nile</em>", b"<em onclick='x'>Nile</em>"),
    ("model answer", b"turns once about", b"turns twice about"),
    ("description", b'"alt": "a map', b'"alt": "no map'),
    ("path", b'"path": "images/', b'"path": "pictures/'),
    ("id", b'"subContentId": "', b'"subContentId": "0'),
    ("score", b'"ignoreScoring": true', b'"ignoreScoring": false'),
    ("end", b'"questions"', b'"question"'),
)
"""A word, and what in content.json becomes what."""


@pytest.mark.parametrize(("what", "before", "after"), BROKEN, ids=lambda value: str(value)[:20])
def test_a_broken_package_is_found(what: str, before: bytes, after: bytes) -> None:
    exam = everything()
    files = contents(exam)
    content = files["content/content.json"]
    assert before in content, what
    kept = losses.kept(exam, LIMITS)
    assert differences(exam, kept, package(files)) == ()
    files["content/content.json"] = content.replace(before, after, 1)
    assert differences(exam, kept, package(files))


def test_a_changed_or_stray_picture_is_found() -> None:
    exam = everything()
    kept, files = losses.kept(exam, LIMITS), contents(exam)
    name = next(name for name in files if name.endswith(".png"))
    assert differences(exam, kept, package({**files, name: PICTURE.data}))
    assert differences(exam, kept, package({**files, "content/images/more.png": PICTURE.data}))
    assert differences(exam, kept, b"no archive")


def test_a_fault_of_ours_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "boxed", lambda markup: "<div>else</div>")
    with pytest.raises(NotMade, match="the H5P file could not be verified"):
        data_of(one(choice("a")))
