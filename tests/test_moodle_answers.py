"""What Moodle takes for right: answers with wildcards, ranges of numbers, gaps; and names."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from builders import gaps, numeric, short, text
from lxml import etree
from moodle_importer import accepts_number, answers_of, imported
from test_moodle import MATERIALS, exam, written

from quizgen.export.moodle import MOODLE
from quizgen.model import Question


def told(question: Question) -> list[str]:
    return [problem.message for problem in MOODLE.check(exam(question), MATERIALS)]


@pytest.mark.parametrize(
    ("pattern", "stored"),
    [
        (" a*b ", "a*b"),
        ("a **b*c ", "a *b*c"),
        ("*a*", "*a*"),
        ("a\r\nb*c\td*e", "a b*c d*e"),
    ],
)
def test_blanks_at_the_ends_and_second_wildcards_are_left_out(pattern: str, stored: str) -> None:
    (question,) = imported(written(exam(short("s", pattern))))
    assert list(answers_of(question)) == [stored]


@pytest.mark.parametrize(
    "pattern", ["a", "a*", "a*b", "*a*b", "a*b*", "a*b*c", "a*bbb*c", "*", "a*a*a", "ab*b"]
)
def test_what_moodle_shows_as_right_is_mostly_accepted(pattern: str) -> None:
    """Moodle shows a blank for each wildcard."""
    assert not any("is not itself accepted" in message for message in told(short("s", pattern)))
    (question,) = imported(written(exam(short("s", pattern))))
    assert question.score_of_right_answer() == 1


@pytest.mark.parametrize("pattern", ["Norm *", "* a", "* a*b", "a* b *", "a*b*c *", "* a*x a"])
def test_what_moodle_shows_as_right_may_lack_a_blank(pattern: str) -> None:
    """Moodle trims what it shows, so that a blank beside a wildcard at the end is lost."""
    (message,) = told(short("s", pattern))
    assert message == f"the right answer that Moodle shows for “{pattern}” is not itself accepted"
    (question,) = imported(written(exam(short("s", pattern))))
    assert question.score_of_right_answer() == 0


def test_moodle_shows_the_first_of_several_answers() -> None:
    assert told(short("s", "Norm", "Norm *")) == []
    (message,) = told(short("s", "Norm *", "Name"))
    assert "“Norm *”" in message


def tolerance(value: str, half: str) -> str | None:
    """What is written for a question, which must accept both ends of its range."""
    question = numeric(value=value, tolerance=Decimal(half))
    (stored,) = imported(written(exam(question)))
    assert accepts_number(stored, question.low) and accepts_number(stored, question.high)
    return stored.element.findtext("answer/tolerance")


@pytest.mark.parametrize(
    ("value", "half"),
    [("3.14", "0.01"), ("0.1", "0.2"), ("103.4", "3.3"), ("0", "1000000000"), ("0.276", "61.3")],
)
def test_a_tolerance_is_written_as_it_is_where_moodle_accepts_both_ends(
    value: str, half: str
) -> None:
    assert tolerance(value, half) == half


def test_a_tolerance_is_a_trifle_wider_where_moodle_would_miss_an_end() -> None:
    assert tolerance("-0.888", "182.2") == "182.2000000001"


@pytest.mark.parametrize(
    ("points", "count", "weight"), [(4, 1, 4), (4, 2, 2), (5, 2, 3), (4, 3, 1), (1, 3, 1)]
)
def test_gaps_count_whole_points_and_all_alike(points: int, count: int, weight: int) -> None:
    question = gaps("g", *"abc"[:count], points=Decimal(points))
    (stored,) = imported(written(exam(question)))
    assert [gap[0] for gap in stored.gaps] == [weight] * count


def test_a_name_of_a_hundred_characters_is_whole() -> None:
    stems = (text("x" * 100), text("x" * 101))
    whole, cut = imported(written(exam(*(short(str(i), stem=s) for i, s in enumerate(stems)))))
    assert whole.name == "x" * 100
    assert cut.name == "x" * 99 + "…"


def test_a_long_id_keeps_its_beginning_and_is_marked() -> None:
    data = written(exam(short("x" * 101)))
    number = etree.fromstring(data).findall("question")[-1].findtext("idnumber", "")
    assert re.fullmatch("x{87}-[0-9a-f]{12}", number)
