"""What the Aiken exporter writes, what it tells of losses, and what its read-back finds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from aiken_importer import Stored, imported
from builders import choice, options, picture_node, short, text, truefalse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_gift_import import letters, plain
from test_moodle import exam, md
from test_moodle_import import MATERIALS, common, markups

from quizgen.document import NotMade
from quizgen.export import aiken
from quizgen.export.aiken import AIKEN, differences
from quizgen.model import Choice, Note, Option, Question, TrueFalse
from quizgen.problem import has_errors


def messages(*questions: Question, **settings: Any) -> list[str]:
    return [problem.message for problem in AIKEN.check(exam(*questions, **settings), MATERIALS)]


def source(*questions: Question) -> str:
    (document,) = AIKEN.export(exam(*questions), MATERIALS)
    assert document.path == "week5-aiken.txt"
    return document.data.decode()


def stored(question: Question) -> Stored:
    (found,) = imported(source(question).encode())
    return found


def left_out(question: Question) -> str:
    """Why it is left out, as the author is told."""
    (message,) = [m for m in messages(question, truefalse("other")) if "left out" in m]
    assert len(imported(source(question, truefalse("other")).encode())) == 1
    return message.removeprefix("Aiken: ").removesuffix("; the question is left out")


def test_a_choice_is_written_line_by_line() -> None:
    made = choice(stem=md("Which *one*\nis it?\n\nSay."), options=options("a", "b", right=(1,)))
    assert source(made, truefalse(answer=False)) == (
        "Which one is it? Say.\nA) a\nB) b\nANSWER: B\n\ntruefalse holds.\nA) True\nB) False\nANSWER: B\n"
    )


def test_true_and_false_are_said_in_the_language_of_the_question() -> None:
    found = stored(truefalse(language="de"))
    assert (found.options, found.right) == (["Wahr", "Falsch"], 0)
    assert "Aiken gets this question as a choice of true and false" in messages(truefalse())


def test_formulas_stand_as_tex() -> None:
    made = choice(stem=md("Is $a <\nb$ and\n\n$$c$$\n\n0 \\\\( 1?"))
    assert stored(made).text == "Is \\(a < b\\) and \\[c\\] 0 \\\N{WORD JOINER}( 1?"
    assert "Aiken cannot hold formulas and formatting, such as bold words, lists and line breaks:" \
        " left out here" in messages(made)  # fmt: skip


@pytest.mark.parametrize(
    "words", ["A) b", "B. c", "ANSWER: B", "answer", "0", "// x", "{~a}", "<b>"]
)
def test_options_come_through_as_they_are(words: str) -> None:
    found = stored(choice(options=options("x", words, right=(1,))))
    assert found.options == ["x", words]
    assert found.right == 1


def test_two_characters_are_a_question() -> None:
    assert stored(truefalse(stem=text("π!"))).text == "π!"


def test_all_letters_are_used() -> None:
    made = choice(count=26, right=(25,))
    assert "Z) Option 25 of choice\nANSWER: Z\n" in source(made)
    assert stored(made).right == 25


def test_pinned_options_are_written_as_they_were_drawn() -> None:
    made = choice(options=options("Last", "b", "c", pins={0: "last"}))
    planned = exam(made)
    (section,) = planned.forms[0].sections
    asked = replace(section.questions[0], order=(2, 1, 0))
    form = replace(planned.forms[0], sections=(replace(section, questions=(asked,)),))
    (document,) = AIKEN.export(replace(planned, forms=(form,)), MATERIALS)
    (found,) = imported(document.data)
    assert (found.options, found.right) == (["c", "b", "Last"], 2)


def test_losses_are_told() -> None:
    made = choice(
        points=Decimal(2),
        tags=("t",),
        notes=(Note("feedback", text("x")),),
        options=tuple(replace(o, feedback=text("y")) for o in options("a", "b", pins={1: "last"})),
    )
    assert messages(made, wrong="-0.25") == [
        "Aiken cannot hold points, tags, feedback, feedback for single options, points off for wrong"
        " answers and options that keep their place: left out here"
    ]
    assert messages(choice(), truefalse(), shuffle=False)[1:] == [
        "Aiken cannot tell a platform to keep options in their order"
    ]
    assert len(messages(truefalse(), shuffle=False)) == 1


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (short(), "it has no questions of kind short"),
        (choice(multiple=True), "it cannot hold several right options"),
        (choice(stem=text("a ", picture_node())), "it cannot hold pictures"),
        (choice(stem=md("a\n\n    code")), "it cannot hold tables and blocks of code"),
        (choice(stem=md("| a |\n|---|\n| b |")), "it cannot hold tables and blocks of code"),
        (choice(count=27), "it takes 2 to 26 options, not 27"),
        (choice(count=1), "it takes 2 to 26 options, not 1"),
        (choice(right=(0, 1)), "it holds choices with exactly one right option, not 2"),
        (choice(right=()), "it holds choices with exactly one right option, not 0"),
        (choice(options=options("a", "a")), "two options look the same as plain text"),
        (
            choice(options=(*options("x"), Option(text=md("*x*"), right=False))),
            "two options look the same as plain text",
        ),
        (choice(options=options("a", " ")), "an option is empty as plain text"),
        (truefalse(stem=text("A. Einstein")), "its text begins with “A.”, as an option or the answer does"),
        (truefalse(stem=text("I) x")), "its text begins with “I)”, as an option or the answer does"),
        (truefalse(stem=text("ANSWER: A")), "its text begins with “AN”, as an option or the answer does"),
        (truefalse(stem=text("?")), "its text is too short to be seen as one"),
        (truefalse(stem=text("a\0b")), "the character <U+0000> cannot stand in a text file (delete it)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_written_is_left_out(question: Question, reason: str) -> None:
    assert left_out(question) == reason


def test_a_table_in_feedback_leaves_no_question_out() -> None:
    assert stored(choice(notes=(Note("feedback", md("| a |\n|---|\n| b |")),))).right == 0


OPTIONS = st.integers(2, 26).flatmap(
    lambda count: st.tuples(
        st.lists(markups(), min_size=count, max_size=count), st.integers(0, count - 1)
    )
)
QUESTIONS: st.SearchStrategy[Question] = st.one_of(
    st.builds(TrueFalse, **common(), answer=st.booleans()),
    st.builds(
        lambda fields, drawn: Choice(
            **fields,
            options=tuple(
                Option(text=each, right=i == drawn[1]) for i, each in enumerate(drawn[0])
            ),
        ),
        st.fixed_dictionaries(common()),
        OPTIONS,
    ),
).map(plain)


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.lists(QUESTIONS, min_size=1, max_size=4, unique_by=lambda each: each.id))
def test_what_passes_the_checks_is_imported_as_it_was_meant(questions: list[Question]) -> None:
    planned = exam(*questions)
    if has_errors(AIKEN.check(planned, MATERIALS)):
        return
    (document,) = AIKEN.export(planned, MATERIALS)
    kept = [q for q in questions if not has_errors(AIKEN.check(exam(q), MATERIALS))]
    for question, found in zip(kept, imported(document.data), strict=True):
        assert not letters(question.stem) - letters(text(found.text))
        check_key(question, found)


def check_key(question: Question, found: Stored) -> None:
    if isinstance(question, TrueFalse):
        assert found.right == (0 if question.answer else 1)
        return
    assert isinstance(question, Choice)
    assert [option.right for option in question.options].index(True) == found.right
    for option, shown in zip(question.options, found.options, strict=True):
        assert not letters(option.text) - letters(text(shown))


EXAM = exam(choice(), truefalse())
ASKED = tuple(EXAM.forms[0].questions)
DATA = source(choice(), truefalse()).encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ANSWER: A", "ANSWER: B"),
        ("ANSWER: A", "ANSWER: E"),
        ("ANSWER: A\n", ""),
        ("A) True\n", ""),
        ("A) True", "A) Truth"),
        ("B) Option 1", "C) Option 1"),
        ("D) Option 3 of choice\n", ""),
        ("Which of choice?", "Which?"),
        ("Which of choice?", "B) Which of choice?"),
        ("Which of choice?", "More\nWhich of choice?"),
    ],
)
def test_every_difference_is_found(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert differences(ASKED, DATA) == ()
    assert old in DATA.decode()
    broken = DATA.decode().replace(old, new, 1).encode()
    assert differences(ASKED, broken)
    monkeypatch.setattr(aiken, "write", lambda questions: broken)
    with pytest.raises(NotMade, match="Aiken"):
        tuple(AIKEN.export(EXAM, MATERIALS))
