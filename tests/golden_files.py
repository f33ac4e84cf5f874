"""Bytes and the file they should equal → a failure that shows the difference, or a renewed file.

Run the tests with QUIZGEN_UPDATE_GOLDEN=1 to write the files anew; read the changes before you commit.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def check_golden(path: str, data: bytes) -> None:
    """Compare the data with tests/golden/`path`."""
    file = GOLDEN / path
    if os.environ.get("QUIZGEN_UPDATE_GOLDEN") == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    expected = file.read_bytes() if file.exists() else b""
    if data != expected:
        pytest.fail(f"{path} differs:\n{_difference(expected, data)}", pytrace=False)


def _difference(expected: bytes, data: bytes) -> str:
    before, after = (text.decode(errors="backslashreplace") for text in (expected, data))
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), "expected", "written", lineterm=""
    )
    return "\n".join(lines) or "the bytes differ, the text does not"
