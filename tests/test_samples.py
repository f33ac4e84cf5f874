"""The sample exams of content/ are without a flaw, in every format and whatever is drawn."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pypdfium2
import pytest
from click.testing import CliRunner

from quizgen.cli import main

ROOT = Path(__file__).parent.parent
DECKS = sorted(path.name for path in (ROOT / "content").glob("*.md"))


def test_nothing_is_wrong_with_them() -> None:
    result = CliRunner().invoke(main, ["--project", str(ROOT), "check", "--strict"])
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("deck", DECKS)
def test_every_question_prints_and_uploads(deck: str, tmp_path: Path) -> None:
    """All questions of a deck at once: so no draw can hold one that fails."""
    exam = tmp_path / "all.exam.yaml"
    exam.write_text(f"title: Everything\ncontent: [content/{deck}]\nindependent: false\n")
    copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "secret").write_text("0123456789abcdef0123456789abcdef")
    arguments = ["build", "all", "--format", "pdf", "--format", "moodle"]
    arguments += ["--secret-file", str(tmp_path / "secret"), "--output", str(tmp_path / "output")]
    result = CliRunner().invoke(main, ["--project", str(tmp_path), *arguments])
    assert result.exit_code == 0, result.stderr
    made = {path.name for path in (tmp_path / "output" / "all").iterdir()}
    assert {"paper-A.pdf", "key.pdf", "marking-guide.pdf", "all-moodle.xml"} <= made


def test_a_german_deck_prints(tmp_path: Path) -> None:
    """Names made of letters with accents, decimal commas, and points off for wrong answers."""
    (tmp_path / "säuren.md").write_text(
        "---\nlanguage: de\n---\n\n## Chlor ist grün.\n\nAntwort: wahr\n\n"
        "## Größe {#größe-ü}\n\nAntwort: 1,5 ± 0,1 m\n",
        encoding="utf-8",
    )
    (tmp_path / "exam.yaml").write_text(
        "title: Säuren\nlanguage: de\ncontent: [säuren.md]\n"
        "sections: [{title: Alles, scoring: {wrong: -0.5}}]\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["--project", str(tmp_path), "build"])
    assert result.exit_code == 0, result.stderr
    paper = pypdfium2.PdfDocument((tmp_path / "output" / "exam" / "paper-A.pdf").read_bytes())
    text = paper[0].get_textpage().get_text_range()
    assert "kostet 0,5 Punkte" in " ".join(text.split())
