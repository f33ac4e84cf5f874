"""What a careful reader thought of the derived questions still holds for those derived now."""

from __future__ import annotations

from collections import Counter

from judged import derived, tally, verdicts

FEWEST = 60
FOUND = tally()


def test_nineteen_of_twenty_judged_questions_are_sound() -> None:
    assert FOUND.judged >= FEWEST
    assert FOUND.share >= 0.95


def test_all_but_a_few_questions_were_judged() -> None:
    assert FOUND.judged >= 0.9 * FOUND.derived, (
        "run: python tools/judged.py, and judge what it prints"
    )


def test_verdicts_are_given_once_and_with_a_reason() -> None:
    known = verdicts()
    assert {each["verdict"] for each in known.values()} <= {"sound", "unsound"}
    assert all(each["why"] for each in known.values() if each["verdict"] == "unsound")
    assert Counter((deck, question.id) for deck, question in derived()).most_common(1)[0][1] == 1
