"""text2qti becomes questions, and no code in it is run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from golden_files import check_golden
from importing import deck_and_report, errors, imported, kept, questions, told

from quizgen.cli import main
from quizgen.markup.plain import plain
from quizgen.model import Choice, Numeric, Open, TrueFalse, walk
from quizgen.problem import has_errors

SAMPLES = sorted((Path(__file__).parent / "imports" / "text2qti").glob("*"))
TAIL = "9.  Sound?\n*a) yes\nb)  no\n"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_real_files_become_decks(path: Path) -> None:
    deck, report = deck_and_report("text2qti", path.read_bytes())
    check_golden(f"imports/text2qti/{path.stem}.md", deck.encode())
    check_golden(f"imports/text2qti/{path.stem}.txt", report.encode())


def one(text: str) -> Any:
    """The one question of a text, about which nothing is told."""
    found = imported("text2qti", text)
    assert not found.problems, found.problems
    (question,) = questions(found)
    return question


@pytest.mark.parametrize(
    ("answer", "low", "high", "is_range"),
    [
        ("5", "5", "5", False),
        ("1_000", "1000", "1000", False),
        ("-3.5 +- 0.5", "-4", "-3", False),
        ("200 +- 5%", "190", "210", False),
        ("[1.5, 2]", "1.5", "2", True),
        ("1e-3 +- 0", "0.001", "0.001", False),
    ],
)
def test_numbers_in_every_notation(answer: str, low: str, high: str, is_range: bool) -> None:
    question = one(f"1.  How many?\n=   {answer}\n")
    assert isinstance(question, Numeric) and question.is_range is is_range
    assert (question.low, question.high) == (Decimal(low), Decimal(high))


def test_two_options_of_true_and_false_are_one_kind() -> None:
    question = one("1.  So?\na)  True\n*b) False\n... It is not.\n")
    assert isinstance(question, TrueFalse) and not question.answer
    assert plain(question.notes[0].text) == "False: It is not."
    assert isinstance(one("1.  So?\n[*] True\n[ ] False\n"), Choice)


def test_blocks_of_markdown_are_indented() -> None:
    text = "1.  Which?\n\n    ```py\n    x = 1\n      y\n    ```\n*a) $x$\n\n    - one\n    - two\nb)  c\n"
    question = one(text)
    (code,) = (node for node in walk(question.stem) if node.kind == "code_block")
    assert code.text == "x = 1\n  y\n"
    assert [block.kind for block in question.options[0].text] == ["paragraph", "bullet_list"]


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        (r"\num{1.23e5}", r"1.23 \times 10^{5}"),
        (r"$a = \num{2}$", "a = 2"),
        (r"\si{N.m}", r"\mathrm{N\cdot m}"),
        (r"\SI{20}{\celsius}", r"20\,\mathrm{{}^\circ C}"),
    ],
)
def test_units_become_formulas(source: str, formula: str) -> None:
    question = one(f"1.  How much is {source}?\n=   5\n")
    assert [node.text for node in walk(question.stem) if node.kind == "formula"] == [formula]


def test_units_in_code_stay() -> None:
    question = one("1.  What is `\\num{1}`?\n=   5\n")
    assert [node.text for node in walk(question.stem) if node.kind == "code"] == [r"\num{1}"]


def test_a_solution_is_for_those_who_mark() -> None:
    essay = one("1.  Why?\n!   Since.\n____\n")
    assert isinstance(essay, Open) and plain(essay.answer) == "Since."
    choice = one("1.  Why?\n!   Since.\n*a) x\nb)  y\n")
    assert [plain(line.text) for line in choice.rubric] == ["Since."]


def test_points_and_groups() -> None:
    text = "GROUP\npick: 1\npoints per question: 2\n1.  So?\n*a) x\nb)  y\nEND_GROUP\nPoints: 0.5\n"
    found = imported("text2qti", text + TAIL)
    assert [each.points for each in questions(found)] == [2, Decimal("0.5")]
    assert [each.tags for each in questions(found)] == [("group-1",), ()]
    assert told(found) == ((1, "of this group of 1 questions 1 was to be drawn"),)


def test_no_code_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = "```{.python .run}\nopen('run', 'w').write('x')\nprint('1.  Made?')\n```\n"
    Path("given.txt").write_text(f"{code}\n{TAIL}")
    result = CliRunner().invoke(main, ["import", "given.txt"])
    assert result.exit_code == 0, result.output
    assert "given.txt:1:1: warning: the code in it is kept as a note" in result.output
    assert "1 question from given.txt (text2qti)" in result.output
    assert "open('run'" in Path("content/given.md").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "given.txt"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("1.  Which?", 1, "it has no answers"),
        ("1.  Which?\na)  x\nb)  y", 1, "no option is marked as right"),
        ("1.  Which?\n[ ] x\n[ ] y", 1, "no option is marked as right"),
        ("1.  Which?\n*a) x\n*b) y", 1, "several options are marked as right"),
        ("1.  Which?\n*a) x", 1, "a choice needs at least two options"),
        ("1.  Which?\n*a) x\nb)", 1, "an option is empty"),
        ("1.  Which?\n*a) x\n[ ] y", 1, "it has answers of several sorts"),
        ("1.  Which?\n=   five", 2, "“five” is no number"),
        ("1.  Which?\n=   [5, 4]", 2, "nothing lies in [5, 4]"),
        ("1.  Which?\n=   5\n=   6", 3, "it has several numbers as its answer"),
        ("1.  Which?\nmore\n*a) x\nb)  y", 2, "this line begins with no mark of text2qti"),
        ("Points: many\n1.  Which?\n=   5", 1, "“many” is no number of points"),
        ("points per question: 0", 1, "“0” is no number of points"),
        ("*a) x", 1, "no question stands before it"),
        ("COMMENT", 1, "no END_COMMENT stands below it"),
        ("```{.python .run}", 1, "the code that begins here does not end"),
        ("Some words.", 1, "this line begins with no mark of text2qti"),
    ],
)
def test_what_is_broken_is_told_and_kept(text: str, line: int, message: str) -> None:
    found = imported("text2qti", f"{text}\n\n{TAIL}")
    ((at, said),) = errors(found)
    assert at == line and message in said
    assert len(questions(found)) == 1
    assert kept(found) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.  Send it.\n^^^^", "it asks for a file"),
        ("Text title: Next", "this text belongs to no question"),
        ("Text:  Words\n  of two lines", "this text belongs to no question"),
        ("Quiz description: Sums", "this text belongs to no question"),
        ("```python\nx\n```", "the code in it is kept as a note"),
        ("% mine", ""),
        ("COMMENT\n1.  Old\nEND_COMMENT", ""),
    ],
)
def test_what_is_lost_is_told_and_kept(text: str, message: str) -> None:
    found = imported("text2qti", f"{text}\n\n{TAIL}")
    assert [line for line, _ in told(found)] == [1] * bool(message)
    assert not message or message in told(found)[0][1]
    assert not errors(found) and len(questions(found)) == 1
    assert kept(found) == text


BROKEN = {
    "empty": b"",
    "numbers": b"1. x\n" * 2_000,
    "open code": b"```{.python .run}\n" * 500,
    "open comment": b"COMMENT\n1.  Q\n" + b"*a) x\nb) y\n",
    "open group": b"GROUP\nGROUP\n1.  Q\n*a) x\nb) y\n",
    "heads alone": b"Title: x\nPoints: 3\n",
    "long": b"1.  " + b"x " * 50_000 + b"\n*a) x\nb) y\n",
    "deep": b"1.  " + b"> " * 5_000 + b"x\n*a) x\nb) y\n",
    "commands": b"1.  " + b"\\num{" * 5_000 + b"\n*a) x\nb) y\n",
    "dollars": b"1.  " + b"$x " * 5_000 + b"\n*a) x\nb) y\n",
    "absurd number": b"1.  Q\n=   1e99999999 +- 5%\n",
    "nul": b"1.  Q\0\n*a) \0\nb) y\n",
    "not utf-8": b"1.  Q\xff\n*a) \x81x\nb) y\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_no_file_breaks_the_reader(name: str) -> None:
    found = imported("text2qti", BROKEN[name])
    deck_and_report("text2qti", BROKEN[name])
    assert questions(found) or has_errors(found.problems)
