"""What files in formats of others say, read as the programs do that invented them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.formats import Fault, aiken, gift
from quizgen.formats.gift import Answer, Question, Text

SEVERAL = """\
\ufeff// a comment alone is nothing

$CATEGORY: tests/Rivers\\: long

// question: 1 [id:nile] [tag:a b]
// [tag:c\\]d]
::The \\:\\: name::[html]<p>Which?\\n\\\\n</p>{
  =Nile # right \\#1
  ~%-33.3%[plain]Rhine#no
  ~ two
lines
  ####[markdown]*all*
}

0
What is 3.5\\={#
=%100%3.5:0.1#good
=%50%3..4
~ # bad
}
"""


def one(text: str) -> Question:
    """The one question of a text without faults."""
    (found,), faults = gift.read(text)
    assert not faults
    return found


def test_everything_that_gift_can_say_is_read() -> None:
    (choice, number), faults = gift.read(SEVERAL)
    assert not faults
    assert choice == Question(
        line=5,
        kind=gift.MULTICHOICE,
        name="The :: name",
        stem=Text("<p>Which?\n\\n</p>", "html"),
        category="tests/Rivers: long",
        id="nile",
        tags=("a b", "c]d"),
        answers=(
            Answer(8, Text("Nile"), True, None, Text("right #1")),
            Answer(9, Text("Rhine", "plain"), False, Decimal("-33.3"), Text("no")),
            Answer(10, Text("two\nlines"), False),
        ),
        feedback=Text("*all*", "markdown"),
    )
    assert (number.line, number.kind, number.stem.text) == (16, gift.NUMERICAL, "What is 3.5=")
    assert [(a.line, a.text.text, a.percent, a.feedback.text) for a in number.answers] == [
        (17, "3.5:0.1", 100, "good"),
        (18, "3..4", 50, ""),
        (19, "", None, "bad"),
    ]
    assert number.category == "tests/Rivers: long"


@pytest.mark.parametrize(
    ("inside", "kind", "right"),
    [
        ("", gift.ESSAY, []),
        ("T", gift.TRUEFALSE, ["TRUE"]),
        ("FALSE#no#yes", gift.TRUEFALSE, ["FALSE"]),
        ("true", gift.SHORTANSWER, ["true"]),
        ("=a =b", gift.SHORTANSWER, ["a", "b"]),
        ("=%50%a", gift.SHORTANSWER, ["a"]),
        ("a", gift.SHORTANSWER, ["a"]),
        ("=a ~b", gift.MULTICHOICE, ["a"]),
        ("=%50%a ~b", gift.MULTICHOICE, ["%50%a"]),
        ("~%50%a ~%50%b ~%-100%c", gift.MULTICHOICE, ["a", "b"]),
        ("~%0%a ~%100%b", gift.MULTICHOICE, ["b"]),
        ("=a -> b =c -> d", gift.MATCHING, ["a", "c"]),
        ("#1822:5", gift.NUMERICAL, ["1822:5"]),
        ("#0", gift.NUMERICAL, ["0"]),
    ],
)
def test_kinds_are_told_apart(inside: str, kind: str, right: list[str]) -> None:
    found = one(f"Stem {{{inside}}}")
    assert found.kind == kind
    assert [answer.text.text for answer in found.answers if answer.right] == right


def test_true_and_false_have_feedback_for_both_choices() -> None:
    (answer,) = one("Stem{TRUE#wrong#right#1####all}").answers
    assert (answer.feedback, answer.praise) == (Text("wrong"), Text("right#1"))


def test_pairs_are_parted_at_the_first_arrow() -> None:
    found = one("Stem{=a -> b -> c\n= -> d}")
    assert [(a.line, a.text.text, a.match) for a in found.answers] == [
        (1, "a", "b -> c"),
        (2, "", "d"),
    ]


def test_a_gap_has_words_behind_it() -> None:
    assert one("Paris is in {=France} today.").after == " today."
    assert one("Paris is in {=France}\n").after is None
    assert one("Words only").kind == gift.DESCRIPTION


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n\nStem {=a", Fault(3, "its { and } do not belong together")),
        ("Stem }{", Fault(1, "its { and } do not belong together")),
        ("::na{me::x}", Fault(1, "its { and } do not belong together")),
        ("Stem {\n=a -> b\n=c\n=d\n}", Fault(3, "a pair without ->")),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, fault: Fault) -> None:
    assert gift.read(text + "\n\nGood {T}") == (
        (gift.read("\n" * text.count("\n") + "\n\nGood {T}")[0]),
        (fault,),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines_may_be_of_any_kind(end: str) -> None:
    assert gift.read(SEVERAL.replace("\n", end)) == gift.read(SEVERAL)
    assert aiken.read(AIKEN.replace("\n", end)) == aiken.read(AIKEN)


AIKEN = """\
\ufeffWhich is it?
A) this
B. that
x

ANSWER: B) that

Next, without blanks
A)x
B)y
ANSWER:A
"""


def test_aiken_is_read() -> None:
    assert aiken.read(AIKEN) == (
        (
            aiken.Question(1, "Which is it?", ("this", "that"), 1),
            aiken.Question(8, "Next, without blanks", ("x", "y"), 0),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A) a", Fault(1, "no question stands before it")),
        ("ANSWER: A", Fault(1, "no question stands before it")),
        ("Q?\nA) a\nANSWER: A", Fault(3, "fewer than two options stand before it")),
        ("Q?\nA) a\nC) b\nANSWER: A", Fault(1, "the letters of its options do not follow A, B, C")),
        ("Q?\nA) a\nB) b\nANSWER: C", Fault(4, "there is no option “C”")),
        ("Q?\nA) a\nB) b\nANSWER:", Fault(4, "there is no option “”")),
        ("Q?\nA) a\nB) b", Fault(1, "the question has no line with ANSWER:")),
    ],
)
def test_what_aiken_does_not_allow_is_told_with_its_line(text: str, fault: Fault) -> None:
    (question,), faults = aiken.read(f"{text}\nGood?\nA) a\nB) b\nANSWER: B\n")
    assert (question.stem, question.right) == ("Good?", 1)
    assert faults == (fault,)


SIGNS = (*"~=#{}:\\%[]0", "\n", "\r", "\n\n", "->", "####", "::", "// ", "[id:", "[tag:", "[html]")
WORDS = (
    "%50%",
    "$CATEGORY:",
    "TRUE",
    "#1:2",
    "A) ",
    "B.",
    "ANSWER:",
    "\ufeff",
    "é",
    "word ",
    "\udc3a",
)
PIECES = st.sampled_from(SIGNS + WORDS)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_and_all_is_in_it(text: str) -> None:
    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for read in (gift.read, aiken.read):
        questions, faults = read(text)
        assert all(1 <= each.line <= last for each in (*questions, *faults))
    for question in gift.read(text)[0]:
        assert all(question.line <= answer.line <= last for answer in question.answers)
