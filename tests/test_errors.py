"""Every message has a file in `errors/` that provokes it, and beside it what `quizgen check` says.

A deck (NAME.md) is checked by itself; an exam (NAME.exam.yaml) draws from a small deck; a roster
(NAME.csv) belongs to a small exam.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from golden_files import check_golden

from quizgen.cli import main

ERRORS = Path(__file__).parent / "errors"
CASES = sorted(path for path in ERRORS.iterdir() if path.suffix != ".txt")
DECK = """\
# Cells

## What is a cell? {#cell .core}

The smallest unit of life.

## Which is the largest? {#largest .core}

- [x] organ
- [ ] tissue
- [ ] cell
"""


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_message(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = check(case, tmp_path, monkeypatch)
    text = result.stderr + result.stdout
    check_golden(f"../errors/{case.name}.txt", text.encode())
    assert result.exit_code == (1 if re.search(r"^[^ ]*:? ?error: ", text, re.MULTILINE) else 0)
    assert re.search(r"(error|warning): ", text)


def check(case: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    """What `quizgen check` says of a case in a project of its own."""
    monkeypatch.chdir(project)
    target = f"deck{case.suffix}" if case.suffix == ".md" else "exam.yaml"
    if case.suffix == ".csv":
        (project / "exam.yaml").write_text(
            "title: Test\ncontent: [cells.md]\nroster: students.csv\n"
        )
        (project / "students.csv").write_bytes(case.read_bytes())
    else:
        (project / target).write_bytes(case.read_bytes())
    (project / "cells.md").write_text(DECK)
    (project / "img").mkdir()
    (project / "img" / "cell.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M1 1h8"/></svg>'
    )
    return CliRunner().invoke(main, ["check", target])


def test_no_case_is_without_a_text() -> None:
    texts = {path.name.removesuffix(".txt") for path in ERRORS.glob("*.txt")}
    assert texts == {path.name for path in CASES}
