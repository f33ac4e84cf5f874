"""An exam drawn hundreds of times: what its papers would give away."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import bank, blueprint, candidates, choice, options, truefalse
from click.testing import CliRunner

from quizgen.cli import main
from quizgen.model import Exam, Question
from quizgen.stress import (
    Letters,
    answers,
    key_lengths,
    key_letters,
    neighbours,
    rehearse,
    strategies,
    uneven,
)

QUESTIONS = tuple(choice(f"q{i:02}") for i in range(20))


def rehearsed(*questions: Question, papers: int = 300, **fields: object) -> Exam:
    exam, _ = rehearse(bank(*questions), blueprint(**fields), papers)
    assert exam is not None
    return exam


def shares(exam: Exam) -> dict[str, float]:
    return {each.rule: each.share for each in strategies(answers(exam))}


def test_shuffled_keys_fall_everywhere() -> None:
    (letters,) = key_letters(answers(rehearsed(*QUESTIONS)))
    assert letters.total == 300 * 20 and letters.expected == 1500
    assert uneven(letters) == ()
    assert max(abs(count - 1500) for count in letters.counts) < 4 * letters.deviation


def test_keys_that_are_not_shuffled_are_found() -> None:
    (letters,) = key_letters(answers(rehearsed(*QUESTIONS, shuffle_options=False)))
    assert letters.counts == (6000, 0, 0, 0)
    assert uneven(letters) == (0, 1, 2, 3)


def test_what_chance_explains_is_not_uneven() -> None:
    assert Letters((100, 100)).deviation == pytest.approx(7.0711, abs=1e-4)
    assert uneven(Letters((135, 65))) == ()
    assert uneven(Letters((136, 64))) == (0, 1)


def test_options_with_a_place_of_their_own_are_no_chance() -> None:
    pinned = choice("pinned", right=(3,), pins={3: "last"})
    papers = answers(rehearsed(pinned, choice("free", count=3)))
    assert [len(letters.counts) for letters in key_letters(papers)] == [3]


def test_no_rule_beats_guessing_where_all_is_shuffled() -> None:
    found = shares(rehearsed(*QUESTIONS))
    assert found["guess blindly"] == 0.25
    assert len(found) == 9
    assert all(abs(share - 0.25) < 0.03 for share in found.values())


def test_long_keys_are_found() -> None:
    long = tuple(
        choice(f"l{i:02}", options=options("the right one, with reasons", "no", "none", "never"))
        for i in range(20)
    )
    exam = rehearsed(*long)
    found = key_lengths(answers(exam))
    assert (found.longest, found.between, found.shortest) == (20, 0, 0)
    assert found.expected == 5 and found.telling
    assert shares(exam)["the longest option"] == 1
    assert shares(exam)["the shortest option"] == 0


def test_options_of_one_length_tell_nothing() -> None:
    equal = choice("equal", options=options("ab", "cd", "ef"))
    found = key_lengths(answers(rehearsed(equal)))
    assert (found.longest, found.between, found.shortest, found.telling) == (0, 1, 0, False)


def test_a_balanced_key_would_be_found_out() -> None:
    """Four questions with each letter once: who knows three knows the fourth."""
    papers = tuple(answers(rehearsed(*QUESTIONS[:4], papers=1000)))
    balanced = tuple(p for p in papers if sorted(a.key for a in p) == [0, 1, 2, 3])
    found = {each.rule: each.share for each in strategies(balanced)}
    assert found["the letter that was right least often so far"] > 0.4


def test_papers_without_choices_say_nothing() -> None:
    papers = answers(rehearsed(truefalse()))
    assert tuple(strategies(papers)) == () == tuple(key_letters(papers))
    assert key_lengths(papers).total == 0 and not key_lengths(papers).telling


def test_pairs_are_counted_by_likeness() -> None:
    same = rehearsed(*QUESTIONS, papers=20, shuffle_options=False, shuffle_questions=False)
    counts = neighbours(same)
    assert counts[-1] == sum(counts) == sum(min(i, 10) for i in range(20))
    assert neighbours(rehearsed(*QUESTIONS, papers=50))[-1] == 0


def test_candidates_are_invented() -> None:
    exam = rehearsed(*QUESTIONS, papers=30, candidates=candidates(3))
    assert len(exam.forms) == 30
    assert {form.candidate.name for form in exam.forms if form.candidate} == {""}
    assert exam == rehearsed(*QUESTIONS, papers=30, candidates=candidates(5))


DECK = """\
## Which norm adds squares? {#a}

- [x] the Euclidean norm, since it is the root of their sum
- [ ] one
- [ ] two
- [ ] all

"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    deck = "".join(
        DECK.replace("#a", f"#a{i}").replace("squares", f"{i} squares") for i in range(24)
    )
    (tmp_path / "content" / "deck.md").write_text(deck, encoding="utf-8")
    (tmp_path / "norms.exam.yaml").write_text(
        "title: Norms\nforms: 2\nindependent: false\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_shows_it_all_and_writes_nothing(project: Path) -> None:
    result = CliRunner().invoke(main, ["stress", "--papers", "50"])
    assert result.exit_code == 0, result.output
    assert "norms: 50 papers drawn, 1,200 choice questions with one right option" in result.output
    assert "where the key is, of 4 options (1,200 times)" in result.output
    assert "by chance 25.0%, mostly within 2.5% of it" in result.output
    assert "the longest option                              100.0%" in result.output
    assert "the key is the longest option in 24 of 24 questions" in result.output
    assert CliRunner().invoke(main, ["stress", "--papers", "50"]).output == result.output
    assert not (project / ".quizgen").exists() and not (project / "output").exists()


def test_what_is_found_forbids_to_go_on_if_strict(project: Path) -> None:
    assert CliRunner().invoke(main, ["stress", "--strict"]).exit_code == 1
    assert CliRunner().invoke(main, ["stress", "--papers", "1"]).exit_code == 2


def test_a_broken_deck_is_told(project: Path) -> None:
    (project / "content" / "deck.md").write_text("## A?\n\n- [ ] one\n- [ ] two\n", "utf-8")
    result = CliRunner().invoke(main, ["stress"])
    assert result.exit_code == 1 and "content/deck.md:1" in result.output
