"""How points are shared among options, in grades that Moodle knows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations_with_replacement

import pytest
from builders import options

from quizgen.export.moodle.fractions import (
    GRADES,
    MOST_RIGHT,
    UNEVEN,
    exact,
    nearest,
    neighbours,
    of_options,
    right_shares,
    shown,
    wrong_share,
)

COUNTS = range(1, MOST_RIGHT + 1)


def score(shares: list[Decimal]) -> Decimal:
    """Moodle stores seven digits of each fraction and cuts the sum to 1."""
    total = sum((round(share / 100, 7) for share in shares), Decimal(0))
    return min(max(total, Decimal(0)), Decimal(1))


@pytest.mark.parametrize("count", COUNTS)
def test_all_right_options_together_score_exactly_one(count: int) -> None:
    shares = list(right_shares(count))
    assert len(shares) == count and set(shares) <= set(GRADES)
    assert score(shares) == 1
    assert round(sum(shares) / 100, 2) == 1  # what Moodle's form demands


@pytest.mark.parametrize("count", COUNTS)
def test_one_right_option_less_scores_less(count: int) -> None:
    assert score(list(right_shares(count))[1:]) < 1


@pytest.mark.parametrize("count", range(1, 10))
def test_no_other_grades_share_more_evenly(count: int) -> None:
    def spread(shares: tuple[Decimal, ...]) -> Decimal:
        return max(shares) - min(shares)

    ours = right_shares(count)
    widest = spread(ours) + Decimal("0.001")
    near = [grade for grade in GRADES if abs(grade - Decimal(100) / count) <= widest]
    exact_ones = (
        shares
        for shares in combinations_with_replacement(near, count)
        if 100 <= sum(shares) <= Decimal("100.001")
    )
    assert min(map(spread, exact_ones)) == spread(ours)


def test_uneven_are_the_numbers_whose_shares_differ() -> None:
    assert {count for count in COUNTS if len(set(right_shares(count))) > 1} == UNEVEN


@pytest.mark.parametrize("right", COUNTS)
@pytest.mark.parametrize("wrong", [1, 2, 3, 7, 9, 20])
def test_picking_everything_scores_nothing(right: int, wrong: int) -> None:
    cost = wrong_share(right, wrong, Decimal(0))
    assert cost in GRADES
    assert sum(right_shares(right)) + wrong * cost < Decimal("0.0001")


@pytest.mark.parametrize(
    ("right", "wrong", "least", "cost"),
    [
        (2, 3, "0", "-50"),
        (3, 3, "0", "-33.33333"),
        (3, 2, "0", "-50"),
        (4, 4, "0.3", "-30"),
        (4, 4, "0.505", "-60"),
        (1, 3, "0.25", "-100"),
        (5, 5, "2", "-100"),
    ],
)
def test_wrong_options_cost_what_right_ones_earn(
    right: int, wrong: int, least: str, cost: str
) -> None:
    assert wrong_share(right, wrong, Decimal(least)) == Decimal(cost)


def test_where_all_options_are_right_none_costs_anything() -> None:
    grades = [grade for _, grade in of_options(options("a", "b", right=(0, 1)), True, Decimal(0))]
    assert grades == [50, 50]


@pytest.mark.parametrize(
    ("wrong", "grade"), [("-0.815", "-80"), ("-0.818", "-83.33333"), ("0", "0")]
)
def test_a_wrong_choice_costs_the_grade_nearest_to_its_share(wrong: str, grade: str) -> None:
    grades = [grade for _, grade in of_options(options("a", "b"), False, Decimal(wrong))]
    assert grades == [100, Decimal(grade)]


@pytest.mark.parametrize(("credit", "grade"), [("0.815", "80"), ("0.818", "83.33333")])
def test_credit_earns_the_grade_nearest_to_it(credit: str, grade: str) -> None:
    right, wrong = options("a", "b")
    made = (right, replace(wrong, credit=Decimal(credit)))
    assert [grade for _, grade in of_options(made, False, Decimal(0))] == [100, Decimal(grade)]


def test_of_several_a_wrong_one_costs_what_the_exam_asks_for_at_least() -> None:
    made = options(*"abcdefgh", right=range(4))
    for wrong, cost in (("-0.3", -30), ("-0.2", -25)):
        grades = [grade for _, grade in of_options(made, True, Decimal(wrong))]
        assert grades == [25] * 4 + [cost] * 4


def test_moodle_s_list_of_grades() -> None:
    assert len(GRADES) == 41 and min(GRADES) == -100 and max(GRADES) == 100
    assert MOST_RIGHT == 20
    assert exact(Decimal("33.3333")) == Decimal("33.33333")
    assert exact(Decimal("33.33")) is None
    assert exact(Decimal("50.0009")) == 50 and exact(Decimal("50.001")) is None
    assert exact(Decimal("-14.2857")) == Decimal("-14.28571")


def test_a_share_between_two_grades() -> None:
    assert neighbours(Decimal(37)) == (Decimal("33.33333"), Decimal(40))
    assert neighbours(Decimal(50)) == (Decimal(50), Decimal(50))
    assert nearest(Decimal("-34")) == Decimal("-33.33333")


@pytest.mark.parametrize(("percent", "text"), [("50.0", "50"), ("-12.50", "-12.5"), ("0", "0")])
def test_percentages_as_moodle_writes_them(percent: str, text: str) -> None:
    assert shown(Decimal(percent)) == text
    assert shown(Decimal("1E+2")) == "100"
