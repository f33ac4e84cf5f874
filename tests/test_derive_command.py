"""`quizgen derive` and what the other commands say of derived questions."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import derived_examples
import pytest
from click.testing import CliRunner, Result
from test_derive import LOAD, ROOT, shown

from quizgen.bank import select
from quizgen.cli import main
from quizgen.project import load


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one deck and an exam that draws from it alone; the present folder is there."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "rivers.md").write_text(dedent(LOAD))
    (tmp_path / "exam.yaml").write_text("title: Rivers\ncontent: [content/rivers.md]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quizgen(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_derived_questions_are_written_out_to_be_edited(project: Path) -> None:
    before = {q.id: q for q in load(project).bank.questions}
    result = quizgen("derive")
    assert result.exit_code == 0, result.output
    assert "wrote content/rivers-derived.md: 5 questions derived from 1 card" in result.stdout
    assert "exam.yaml does not draw from content/rivers-derived.md" in result.stdout
    (project / "exam.yaml").write_text("title: Rivers\n")
    after = load(project)
    assert not after.problems
    assert {q.id for q in after.bank.questions} == set(before)
    assert not any(after.derivation.questions.values())
    for question in after.bank.questions:
        assert shown(question) == shown(before[question.id])
        assert (question.card, question.tags) == (
            before[question.id].card,
            before[question.id].tags,
        )


def test_a_written_question_that_was_deleted_does_not_come_back(project: Path) -> None:
    quizgen("derive")
    path = project / "content" / "rivers-derived.md"
    head, *cards = path.read_text().split("\n## ")
    path.write_text("\n## ".join([head, *cards[1:]]))
    assert len(load(project, ["content/rivers.md", str(path)]).bank.questions) == 5


def test_nothing_is_overwritten_and_new_cards_go_to_a_new_deck(project: Path) -> None:
    quizgen("derive")
    path = project / "content" / "rivers-derived.md"
    path.write_text(path.read_text() + "\n## Mine?\n\n- [x] yes\n- [ ] no\n")
    before = path.read_text()
    with (project / "content" / "rivers.md").open("a") as deck:
        deck.write("\n## In which year came the flood? {#flood}\n\n1953\n")
    result = quizgen("derive", "content/rivers.md")
    assert result.exit_code == 0, result.output
    assert "wrote content/rivers-derived-2.md: 2 questions derived from 1 card" in result.stdout
    assert path.read_text() == before
    assert "nothing to write" in quizgen("derive").stdout


def test_a_deck_with_errors_is_not_derived_from(project: Path) -> None:
    (project / "content" / "rivers.md").write_text(dedent(LOAD) + "\n## Empty?\n")
    result = quizgen("derive")
    assert result.exit_code == 1
    assert "this card has no back" in result.stderr
    assert not (project / "content" / "rivers-derived.md").exists()


def test_nothing_to_derive_is_said(project: Path) -> None:
    (project / "content" / "rivers.md").write_text("## Why?\n\nA long story, told at length.\n")
    result = quizgen("derive")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "nothing to write: see why with quizgen check --verbose",
    )


def test_every_card_tells_what_was_made_of_it(project: Path) -> None:
    with (project / "content" / "rivers.md").open("a") as deck:
        deck.write(
            "\n## Where?\n\nNear the wide and deep sea.\n\n## Why?\n\nIt is so. A story follows.\n"
        )
    shown_cards = quizgen("check", "--verbose").stdout
    assert "    derived choice load-entry-" in shown_cards
    assert "    derived matching load-matching-" in shown_cards
    assert "    not derived choice: too few fitting wrong answers" in shown_cards
    assert "6 derived" in shown_cards.splitlines()[-1]


def test_exams_take_or_leave_derived_questions(project: Path) -> None:
    for wish, kinds in (("only", {"choice", "matching"}), ("exclude", {"open"})):
        (project / "exam.yaml").write_text(
            f"title: Rivers\nindependent: false\nsections:\n  - select: {{derived: {wish}}}\n"
        )
        assert quizgen("check").exit_code == 0
        bank = load(project, ["exam.yaml"]).plans[0]
        found = select(bank.bank, bank.blueprint.sections[0].selection)
        assert {question.kind for question in found} == kinds


def test_the_examples_in_the_manual_are_those_that_are_derived() -> None:
    hint = "run: make examples"
    assert (ROOT / "docs/derived-examples.md").read_text(
        encoding="utf-8"
    ) == derived_examples.page(), hint


def test_cards_that_are_gone_are_missed(project: Path) -> None:
    quizgen("derive")
    path = project / "content" / "rivers.md"
    path.write_text(path.read_text().replace("{#load}", "{#cargo}"))
    said = quizgen("check").stderr
    assert "derived_from names cards that are not there: load" in said
    assert said.count("there is no card 'load', from which this question was derived") == 1
    path.write_text(path.read_text() + "\n## Empty?\n")
    assert "no card 'load'" not in quizgen("check").stderr
    assert "not there" not in quizgen("check", "content/rivers-derived.md").stderr
