"""Aiken, as Moodle reads it and as people write it, becomes questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import in_memory
from golden_files import check_golden
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing import deck_and_report, errors, imported, kept, questions, told
from sample_bank import everything
from test_author import QUESTIONS
from test_gift_import import plain
from test_moodle_import import MATERIALS, exam

from quizgen.export.aiken import AIKEN, LIMITS
from quizgen.export.lms.losses import kept as written
from quizgen.export.lms.media import literal
from quizgen.importers.shared.text import passage
from quizgen.markup.plain import one_line
from quizgen.model import Choice, Markup, Question, TrueFalse
from quizgen.problem import has_errors

SAMPLES = sorted((Path(__file__).parent / "imports" / "aiken").glob("*"))
TAIL = "Sound?\nA) yes\nB) no\nANSWER: A\n"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_real_files_become_decks(path: Path) -> None:
    deck, report = deck_and_report("aiken", path.read_bytes())
    check_golden(f"imports/aiken/{path.stem}.md", deck.encode())
    check_golden(f"imports/aiken/{path.stem}.txt", report.encode())


def line(markup: Markup) -> str:
    """What Aiken can hold of a passage: its words."""
    return one_line(markup)


def asked(question: Question) -> object:
    """All that Aiken can hold of a question."""
    if isinstance(question, TrueFalse):
        return line(question.stem), question.answer
    assert isinstance(question, Choice)
    return line(question.stem), [(line(each.text), each.right) for each in question.options]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.one_of(QUESTIONS["choice"], QUESTIONS["truefalse"]).map(plain))
def test_what_we_wrote_comes_back(question: Any) -> None:
    planned = exam(question)
    if has_errors(AIKEN.check(planned, MATERIALS)) or pinned(question):
        return
    (document,) = AIKEN.export(planned, MATERIALS)
    found = imported("aiken", in_memory(document).data)
    assert not found.problems
    assert [asked(each) for each in questions(found)] == [asked(question)]


def pinned(question: Any) -> bool:
    """Those stand in the order in which they are asked."""
    return any(option.pin for option in getattr(question, "options", ()))


def test_the_whole_bank_comes_back() -> None:
    planned = everything()
    (document,) = AIKEN.export(planned, MATERIALS)
    found = imported("aiken", in_memory(document).data)
    assert not found.problems
    ours = [each.question for each in written(planned, LIMITS)]
    assert [asked(each) for each in questions(found)] == [asked(each) for each in ours]


def one(text: str) -> Any:
    """The one question of a text, about which nothing is told."""
    found = imported("aiken", text)
    assert not found.problems, found.problems
    (question,) = questions(found)
    return question


@pytest.mark.parametrize(
    ("answer", "rights"),
    [
        ("ANSWER: B", "B"),
        ("ANSWER:b", "B"),
        ("Answer = B", "B"),
        ("ANS: (b)", "B"),
        ("Correct answer: B.", "B"),
        ("The answer is: B) two", "B"),
        ("Antwort: B", "B"),
        ("ANSWER: two", "B"),
        ("ANSWER: A, C", "AC"),
        ("ANSWERS: A and C", "AC"),
        ("ANSWER: A C", "AC"),
    ],
)
def test_the_answer_in_every_notation(answer: str, rights: str) -> None:
    question = one(f"Which?\nA. one\nB. two\nC. three\n{answer}")
    found = [letter for letter, each in zip("ABC", question.options, strict=True) if each.right]
    assert "".join(found) == rights and question.multiple == (len(rights) > 1)


@pytest.mark.parametrize("option", ["A) {}|B) {}", "a. {}|b. {}", "(A) {}|(B) {}", "A: {}|B: {}"])
@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n"])
def test_options_in_every_notation(option: str, end: str) -> None:
    lines = ("Which?", *option.format("one", "two").split("|"), "ANSWER: A")
    question = one(end.join(lines))
    assert [line(each.text) for each in question.options] == ["one", "two"]


def test_numbers_go_only_where_all_questions_have_one() -> None:
    text = "1. Which?\nA) a\nB) b\nANSWER: A\n\n{}Who?\nA) a\nB) b\nANSWER: A\n"
    stems = [line(each.stem) for each in questions(imported("aiken", text.format("2. ")))]
    assert stems == ["Which?", "Who?"]
    stems = [line(each.stem) for each in questions(imported("aiken", text.format("")))]
    assert stems == ["1. Which?", "Who?"]


def test_signs_of_markdown_are_text() -> None:
    assert one(r"*Which* <b>?" + "\nA) `a`\nB) b\nANSWER: A").stem == passage("*Which* <b>?")
    assert literal(passage("$$")[0]).kind == "paragraph"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Which?\nA) a\nANSWER: A", 1, "it has fewer than two options"),
        ("A) a\nB) b\nANSWER: A", 1, "no question stands before it"),
        ("ANSWER: A", 1, "no question stands before it"),
        ("Which?\nA) a\nB) b", 1, "the question has no line with ANSWER:"),
        ("Which?\nA) a\nC) b\nANSWER: A", 1, "the letters of its options do not follow"),
        ("Which?\nA) a\nA) b\nANSWER: A", 1, "the letters of its options do not follow"),
        ("Which?\nA) a\nB) b\nANSWER: C", 1, "there is no option “C”"),
        ("Which?\nA) a\nB) b\nANSWER: A, C", 1, "there is no option “A, C”"),
        ("Which?\nA) a\nB) b\nANSWER:", 1, "there is no option “”"),
        ("W?\nA) a\nB) b\nANSWER: A\nHint: x\nV?\nA) a\nB) b", 1, "an option stands behind"),
    ],
)
def test_what_is_broken_is_told_and_kept(text: str, line: int, message: str) -> None:
    found = imported("aiken", f"{text}\n\n{TAIL}")
    ((at, said),) = errors(found)
    assert at == line and message in said
    assert len(questions(found)) == 1
    assert kept(found) == text


def test_a_text_that_asks_nothing_is_told_and_kept() -> None:
    found = imported("aiken", f"Chapter 1\n\n{TAIL}")
    assert told(found) == ((1, "this text belongs to no question: it is kept as a note"),)
    assert kept(found) == "Chapter 1" and len(questions(found)) == 1


BROKEN = {
    "empty": b"",
    "letters": b"A) a\n" * 2_000,
    "answers": b"ANSWER: A\n" * 2_000,
    "many options": b"Q\n" + b"".join(b"%c) x%d\n" % (65 + n % 26, n) for n in range(99)),
    "long line": b"Q" * 100_000 + b"\nA) a\nB) b\nANSWER: A\n",
    "long answer": b"Q\nA) a\nB) b\nANSWER: " + b"A, " * 20_000 + b"\n",
    "nul": b"Q\0\nA) \0\nB) b\nANSWER: A\n",
    "not utf-8": b"Q\xff\xfe\nA) \x81\nB) b\nANSWER: A\n",
    "marks of labels": b"Q\n" + b"Hint: " * 5_000 + b"\nA) a\nB) Feedback:\nHint:\nANSWER: A\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_no_file_breaks_the_reader(name: str) -> None:
    found = imported("aiken", BROKEN[name])
    deck_and_report("aiken", BROKEN[name])
    assert questions(found) or has_errors(found.problems)
