"""Input that is too long, too deep or too much → a problem at its place, and soon."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from click.testing import CliRunner
from reading import read

from quizgen.cli import main
from quizgen.cli.printing import report
from quizgen.export.moodle.words import accepts_its_own
from quizgen.markup.limits import LONGEST
from quizgen.markup.parse import parse
from quizgen.model import Pattern, Place
from quizgen.problem import Problem, show, warning
from quizgen.read.question import MOST_CHARACTERS, MOST_PIECES
from quizgen.read.source import Source, decode
from quizgen.read.strict_yaml import LARGEST, read_yaml

WORD = "river "
PIECES = (
    "*a ",
    "_a ",
    "~~a",
    "==a",
    "$a ",
    "[",
    "![",
    "[a](",
    "[^",
    "{{c1::",
    "`a",
    "<a ",
    "&#",
    "\\",
)


def messages(problems: tuple[Problem, ...]) -> list[tuple[int, str]]:
    """Line and message of each problem."""
    return [(problem.place.line, problem.message) for problem in problems]


@pytest.mark.parametrize("piece", PIECES)
def test_a_paragraph_that_is_too_long_is_refused_where_it_stands(piece: str) -> None:
    text = "Short.\n\n" + piece * (LONGEST // len(piece) + 5) + "\n\nShort.\n"
    markup, problems = parse(text, "a.md")
    (line, message), *rest = messages(problems)
    assert (line, rest) == (3, rest)
    assert "too long" in message
    assert len(markup) == 3


@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_paragraph_is_read_whatever_it_holds(piece: str) -> None:
    forth, back = piece * (LONGEST // 2 // len(piece)), piece[::-1] * (LONGEST // 2 // len(piece))
    _, problems = parse(forth + back, "a.md")
    assert not [message for _, message in messages(problems) if "too long" in message]


def test_an_option_that_is_too_long_stays_an_option() -> None:
    text = f"## Which?\n\n- [x] {WORD * 5000}\n- [ ] b\n"
    assert [message for _, message in messages(read(text)[1])] == [
        f"this text is too long: {6 * 5000 + 3:,} characters in one paragraph"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 200 + " b*" * 200,
        "~~a " * 90 + " b~~" * 90,
        "- " * 70 + "a",
        "> " * 70 + "a",
        "1. > " * 40 + "a",
    ],
)
def test_what_is_nested_too_deep_is_one_problem(text: str) -> None:
    _, problems = parse(f"\n{text}\n", "a.md")
    assert messages(problems) == [(2, "lists, quotes or emphasis are nested too deep")]


def test_each_sign_holds_its_note_so_they_cannot_be_many() -> None:
    _, problems = parse("a[^1] " * 21 + "\n\n[^1]: A note.\n", "a.md")
    assert messages(problems) == [(3, "21 signs refer to the footnote [^1]; at most 20 can")]


def test_a_card_that_no_exam_could_ask_is_refused_at_its_largest_block() -> None:
    table = "| a | b |\n|---|---|\n" + "| c | d |\n" * (MOST_PIECES // 2)
    (reading,), problems = read(f"## Look\n\nHere:\n\n{table}\n")
    assert reading.question is None
    ((line, message),) = messages(problems)
    assert line == 5
    assert "too large" in message
    paragraphs = f"{WORD * 3000}\n\n" * (MOST_CHARACTERS // 18000 + 1)
    assert "too large" in read(f"## Look\n\n{paragraphs}")[1][0].message


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("Answer: " + " | ".join(f"a{n}" for n in range(101)), "101 answers"),
        ("Answer: " + "ab*" * 200, "this answer has 600 characters"),
        ("{{c1::a}} " * 101, "101 gaps"),
        ("{{c1::" + "ab" * 300 + "}}", "this answer has 600 characters"),
        ("Order:\n\n" + "".join(f"{n}. step {n}\n" for n in range(1, 52)), "51 entries"),
    ],
)
def test_more_than_anybody_would_write_is_refused(back: str, expected: str) -> None:
    found = [p.message for p in read(f"## What?\n\n{back}\n")[1] if p.severity == "error"]
    assert [message for message in found if message.startswith(expected)] == found
    assert found


def test_an_endless_number_is_a_text() -> None:
    (reading,), _ = read("## What?\n\nAnswer: " + "1" * 5000 + "\n")
    assert reading.question is None


def test_aliases_are_never_followed_and_told_once_a_line() -> None:
    lines = "".join(f"n{n}: &n{n} [*n{n - 1}, *n{n - 1}]\n" for n in range(1, 30))
    mapping, problems = read_yaml(Source("exam.yaml", f"n0: &n0 [x]\n{lines}"))
    assert mapping is not None
    assert [problem.place.line for problem in problems] == list(range(1, 31))


def test_yaml_that_is_too_long_is_refused_at_the_line_that_is_too_much() -> None:
    text = "title: a\n" + "#" * LARGEST
    mapping, problems = read_yaml(Source("exam.yaml", text), first_line=11)
    assert mapping is None
    assert [problem.place.line for problem in problems] == [12]


@pytest.mark.parametrize("number", ["\\U00110000", "\\UFFFFFFFF"])
def test_a_number_beyond_all_characters_is_a_problem_of_its_line(number: str) -> None:
    mapping, problems = read_yaml(Source("exam.yaml", f'title: a\ncourse: "{number}"\n'))
    assert mapping is None
    assert [problem.place.line for problem in problems] == [2]


def test_of_many_control_characters_the_first_are_told() -> None:
    _, problems = decode("a.md", b"a\x01\n" * 50_000)
    assert [problem.place.line for problem in problems] == list(range(1, 21))


def test_a_message_that_quotes_too_much_loses_its_middle() -> None:
    shown = show([Problem(Place("a.md", 1), f"begin {WORD * 1000} end", WORD * 1000)], {})
    assert len(shown) < 1500
    assert "error: begin river" in shown
    assert "river  end" in shown


def test_of_very_many_problems_all_errors_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    notes = [warning(Place("a.md", n), f"note {n}") for n in range(1, 1000)]
    report([*notes, Problem(Place("z.md", 7), "wrong")], {})
    shown = capsys.readouterr().err
    assert "z.md:7:1: error: wrong" in shown
    assert shown.count("warning: note") == 199
    assert "… and 800 more problems" in shown


@dataclass(frozen=True)
class Wild:
    """Parts of an answer between wildcards, and whether Moodle accepts what it shows for it."""

    parts: tuple[str, ...]
    accepted: bool


@pytest.mark.parametrize(
    "wild",
    [
        Wild(("a",) * 400, True),
        Wild(("ab", "ba", ""), True),
        Wild(("", "a", ""), True),
        Wild(("", " a"), False),
        Wild(("a b",), True),
    ],
)
def test_wildcards_are_matched_without_going_back(wild: Wild) -> None:
    assert accepts_its_own(Pattern(wild.parts)) is wild.accepted


def test_the_command_line_survives_absurd_names() -> None:
    for name in ("a" * 5000, "\x1b[2J", "a\nb", "-\u202e"):
        result = CliRunner().invoke(main, ["check", "--", name])
        assert result.exit_code == 1, result.output
        assert "bug" not in result.output
        assert "\x1b" not in result.output
