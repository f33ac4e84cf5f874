"""`make fuzz`: it searches where it can, and says what it found and how to try that again."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import fuzz
import pytest
from fuzz_checks import CHECKS
from fuzz_seeds import PIECES, seeds_of


def test_targets_are_the_sorts_of_files_that_are_checked() -> None:
    assert set(fuzz.TARGETS) == set(CHECKS) == set(PIECES)


@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_a_search_begins_with_files_that_keep_all_promises(target: str) -> None:
    seeds = list(seeds_of(target))
    assert seeds
    for seed in seeds:
        CHECKS[target](seed)


@pytest.mark.skipif(not importlib.util.find_spec("atheris"), reason="not for this system")
def test_a_search_keeps_what_reaches_new_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fuzz.main(["roster", "--seconds", "1", "--corpus", str(tmp_path)]) == 0
    said = re.fullmatch(r"roster: ([\d,]+) inputs, (\d+) places reached\n", capsys.readouterr().out)
    assert said and int(said[1].replace(",", "")) > 0 and int(said[2]) > 50
    assert list(tmp_path.iterdir())


def test_without_a_fuzzer_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert fuzz.main(["roster"]) == 2
    assert "QUIZGEN_FUZZ" in capsys.readouterr().err


def test_inputs_are_tried_again(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list").write_bytes(b"id,name\n1,Ada\n")
    assert fuzz.main(["roster", str(tmp_path / "list")]) == 0
    assert "nothing is wrong" in capfd.readouterr().out
    assert fuzz.main(["roster", str(tmp_path / "none")]) == 1


def test_what_was_found_is_told_with_a_way_to_repeat_it(capsys: pytest.CaptureFixture[str]) -> None:
    output = "#12\tNEW cov: 7 x\nAssertionError: odd\nTest unit written to /x/crash-1\n"
    assert fuzz.report("deck", 77, output) == 1
    said = capsys.readouterr().out
    assert "deck: 12 inputs, 7 places reached" in said and "AssertionError: odd" in said
    assert "tools/fuzz.py deck /x/crash-1" in said and "NEW" not in said
