"""The runner of corpora: it finds what went wrong, and lists what cannot be tried yet."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import corpus
import pikepdf
import pytest
from builders import bank, choice, options
from corpus_items import holding
from corpus_items.judging import reasons
from corpus_items.manifest import Item, read_items
from corpus_items.running import Ran
from corpus_items.trials import Trial, trials

from quizgen.assemble import bank_exam
from quizgen.record.questions import dump_questions

HIDDEN = "TO-BE-FOUND"
NO_KEY = "## Which?\n\n- [ ] a\n- [ ] b\n"


def folder(base: Path, **items: dict[str, Any]) -> Path:
    """A corpus of these items, whose file is a deck without a right option."""
    found = base / "corpus"
    for name in ("decks", "secret"):
        (found / name).mkdir(parents=True)
    (found / "decks" / "deck.md").write_text(NO_KEY)
    usual = {
        "file": "decks/deck.md",
        "surface": "markdown",
        "what": "",
        "exit": [1],
        "expect": "error",
        "max_seconds": 60,
        "max_mb": 1000,
    }
    listed = [{"id": name, **usual, **item} for name, item in items.items()]
    (found / "manifest.json").write_text(json.dumps({"items": listed}))
    return found


def test_items_pass_fail_and_wait(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = folder(tmp_path, good={"line": 1}, bad={"line": 2}, later={"surface": "scan"})
    assert corpus.main([str(made)]) == 1
    shown = capsys.readouterr().out
    assert "failed  bad" in shown and "does not name deck.md:2" in shown
    assert "good" not in shown
    assert "waiting for a command: later" in shown
    assert shown.splitlines()[-2].split() == ["all", "3", "1", "1", "1"]
    assert (made / "decks" / "deck.md").read_text() == NO_KEY
    assert corpus.main([str(made), "--only", "good,later"]) == 0


def test_all_that_may_go_wrong_is_a_reason(tmp_path: Path) -> None:
    limits = {"max_seconds": 1, "max_mb": 1, "must_not_exist": ["deck.md"]}
    made = folder(tmp_path, one={"line": 1, "must_not_stderr": ["\\x1b"], **limits})
    (item,) = read_items(made)
    ran = Ran(-11, "", "Traceback (most recent call last)\x1b", 2, 2)
    assert len(list(judged(item, made, ran, tmp_path))) == 9


def test_a_file_to_import_is_imported_and_its_deck_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = {"surface": "gift", "exit": [0], "questions": 1}
    good = {**usual, "file": "decks/good.json", "keys": {"choice": "right"}}
    wrong = {**good, "keys": {"choice": "wrong"}, "must_not_contain": ["wrong"]}
    made = folder(tmp_path, good=good, wrong=wrong, gone={**usual, "file": "decks/deck.md"})
    exam = bank_exam(bank(choice("choice", options=options("right", "wrong"))), "All")
    (made / "decks" / "good.json").write_text(dump_questions(exam, exam.questions))
    assert corpus.main([str(made), "--verbose"]) == 1
    shown = capsys.readouterr().out
    assert "passed  good" in shown
    assert "exit 1, not 0" in shown.partition("gone")[2]
    reasons_of_wrong = shown.partition("wrong ")[2].partition("gone")[0]
    assert "imported.md holds wrong" in reasons_of_wrong
    assert "the key of choice is ['right']" in reasons_of_wrong


def judged(item: Item, made: Path, ran: Ran, base: Path) -> list[str]:
    trial: Trial = next(trials(item, made, base / "work"))
    return list(reasons(item, trial, ran, made))


def test_nothing_in_a_file_stays_unseen(tmp_path: Path) -> None:
    for path in (pdf(tmp_path), archive(tmp_path), upload(tmp_path)):
        assert HIDDEN.encode() not in path.read_bytes()
        assert any(HIDDEN.encode() in part for part in holding.contents(path)), path.name


def pdf(base: Path) -> Path:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Hidden = document.make_stream(HIDDEN.encode() * 50)
        document.save(base / "a.pdf", compress_streams=True)
    return base / "a.pdf"


def archive(base: Path) -> Path:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", HIDDEN * 50)
    (base / "a.zip").write_bytes(data.getvalue())
    return base / "a.zip"


def upload(base: Path) -> Path:
    inner = base64.b64encode(HIDDEN.encode()).decode()
    (base / "a.xml").write_text(f"<quiz><file>{inner}</file></quiz>")
    return base / "a.xml"
