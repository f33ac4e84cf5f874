"""Chance is fair: every key is as likely as any other, but for the few that would catch the eye."""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal
from itertools import groupby

import pytest
from builders import (
    assembled,
    bank,
    blueprint,
    candidates,
    choice,
    ids,
)

from quizgen.assemble.arrange import extreme
from quizgen.model import (
    Asked,
    Form,
    FormSection,
    Section,
)


def letters(form: Form) -> list[int]:
    return [asked.key[0] for asked in form.questions]


def test_every_place_is_equally_likely_for_the_key() -> None:
    exam = assembled(bank(choice("a")), blueprint(candidates=candidates(2_000)))
    counts = Counter(letters(form)[0] for form in exam.forms)
    assert sum((counts[i] - 500) ** 2 / 500 for i in range(4)) < 16.3  # 3 degrees, 1 in 1,000


def test_every_question_is_equally_likely_to_be_drawn_and_to_come_first() -> None:
    everything = bank(*(choice(f"q{i}") for i in range(10)))
    plan = blueprint(Section(count=3, per_form=True), candidates=candidates(1_000))
    forms = assembled(everything, plan).forms
    drawn = Counter(id for form in forms for id in ids(form))
    first = Counter(ids(form)[0] for form in forms)
    assert sum((drawn[f"q{i}"] - 300) ** 2 / 300 for i in range(10)) < 27.9
    assert sum((first[f"q{i}"] - 100) ** 2 / 100 for i in range(10)) < 27.9  # 9 degrees


def test_keys_are_not_balanced() -> None:
    """Balanced letters help who counts them: of 12 keys, A is right 3 times with chance 0.26 only."""
    exam = assembled(
        bank(*(choice(f"q{i}") for i in range(12))), blueprint(candidates=candidates(400))
    )
    threes = sum(letters(form).count(0) == 3 for form in exam.forms)
    assert 0.18 < threes / 400 < 0.34


@pytest.mark.parametrize(
    ("count", "spread", "run"), [(12, 7, 5), (20, 10, 6), (30, 12, 6), (40, 14, 6)]
)
def test_extreme_keys_are_drawn_again(count: int, spread: int, run: int) -> None:
    everything = bank(*(choice(f"q{i}") for i in range(count)))
    for form in assembled(everything, blueprint(candidates=candidates(400))).forms:
        counts = [letters(form).count(i) for i in range(4)]
        assert max(counts) - min(counts) <= spread
        assert max(len(list(same)) for _, same in groupby(letters(form))) <= run


def test_a_single_version_is_not_extreme_either() -> None:
    everything = bank(*(choice(f"q{i}") for i in range(12)))
    for seed in range(400):
        (form,) = assembled(everything, blueprint(seed=str(seed))).forms
        assert not extreme(form.sections)


def is_extreme(letters: str, options: int = 4) -> bool:
    """Whether a form whose choices have these right letters, in this order, is drawn again."""
    made = tuple(
        Asked(
            number=number,
            question=choice(f"q{number}", count=options, right=("ABCDEF".index(right),)),
            points=Decimal(1),
            order=tuple(range(options)),
        )
        for number, right in enumerate(letters, start=1)
    )
    return extreme((FormSection(questions=made),))


def spread_out(count: int, spread: int) -> str:
    """So many letters in which A stands `spread` times, D never, and hardly any beside its like."""
    others = iter("BC" * count)
    rest = count - spread
    turns = (("A" if i < spread else "") + (next(others) if i < rest else "") for i in range(count))
    return "".join(turns)


@pytest.mark.parametrize("count", range(12, 41))
def test_the_most_frequent_letter_may_lead_by_two_and_a_quarter_roots(count: int) -> None:
    most = math.floor(2.25 * math.sqrt(count))
    assert not is_extreme(spread_out(count, most))
    assert is_extreme(spread_out(count, most + 1))


@pytest.mark.parametrize(
    ("count", "options", "longest"),
    [
        (12, 4, 5),
        (19, 4, 5),
        (20, 4, 6),
        (40, 4, 6),
        (24, 3, 8),
        (19, 3, 7),
        (19, 5, 5),
        (24, 5, 6),
        (40, 2, 12),
    ],
)
def test_a_letter_may_stand_so_often_in_a_row(count: int, options: int, longest: int) -> None:
    letters = "ABCDEF"[:options]
    for run in (longest, longest + 1):
        assert is_extreme(("A" * run + letters[::-1] * count)[:count], options) == (run > longest)


def test_choices_of_one_option_do_not_count_for_ever() -> None:
    assert is_extreme("A" * 12, options=1)


def test_under_twelve_letters_nothing_is_extreme() -> None:
    assert is_extreme("A" * 12) and not is_extreme("A" * 11)


@pytest.mark.parametrize("right", [(0, 1), (0,)])
def test_where_several_may_be_right_a_letter_tells_nothing(right: tuple[int, ...]) -> None:
    several = choice("s", right=right, multiple=True)
    made = [Asked(number=n, question=several, points=Decimal(1), order=(0, 1)) for n in range(20)]
    assert not extreme((FormSection(questions=tuple(made)),))


def test_keys_extreme_by_their_nature_stay() -> None:
    pinned = bank(*(choice(f"q{i}", pins={0: "first"}) for i in range(20)))
    assert letters(assembled(pinned, blueprint()).forms[0]) == [0] * 20


def test_few_questions_may_all_have_the_same_letter() -> None:
    forms = assembled(bank(choice("a"), choice("b")), blueprint(candidates=candidates(40))).forms
    assert any(len(set(letters(form))) == 1 for form in forms)
