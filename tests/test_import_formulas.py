"""TeX between delimiters becomes formulas, whatever braces and delimiters stand in it."""

from __future__ import annotations

import sys

import pytest

from quizgen.importers.shared.formulas import split, with_formulas
from quizgen.model import Node


def read(text: str, dollars: bool = False) -> list[str]:
    """Texts, and formulas between ‹ and ›."""
    return [f"‹{n.text}›" if n.kind == "formula" else n.text for n in split(text, dollars)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (r"a \(x\) b \[y\]", ["a ", "‹x›", " b ", "‹y›"]),
        (r"\(\text{if \(x\) or \(y\)} z\) c", [r"‹\text{if \(x\) or \(y\)} z›", " c"]),
        (r"\[\text{\[a\]}\]\(b\)", [r"‹\text{\[a\]}›", "‹b›"]),
        (r"\(\left\{a\right.\) and \(b\)", [r"‹\left\{a\right.›", " and ", "‹b›"]),
        (r"{\(a\)}", ["{", "‹a›", "}"]),
        (r"\(a}\) \({b}\)", ["‹a}›", " ", "‹{b}›"]),
        (r"\(a{\) b", ["‹a{›", " b"]),
        (r"\(a \\) b\)", [r"‹a \\) b›"]),
        (r"\\(a\)", [r"\\(a\)"]),
        (r"\(a", [r"\(a"]),
        (r"\(a\]", [r"\(a\]"]),
        (r"\( \) b", [r"\( \) b"]),
        ("$$a$$ [tex]b[/tex] [tex][/tex]", ["‹a›", " ", "‹b›", " [tex][/tex]"]),
    ],
)
def test_a_formula_ends_outside_of_its_braces(text: str, parts: list[str]) -> None:
    assert read(text) == parts


def test_single_dollars_are_read_where_they_are_meant() -> None:
    assert read("$x$ for $5 or $6", dollars=True) == ["‹x›", " for $5 or $6"]
    assert read("$x$") == ["$x$"]


def test_a_formula_may_have_4000_signs() -> None:
    assert read(rf"\({'x' * 4000}\)") == [f"‹{'x' * 4000}›"]
    long = rf"\({'x' * 4001}\) \(y\)"
    assert read(long) == [long[:-5], "‹y›"]


def test_a_displayed_formula_alone_is_a_block() -> None:
    (block,) = with_formulas((Node("paragraph", children=(Node("text", r"\[x\]"),)),))
    assert block == Node("formula_block", "x")


@pytest.mark.parametrize("piece", [r"\(", r"\({", r"{\)", r"\[\(", r"\({\)", "$$", "[tex]"])
def test_many_delimiters_are_read_in_as_many_steps(piece: str) -> None:
    """Steps are lines of our own; to search from each start for its end takes a thousand times as many."""
    steps = 0

    def count(*_: object) -> object:
        nonlocal steps
        steps += 1
        return count

    text = piece * 2_000
    before = sys.gettrace()
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        list(split(text))
    finally:
        sys.settrace(before)
    assert steps < 50 * len(text)
