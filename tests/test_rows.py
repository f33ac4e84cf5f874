"""The files for Blackboard and Brightspace hold the bank: read by strict importers of our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import (
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
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_exams import Maker
from rows_importer import Stored, blackboard, brightspace
from sample_bank import MATERIALS
from tables import ATTACKS, PLAIN_QUESTIONS, attack, exam_of, formulas_in_text, letters, said
from test_moodle_import import QUESTIONS
from test_paper import md

from quizgen.document import NotMade
from quizgen.export.exporter import Exporter
from quizgen.export.rows import blackboard as blackboard_file
from quizgen.export.rows import brightspace as brightspace_file
from quizgen.export.rows.blackboard import BLACKBOARD
from quizgen.export.rows.brightspace import BRIGHTSPACE
from quizgen.model import (
    Choice,
    Criterion,
    Exam,
    Gap,
    Gaps,
    Matching,
    Note,
    Numeric,
    Open,
    Option,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)

PLATFORMS = (BLACKBOARD, BRIGHTSPACE)
each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda given: given.name)
FEW = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
PLAIN = truefalse("always")


def imported(platform: Exporter, exam: Exam) -> list[Stored]:
    """What the platform holds after all files."""
    read = blackboard if platform is BLACKBOARD else brightspace
    documents = platform.export(exam, MATERIALS)
    return [stored for document in documents for stored in read(document.data)]


def told(platform: Exporter, question: Question) -> list[str]:
    return [problem.message for problem in platform.check(exam_of(question), MATERIALS)]


def left_out(platform: Exporter, question: Question) -> str:
    return next((m for m in told(platform, question) if "the question is left out" in m), "")


def expected(question: Question) -> dict[str, Any]:
    """What must be held of a question, told from the model."""
    match question:
        case Choice():
            return {
                "right": sorted(said(o.text) for o in question.options if o.right),
                "wrong": sorted(said(o.text) for o in question.options if not o.right),
            }
        case TrueFalse(answer=answer):
            return {"right": [str(answer).lower()]}
        case ShortAnswer(answers=answers):
            return {"right": [letters(str(answer)) for answer in answers]}
        case Matching(pairs=pairs):
            return {"pairs": [(said(pair.left), said(pair.right)) for pair in pairs]}
        case Ordering(entries=entries):
            return {"right": [said(entry) for entry in entries]}
    return {}


@each_platform
@FEW
@given(question=st.one_of(PLAIN_QUESTIONS, PLAIN_QUESTIONS, QUESTIONS))
def test_what_is_written_is_imported_with_its_key(platform: Exporter, question: Question) -> None:
    stored, *more = imported(platform, exam_of(question, PLAIN))
    if not more:
        assert left_out(platform, question)
        return
    assert not left_out(platform, question)
    for name, value in expected(question).items():
        found = list(getattr(stored, name))
        assert (sorted(found) if isinstance(question, Choice) else found) == value
    if isinstance(question, Numeric) and platform is BLACKBOARD:
        assert tuple(map(Decimal, stored.number)) == (question.value, question.tolerance)
    if isinstance(question, Gaps) and platform is BLACKBOARD:
        held = [tuple(letters(str(a)) for a in gap.answers) for gap in question.gaps]
        assert list(stored.gaps) == held
    if not isinstance(question, Gaps):
        assert letters(stored.text).startswith(said(question.stem)[:10])


@each_platform
@pytest.mark.parametrize("seed", range(6))
def test_random_exams_are_imported(platform: Exporter, seed: int) -> None:
    exam = Maker(seed).exam()
    exam = replace(exam, forms=(*exam.forms, *exam_of(PLAIN).forms))
    stored = imported(platform, exam)
    kept = [q for q in exam.questions if not left_out(platform, q)] if seed < 2 else stored
    assert len(stored) == len(kept) >= 1


@each_platform
@pytest.mark.parametrize("words", ATTACKS)
def test_attacks_are_no_formulas(platform: Exporter, words: str) -> None:
    exam = exam_of(*attack(words), PLAIN)
    for document in platform.export(exam, MATERIALS):
        assert list(formulas_in_text(document.data)) == []
    assert len(imported(platform, exam)) >= 6


@each_platform
def test_text_is_never_markup(platform: Exporter) -> None:
    nasty = "<script>alert(1)</script> & <img src=x onerror=y> [g1] &lt;"
    question = choice(stem=text(nasty), options=options(nasty, "b"))
    stored, _ = imported(platform, exam_of(question, PLAIN))
    assert stored.text == letters(nasty) == stored.right[0]


def lines(*questions: Question) -> list[list[str]]:
    (document,) = BLACKBOARD.export(exam_of(*questions), MATERIALS)
    return [line.split("\t") for line in document.data.decode().split("\n")]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            choice("c", count=2),
            ["MC", "Which of c?", "Option 0 of c", "correct", "Option 1 of c", "incorrect"],
        ),
        (truefalse("t", answer=False), ["TF", "t holds.", "false"]),
        (short("s", "one", "two  words"), ["FIB", "Name s.", "one", "two words"]),
        (numeric("n", "-5"), ["NUM", "How much is n?", "-5", "0.01"]),
        (numeric("n", "1E+3", tolerance=Decimal(0)), ["NUM", "How much is n?", "1000"]),
        (matching("m", pairs=2), ["MAT", "Match m.", "Left 0", "Right 0", "Left 1", "Right 1"]),
        (ordering("o", count=2), ["ORD", "Order o.", "Step 0", "Step 1"]),
        (gaps("g", "a", "b"), ["FIB_PLUS", "g: fill [g1][g2]", "g1", "a", "", "g2", "b"]),
        (open_question("w"), ["ESS", "Explain w.", "Because."]),
        (open_question("w", answer=()), ["ESS", "Explain w."]),
        (
            choice("x", stem=md("a\n\n```\nb\n  c\n```"), count=1, right=(0,), multiple=True),
            ["MA", "<p>a</p> <pre><code>b<br>  c</code></pre>", "Option 0 of x", "correct"],
        ),
    ],
)
def test_lines_of_blackboard(question: Question, line: list[str]) -> None:
    assert lines(question) == [line]


def test_brackets_are_no_gaps() -> None:
    question = Gaps(
        id="g",
        stem=(*md("See [1]"), *gaps("g", "a").stem),
        gaps=(Gap((Pattern(("a",)),), "a [hint]"),),
    )
    (line,) = lines(question)
    assert line[1] == "<p>See &#91;1]</p> <p>g: fill [g1] (a &#91;hint])</p>"


def test_many_questions_make_several_files() -> None:
    exam = exam_of(*(truefalse(f"t{number:03}") for number in range(501)))
    documents = list(BLACKBOARD.export(exam, MATERIALS))
    assert [document.path for document in documents] == [
        f"bank-blackboard-{number}.txt" for number in (1, 2, 3)
    ]
    assert [len(blackboard(document.data)) for document in documents] == [250, 250, 1]


def block(question: Question) -> list[list[str]]:
    (document,) = BRIGHTSPACE.export(exam_of(question), MATERIALS)
    return [row[1:-1].split('","') for row in document.data.decode("utf-8-sig").split("\r\n")[:-1]]


def test_a_block_of_brightspace() -> None:
    question = choice(
        points=Decimal("2.50"),
        difficulty=Decimal("0.9"),
        options=(
            Option(text=text("a; =b"), right=True, feedback=md("*Yes*")),
            Option(text=text("c"), right=False, credit=Decimal("0.5")),
        ),
        hints=(text("One."), text("Two.")),
        notes=(Note("feedback", text("Well.")),),
    )
    assert block(question) == [
        ["NewQuestion", "MC", "", "", ""],
        ["Title", "Which of choice?", "", "", ""],
        ["QuestionText", "Which of choice?", "HTML", "", ""],
        ["Points", "2.5", "", "", ""],
        ["Difficulty", "1", "", "", ""],
        ["Option", "100", "a; &#61;b", "HTML", "<em>Yes</em>"],
        ["Option", "50", "c", "HTML", ""],
        ["Hint", "<p>One.</p> <p>Two.</p>", "HTML", "", ""],
        ["Feedback", "Well.", "HTML", "", ""],
    ]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (
            numeric("n", "8", tolerance=Decimal(0), unit="kg"),
            [["InputBox", "1", "40"], ["Answer", "100", "8"], ["Answer", "100", "8 kg"]],
        ),
        (gaps("g", "Paris"), [["InputBox", "1", "40"], ["Answer", "100", "Paris"]]),
        (
            matching("m", pairs=2, distractors=0),
            [
                ["Scoring", "EquallyWeighted"],
                ["Choice", "1", "Left 0", "HTML"],
                ["Choice", "2", "Left 1", "HTML"],
                ["Match", "1", "Right 0", "HTML"],
                ["Match", "2", "Right 1", "HTML"],
            ],
        ),
        (
            choice("c", count=2, multiple=True),
            [
                ["Scoring", "RightMinusWrong"],
                ["Option", "1", "Option 0 of c", "HTML"],
                ["Option", "0", "Option 1 of c", "HTML"],
            ],
        ),
        (truefalse("t", answer=False), [["TRUE", "0"], ["FALSE", "100"]]),
        (
            ordering("o", count=2),
            [
                ["Scoring", "EquallyWeighted"],
                ["Item", "Step 0", "HTML"],
                ["Item", "Step 1", "HTML"],
            ],
        ),
    ],
)
def test_what_kinds_become_in_brightspace(question: Question, rows: list[list[str]]) -> None:
    assert block(question)[5:] == [row + [""] * (5 - len(row)) for row in rows]


def test_the_marking_guide_is_the_answer_key() -> None:
    rows = block(open_question("w"))
    key = next(row for row in rows if row[0] == "AnswerKey")
    assert "(2 points) The reason" in key[1] and "Because." in key[1]


WILD = short("s", "a*")
MINUS = Option(text=text("b"), right=False, credit=Decimal("-0.5"))
TWICE = replace(matching("m"), pairs=(matching("m").pairs[0],) * 2)


@pytest.mark.parametrize(
    ("platform", "question", "reason"),
    [
        (BLACKBOARD, choice(stem=md("A $x$")), "it cannot hold formulas"),
        (BLACKBOARD, choice(right=(0, 1)), "2 options are right of which one"),
        (BLACKBOARD, gaps("g", *"abcdefghijk"), "it has 11 gaps, and may have 10"),
        (BRIGHTSPACE, gaps("g", "a", "b"), "it has 2 gaps, and may have one"),
        (BRIGHTSPACE, numeric("n"), "tolerances and ranges"),
        (BRIGHTSPACE, numeric("n", "1.5", tolerance=Decimal(0)), "a number that is not whole"),
        (BRIGHTSPACE, choice(options=(*options("a"), MINUS)), "must earn 0 to 100 %"),
        *(
            (platform, question, reason)
            for platform in PLATFORMS
            for question, reason in (
                (choice(stem=text("A", picture_node())), "it cannot hold pictures"),
                (WILD, "wildcards"),
                (TWICE, "an entry that belongs to several"),
                (short("s", "=1+1"), "would take the answer “=1+1” for a formula"),
                (choice(right=(), multiple=True), "none of its options is right"),
                (choice(options=options("a", "")), "is empty"),
                (short("s", " "), "an accepted answer is empty"),
                (short("s", "a\x07"), "the character <U+0007>"),
            )
        ),
    ],
)  # fmt: skip
def test_why_a_question_is_left_out(platform: Exporter, question: Question, reason: str) -> None:
    assert reason in left_out(platform, question)
    assert len(imported(platform, exam_of(question, PLAIN))) == 1


def gap_of(count: int) -> Question:
    answers = tuple(Pattern((f"answer {number}",)) for number in range(count))
    return replace(gaps("g", "a", "b"), gaps=(Gap(answers), Gap(answers[:1])))


@pytest.mark.parametrize(
    "made",
    [
        lambda count: choice(count=count),
        lambda count: matching(pairs=count, distractors=0),
        lambda count: ordering(count=count),
        lambda count: short("s", *map(str, range(count))),
        gap_of,
    ],
)
def test_a_hundred_options_entries_or_answers_are_the_most(made: Callable[[int], Question]) -> None:
    assert "more than 100 options, entries or answers" in left_out(BLACKBOARD, made(101))
    assert not left_out(BLACKBOARD, made(100))
    assert len(imported(BLACKBOARD, exam_of(made(100), PLAIN))) == 2


def test_what_is_dropped_is_told() -> None:
    assert told(BLACKBOARD, PLAIN) == told(BRIGHTSPACE, PLAIN) == []
    assert "Original view only" in told(BLACKBOARD, ordering())[0]
    assert told(BLACKBOARD, matching()) == [
        "Blackboard cannot hold entries that belong to none: left out here"
    ]
    assert told(BRIGHTSPACE, gaps("g", "a")) == ["Brightspace gets this question as a short answer"]
    rubric = (Criterion(text("x")),)
    assert "no marking guide" in told(BRIGHTSPACE, truefalse(rubric=rubric))[0]
    several = (Option(text=text("a"), right=True, credit=Decimal("0.5")),)
    assert "no credit for single" in told(BRIGHTSPACE, choice(options=several, multiple=True))[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\tcorrect", b"\tincorrect"),
        (b"\tcorrect", b"\tright"),
        (b"Option 1 of", b"Option 7 of"),
        (b"\ttrue", b"\tfalse"),
        (b"\ttrue", b"\tTRUE"),
        (b"TF\t", b"TF \t"),
        (b"TF\t", b"\n"),
        (b"\t3.14\t0.01", b"\t3.14\t0.02"),
        (b"\t3.14\t0.01", b"\tpi\t0.01"),
        (b"Left 0\tRight 0", b"Right 0\tLeft 0"),
        (b"Step 0\tStep 1", b"Step 1\tStep 0"),
        (b"\tg1\t", b"\tg2\t"),
        (b"\tL1\t", b"\tL2\t"),
        (b"Because.", b"Because"),
        (b"MC\t", b"\xef\xbb\xbfMC\t"),
        (b"lasso", b"<i>lasso"),
        (b"Which of", b"<script>Which of"),
    ],
)
def test_a_changed_file_for_blackboard_is_noticed(old: bytes, new: bytes) -> None:
    exam = exam_of(*one_of_each(), short("word", "lasso"))
    (data,) = blackboard_file.write(exam)
    assert old in data
    assert list(blackboard_file.differences(exam, (data,))) == []
    assert list(blackboard_file.differences(exam, (data.replace(old, new, 1),)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\xef\xbb\xbf", b""),
        (b'"Option","100"', b'"Option","50"'),
        (b"Option 1 of", b"Option 7 of"),
        (b'"TRUE","100"', b'"TRUE","0"'),
        (b'"Points","1"', b'"Points","2"'),
        (b'"Points","1"', b'"Points","one"'),
        (b'"Difficulty","3"', b'"Difficulty","4"'),
        (b'"Answer","100"', b'"Answer","50"'),
        (b"lasso", b"lassos"),
        (b'"Match","1"', b'"Match","2"'),
        (b"Step 0", b"Step 9"),
        (b"Because.", b"Because"),
        (b"Think.", b"Thin."),
        (b"See week 5.", b"See week 6."),
        (b'"HTML"', b'"TEXT"'),
        (b'"Title","', b'"Title","='),
        (b'"NewQuestion","TF"', b'"NewQuestion","XX"'),
        (b",,,,\r\n", b""),
        (b',""\r\n', b"\r\n"),
    ],
)
def test_a_changed_file_for_brightspace_is_noticed(old: bytes, new: bytes) -> None:
    exam = exam_of(*one_of_each(), short("word", "lasso"))
    data = brightspace_file.write(exam)
    assert old in data
    assert list(brightspace_file.differences(exam, data)) == []
    assert list(brightspace_file.differences(exam, data.replace(old, new, 1)))


@each_platform
def test_a_fault_of_ours_is_never_handed_out(
    platform: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "brightspace_rows" if platform is BRIGHTSPACE else platform.name
    module = f"quizgen.export.rows.{name}"
    monkeypatch.setattr(f"{module}.options_in_order", lambda asked: asked.question.options[::-1])
    with pytest.raises(NotMade, match="could not be verified"):
        list(platform.export(exam_of(choice()), MATERIALS))


def test_own_words_have_their_answer_since_there_is_no_place_for_a_rubric() -> None:
    question = open_question(
        "w", answer=text("An example."), rubric=(Criterion(text("An example")),)
    )
    assert isinstance(question, Open)
    assert lines(question) == [["ESS", "Explain w.", "An example."]]
