"""Decks of hashcards become questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import PICTURE
from click.testing import CliRunner
from import_reading import format_of, found, notes, questions, told

from quizgen.cli import main
from quizgen.markup.plain import plain
from quizgen.model import Gaps, Open, Question

NAME = "Cells.md"
SAMPLE = Path(__file__).parent / "imports" / "hashcards"


def seen(question: Question) -> tuple[str, ...]:
    """The text, and the answer or the answers."""
    if isinstance(question, Gaps):
        return plain(question.stem), *(str(gap.answers[0]) for gap in question.gaps)
    assert isinstance(question, Open)
    return plain(question.stem), plain(question.answer)


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("Q: What?\nA: That.", [("What?", "That.")]),
        ("Q: What?\nA:\n\n- a\n- b\n", [("What?", "- a\n- b")]),
        ("Q: What\nis it?\n\nThis?\nA: x\ny\n\nz", [("What is it?\nThis?", "x y\nz")]),
        ("Q: a\nA: b\nQ: c\nA: d", [("a", "b"), ("c", "d")]),
        ("Q: a\nA: b\n\n---\n\nQ: c\nA: d", [("a", "b"), ("c", "d")]),
        ("C: The [cell] has a [wall].", [("The ____ has a ____.", "cell", "wall")]),
        ("C:\nWords\nand\n\n— [Paul], [*Work*]", [("Words and\n— ____, ____", "Paul", "Work")]),
        ("C: [a]\nQ: b\nA: c", [("____", "a"), ("b", "c")]),
        ("C: \\[no\\] [yes]", [("[no] ____", "yes")]),
        ("C: for $x \\in [0, 1]$ it is [true]", [("for x \\in [0, 1] it is ____", "true")]),
        ("C: see [here](https://example.org) a [gap]", [("see here a ____", "gap")]),
        ("Q: code\nA:\n```\nQ: no\n---\nA: no\n```", [("code", "Q: no\n---\nA: no")]),
    ],
)
def test_cards(text: str, cards: list[tuple[str, ...]]) -> None:
    imported = found("hashcards", text, NAME)
    assert not imported.problems, told(imported)
    assert [seen(question) for question in questions(imported)] == cards


def test_a_whole_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cells.md").write_bytes((SAMPLE / "cells.md").read_bytes())
    Path("img").mkdir()
    Path("img/cell.png").write_bytes(PICTURE.data)
    result = CliRunner().invoke(main, ["import", "cells.md"])
    assert result.exit_code == 0, result.output
    expected = (SAMPLE / "cells-deck.md").read_text("utf-8")
    assert Path("content/cells.md").read_text("utf-8") == expected
    assert "1 note kept" in result.stdout
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_formulas_in_gaps_become_text_and_are_told() -> None:
    imported = found("hashcards", "C: [$n!$] is the factorial", NAME)
    assert told(imported) == [("warning", 1, "the formula in a gap becomes text: n!")]


GOOD = "\n\nC: a [good] card\n"
BROKEN = {
    "A: x": "this answer has no question before it",
    "Q: x\nA: y\nA: z": "this answer has no question before it",
    "Q: x": "this card has no answer",
    "Q:\nA: x": "this card has no question",
    "C: nothing": "this card has no gap",
    "C: [  ] empty": "a gap has no answer",
    "C: [![](x.png)]": "this picture cannot be read: ![[](x.png)",
    "C: `[a]` code": "gap 1 stands in a formula, in code or in a link",
    "Q: x\nA: a $x": "this $ has no partner: a formula that is never closed",
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_cards_are_told_with_their_line(text: str) -> None:
    imported = found("hashcards", f'---\nname = "Cells"\n---\n{text}{GOOD}', NAME)
    errors = [(line, message) for severity, line, message in told(imported) if severity == "error"]
    assert len(errors) == 1
    assert 4 <= errors[0][0] <= 6
    if "![" not in text:
        assert errors[0][1] == BROKEN[text]
    assert len(questions(imported)) == len(notes(imported)) or "z" in text
    assert seen(questions(imported)[-1]) == ("a ____ card", "good")


def test_settings_that_are_damaged_are_told() -> None:
    imported = found("hashcards", f"---\nname: Cells\n---\n{GOOD}", NAME)
    assert told(imported) == [("error", 1, "the settings between --- are no TOML")]
    assert len(questions(imported)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "C: The [order] of a group.",
        '---\nname = "Cells"\n---\n\nQ: What?\nA: That.',
        "Q: What?\nA: That.\n\nC: a [gap]\n",
    ],
)
def test_decks_of_hashcards_are_recognised(text: str) -> None:
    assert format_of(text, NAME) == "hashcards"
    assert format_of(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), NAME) == "hashcards"


@pytest.mark.parametrize(
    "text",
    [
        "Q: What?\nA: That.",
        "---\ntitle: Cells\n---\n\nQ: What?\nA: That.",
        "What is right?\nA: this\nB: that\nC: [sic]\nANSWER: B",
        "C: a language\n\nC: [x] of many",
        "C: see [here](https://example.org)",
        "## A card\n\nC: nothing",
    ],
)
def test_other_markdown_is_not(text: str) -> None:
    assert format_of(text, NAME) not in ("hashcards", "obsidian")


@pytest.mark.parametrize("piece", ["C: [", "C: [a]\n", "$[", "`", "Q:", "[a", "\\", "---\n", " "])
def test_nothing_takes_long(piece: str) -> None:
    text = f"{piece * (100_000 // len(piece))}{GOOD}"
    format_of(text, NAME)
    found("hashcards", text, NAME)
