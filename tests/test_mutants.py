"""The changes that `make mutation` tries: those that a test could notice, each once, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutants import mutants, skeleton

SOURCE = '''\
"""Text."""
from __future__ import annotations
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """What has 1 part."""

    size: int | None = 1


def longer(one: Thing, other: Thing | None = None) -> bool | None:
    if other is None:
        return True
    return one.size + 1 < max(other.size, *[3], **{})
'''


@pytest.fixture
def tried(tmp_path: Path) -> list[str]:
    """The lines that are changed, as they are then."""
    module = tmp_path / "thing.py"
    module.write_text(SOURCE, encoding="utf-8")
    before = SOURCE.splitlines()
    after = [(each.line, each.code.splitlines()) for each in mutants(module)]
    assert all(lines[line - 1] != before[line - 1] for line, lines in after)
    return [lines[line - 1].strip().replace("  ", " ") for line, lines in after]


def test_what_tests_could_notice_is_changed(tried: list[str]) -> None:
    for change in (
        "size: int | None = 2",
        "if other is not None:",
        "return False",
        "return one.size - 1 < max(other.size, *[3], **{})",
        "return one.size + 1 <= max(other.size, *[3], **{})",
    ):
        assert change in tried
    assert len(tried) == len(set(tried))


def test_hints_guards_and_what_is_no_python_are_left_alone(tried: list[str]) -> None:
    assert not [line for line in tried if line.startswith(("@", "def", '"""'))]
    assert not [line for line in tried if "/" in line or "<<" in line or "int &" in line]


def test_what_is_the_same_program_has_the_same_skeleton() -> None:
    hints = SOURCE.replace("Thing | None", "object").replace("1 part", "2 parts")
    assert skeleton(hints) == skeleton(SOURCE) != skeleton(SOURCE.replace("< max", "> max"))
    assert skeleton("a = zip(b, strict=True)") == skeleton("a = zip(b)")
    assert skeleton("if") is None
