"""Where Moodle's limits lie: what just fits is taken without a word, a little more is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import choice, gaps, matching, numeric, open_question, options, ordering, short, text
from lxml import etree
from test_moodle import exam, md, written
from test_moodle_contract import PLACE, credited, formula, one, problems

from quizgen.model import Choice, Deck, Gap, Node, Option, Pair, Place, Question
from quizgen.problem import ERROR

LATER = Place("deck.md", 99, 1)
HOLE = text("Fill ", Node("gap", attributes=(("number", "0"),)))
BAD_PAIR = Pair(text("Left \a"), text("Right"))


def several(right: int, **fields: Any) -> Choice:
    return choice(right=range(right), count=right + 1, multiple=True, **fields)


def alike(words: str) -> Question:
    """A matching with two distractors of these words, of which one is emphasised."""
    return replace(matching(), distractors=(text(words), md(f"*{words}*")))


JUST: dict[str, tuple[Question, Question]] = {
    "options": (choice(count=2), choice(count=1)),
    "right options": (several(20), several(21)),
    "one right option": (several(1), replace(several(1), options=several(1).options[1:])),
    "no points": (short(points=Decimal(0)), short(points=Decimal("-0.0000001"))),
    "points": (short(points=Decimal("99999.9999999")), short(points=Decimal(100_000))),
    "digits": (numeric(value="123456789012345"), numeric(value="1234567890123456")),
    "a long number": (numeric(value="1E+254"), numeric(value="1E+255")),
    "a small number": (numeric(value="1E-253"), numeric(value="1E-254")),
    "a unit": (numeric(unit="m" * 50), numeric(unit="m" * 51)),
    "answers": (matching(pairs=2, distractors=1), matching(pairs=2, distractors=0)),
    "pairs": (matching(pairs=2), matching(pairs=1, distractors=4)),
    "a right entry": (
        replace(matching(), distractors=(text("<" * 63 + "abc"),)),
        replace(matching(), distractors=(text("<" * 63 + "abcd"),)),
    ),
    "a tag": (short(tags=("t" * 255,)), short(tags=("t" * 256,))),
    "a topic": (short(topic="t" * 255), short(topic="t" * 256)),
    "an id": (short("x" * 100), short("x" * 101)),
    "points of gaps": (gaps(points=Decimal(4)), gaps(points=Decimal(5))),
    "one gap of two": (gaps(points=Decimal(2)), replace(gaps(points=Decimal(2)), stem=HOLE)),
    "a gap": (gaps("g", "x", stem=HOLE), replace(gaps("g", "x", stem=HOLE), gaps=())),
    "a number at all": (numeric(), numeric(value="Infinity")),
    "a right entry of quotes": (
        replace(matching(), distractors=(text('"' * 255),)),
        replace(matching(), distractors=(text('"' * 256),)),
    ),
    "a formula on the right": (
        replace(matching(), distractors=(formula("x"),)),
        replace(matching(), distractors=(formula("x^2"),)),
    ),
    "a formula's braces": (
        short(stem=formula(r"\text{\)} x")),
        short(stem=formula(r"\text{x} \)")),
    ),
    "hints": (short(hints=(text("Think."),)), open_question()),
    "no hints": (open_question(hints=()), open_question()),
    "an option": (choice(), choice(options=options("a", "\a"))),
    "an entry": (matching(), replace(matching(), pairs=(*matching().pairs, BAD_PAIR))),
    "a gap's hint": (gaps("g", "x"), replace(gaps("g", "x"), gaps=(Gap(one("x"), "\a"),))),
    "a share": (credited(None, "0.33334"), credited(None, "0.33335")),
}


@pytest.mark.parametrize("name", JUST)
def test_what_just_fits(name: str) -> None:
    fits, fits_not = JUST[name]
    assert problems(fits) == ()
    assert problems(fits_not) != ()


def test_two_entries_can_be_ordered() -> None:
    assert [p for p in problems(ordering(count=2)) if p.severity == ERROR] == []


def test_the_title_of_a_deck_just_fits() -> None:
    assert problems(short(), decks=(Deck("a", "t" * 255, "", "en", PLACE),)) == ()


@pytest.mark.parametrize(("wrong", "told"), [("-0.12", False), ("-0.119", True), ("-0.255", False)])
def test_a_wrong_choice_may_cost_half_a_percent_more_or_less(wrong: str, told: bool) -> None:
    assert bool(problems(choice(), wrong=wrong)) == told


@pytest.mark.parametrize(("credit", "grade"), [("-2", "-100"), ("3", "100")])
def test_credit_beyond_all_points_is_capped(credit: str, grade: str) -> None:
    (problem,) = problems(credited(None, credit))
    assert problem.hint == f"write credit={grade}% or credit={grade}%"


def test_an_option_is_told_at_its_own_place() -> None:
    empty = Option(text=(), right=False, place=LATER)
    (problem,) = problems(choice(options=(*choice().options, empty), place=PLACE))
    assert problem.place == LATER


@pytest.mark.parametrize(
    ("words", "lines"),
    [(0, 15), (1, 5), (29, 5), (30, 10), (54, 10), (55, 15), (199, 40), (900, 40)],
)
def test_the_room_for_an_answer_is_one_of_moodle_s_sizes(words: int, lines: int) -> None:
    """Twice the model answer, in steps of five lines."""
    answer = text(" ".join(["word"] * words)) if words else ()
    question = etree.fromstring(written(exam(open_question(answer=answer)))).findall("question")[-1]
    assert question.findtext("responsefieldlines") == str(lines)


def test_hints_that_are_never_shown_are_told_at_the_first() -> None:
    first, second = (tuple(replace(n, place=p) for n in text("Think.")) for p in (PLACE, LATER))
    (problem,) = problems(open_question(hints=(first, second)))
    assert problem.place == PLACE


# Of several questions with one fault the first is named, with their number


def test_how_many_are_ordered() -> None:
    (problem,) = problems(ordering("a", place=PLACE), ordering("b", place=LATER))
    assert "there are 2 here" in problem.message and problem.place == PLACE


def test_how_many_have_uneven_shares() -> None:
    threes = (several(3, id="a", place=PLACE), several(3, id="b", place=LATER))
    (problem,) = problems(*threes)
    assert problem.message.endswith("40 %, 30 %, 30 % (2 questions)") and problem.place == PLACE


def test_where_one_is_picked_shares_are_not_uneven() -> None:
    assert problems(choice(right=(0, 1, 2), count=5)) == ()


# Long names are cut in messages


def test_a_long_name_is_cut() -> None:
    (tag,) = problems(short(tags=("t" * 256,)))
    assert tag.message == f"the tag “{'t' * 59}…” has 256 characters; Moodle takes 255"


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_name_that_is_not_long_is_shown_whole(length: int, shown: str) -> None:
    (problem,) = problems(short("x" * length), short("X" * length))
    assert problem.message.startswith(f"the id “{shown}” becomes the idnumber")


def test_long_entries_are_cut() -> None:
    (same,) = problems(alike("x" * 70))
    assert same.message.endswith(f"“{'x' * 59}…”")
    steps = (*ordering().entries, text("y" * 70), text("y" * 70))
    (_, twice) = problems(replace(ordering(), entries=steps))
    assert twice.message.startswith(f"“{'y' * 59}…” stands twice")
