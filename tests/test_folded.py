"""Warnings that say the same are shown once, with all the places that they are about."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.cli import main
from quizgen.model import NOWHERE, Place
from quizgen.problem import Problem, folded, show, warning


def at(*lines: int, path: str = "a.md", message: str = "no tags") -> list[Problem]:
    return [warning(Place(path, line), message, "use another format") for line in lines]


@pytest.mark.parametrize(("count", "shown"), [(3, 3), (4, 1)])
def test_a_few_are_shown_one_by_one(count: int, shown: int) -> None:
    assert len(folded(at(*range(1, 1 + count)))) == shown


def test_many_are_one_with_all_places() -> None:
    problems = [*at(9, 3, 20, 11), *at(5, path="b.md"), *at(4, message="no hints")]
    kept = folded(problems)
    assert [(each.place.line, each.message) for each in kept] == [(3, "no tags"), (4, "no hints")]
    text = show(kept, {"a.md": "\n" * 30}, kept)
    assert text.count("no tags") == 1
    assert "    hint: use another format\n    the same at a.md:9, 11, 20; b.md:5\n" in text


def test_errors_and_what_has_no_place_are_never_folded() -> None:
    errors = [Problem(Place("a.md", line), "wrong") for line in range(1, 9)]
    assert len(folded(errors)) == 8
    general = [warning(NOWHERE, "slow", hint) for hint in "abcdef"]
    assert len(folded(general)) == 6


def test_all_places_are_there_however_many() -> None:
    kept = folded(at(*range(1, 5001)))
    text = show(kept, {}, kept)
    numbers = text.replace(",", " ").replace("a.md:", " ").split()
    assert {str(line) for line in range(1, 5001)} <= {*numbers, "1"}
    assert max(map(len, text.splitlines())) <= 100


def test_a_build_tells_them_so_and_strict_counts_each(tmp_path: Path) -> None:
    cards = "".join(f"## Is {n} a number? {{#n{n} .maths}}\n\nAnswer: true\n\n" for n in range(6))
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "deck.md").write_text(cards, encoding="utf-8")
    command = ["--project", str(tmp_path), "build", "--bank", "--format", "aiken"]
    result = CliRunner().invoke(main, [*command, "--strict"])
    assert result.exit_code == 1
    assert result.output.count("Aiken cannot hold") == 1
    assert "the same at content/deck.md:5, 9, 13, 17, 21" in result.output
