"""Selecting from a bank, and saying why there is too little."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import bank, choice, numeric, open_question, short

from quizgen.bank import LeftOut, nearest, select, shortage, unknown_names
from quizgen.model import Selection

BANK = bank(
    choice("a", deck="week5", topic="Norms", tags=("core", "l1"), difficulty=Decimal("0.3")),
    choice("b", deck="week5", topic="Data", tags=("core", "derived"), difficulty=Decimal("0.5")),
    short("c", deck="week6", topic="Norms", tags=("l1",), difficulty=Decimal("0.7")),
    numeric("d", deck="week6", topic="Data", difficulty=Decimal("0.9")),
    open_question("e", deck="week5", tags=("core", "l1", "derived")),
)


def names(*each: str) -> frozenset[str]:
    return frozenset(each)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), "abcde"),
        (Selection(kinds=names("choice")), "ab"),
        (Selection(kinds=names("numeric", "short")), "cd"),
        (Selection(tags=names("core")), "abe"),
        (Selection(tags=names("core", "l1")), "ae"),
        (Selection(tags=names("Norms")), "ac"),
        (Selection(topics=names("Data", "Norms")), "abcd"),
        (Selection(decks=names("week6")), "cd"),
        (Selection(ids=names("e", "a")), "ae"),
        (Selection(difficulty=(Decimal("0.3"), Decimal("0.5"))), "ab"),
        (Selection(difficulty=(Decimal("0.5"), Decimal("0.7"))), "bce"),
        (Selection(difficulty=(Decimal(0), Decimal(0))), ""),
        (Selection(difficulty=(Decimal(1), Decimal(1))), ""),
        (Selection(exclude_kinds=names("choice", "open")), "cd"),
        (Selection(exclude_tags=names("core", "l1")), "d"),
        (Selection(exclude_topics=names("Data")), "ace"),
        (Selection(exclude_decks=names("week5")), "cd"),
        (Selection(exclude_ids=names("a")), "bcde"),
        (Selection(derived="only"), "be"),
        (Selection(derived="exclude"), "acd"),
        (Selection(tags=names("core"), exclude_tags=names("core")), ""),
        (Selection(kinds=names("choice"), tags=names("core"), derived="exclude"), "a"),
    ],
)
def test_select(selection: Selection, expected: str) -> None:
    assert "".join(question.id for question in select(BANK, selection)) == expected


def test_shortage_counts_what_each_condition_removes() -> None:
    selection = Selection(
        kinds=names("choice", "short"), tags=names("l1", "core"), derived="exclude"
    )
    assert shortage(BANK, selection, LeftOut(elsewhere=1)) == (
        '5 in the bank, kind "choice" or "short" removes 2, tag "core" and "l1" removes 2, '
        "other sections use 1"
    )


def test_shortage_without_conditions() -> None:
    assert shortage(BANK, Selection()) == "5 in the bank"


def test_shortage_tells_of_exclusions_and_difficulty() -> None:
    selection = Selection(
        exclude_decks=names("week6"), difficulty=(Decimal("0.4"), Decimal("0.6")), derived="only"
    )
    assert shortage(BANK, selection) == "5 in the bank, difficulty 0.4 to 0.6 removes 3"


@pytest.mark.parametrize(
    ("selection", "noun", "hint"),
    [
        (Selection(kinds=names("choise")), 'kind "choise"', 'did you mean "choice"?'),
        (Selection(tags=names("Core")), 'tag "Core"', 'did you mean "core"?'),
        (Selection(exclude_tags=names("cor")), 'tag "cor"', 'did you mean "core"?'),
        (Selection(topics=names("Normen")), 'topic "Normen"', 'did you mean "Norms"?'),
        (Selection(decks=names("xyz")), 'deck "xyz"', "there are: week5, week6"),
        (Selection(exclude_ids=names("zz")), 'id "zz"', "there are: a, b, c, d, e"),
    ],
)
def test_unknown_names(selection: Selection, noun: str, hint: str) -> None:
    assert list(unknown_names(BANK, selection)) == [(f"no question has the {noun}", hint)]


def test_what_may_be_named_where_the_bank_has_none() -> None:
    selection = Selection(
        kinds=names("matching", "choice"), exclude_tags=names("derived"), decks=names("week5")
    )
    assert list(unknown_names(bank(choice("a")), selection)) == []


def test_no_hint_from_a_bank_of_very_much_else() -> None:
    assert nearest("zzz", (f"question-{i}" for i in range(99))) == ""
