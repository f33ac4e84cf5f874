"""What papers are made of: which blocks they share, and what differs in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import assembled, bank, blueprint, candidates, choice, open_question, text, truefalse
from test_paper import materials

from quizgen.model import Candidate, Exam, Paper, Section
from quizgen.paper.outlines.key_outline import KeyOutliner, key_sheet
from quizgen.paper.outlines.outline import Outliner, Use
from quizgen.paper.views.content import Content

ARABIC = Candidate("0004", "ليلى حداد")


def outlines(exam: Exam) -> list[tuple[Use, ...]]:
    outliner = Outliner(Content(exam, materials(exam)))
    return [outliner.outline(form) for form in exam.forms]


def of(role: str, uses: tuple[Use, ...]) -> list[Use]:
    return [use for use in uses if use.block.startswith(f"{role}:")]


def test_names_that_can_be_set_simply_share_a_block() -> None:
    people = (*candidates(2), ARABIC)
    made = outlines(assembled(bank(choice()), blueprint(candidates=people)))
    (first,), (second,), (arabic,) = (of("identity", uses) for uses in made)
    assert first.block == second.block != arabic.block
    assert [use.texts for use in (first, second, arabic)] == [
        {"name": ("Person 1",), "id": ("0001",)},
        {"name": ("Person 2",), "id": ("0002",)},
        {},
    ]
    assert "ليلى حداد" in arabic.block and "0004" in arabic.block


@pytest.mark.parametrize("people", [candidates(1), (ARABIC,), (*candidates(2), ARABIC)])
def test_a_name_stands_in_a_key_s_slot_or_else_in_its_block(people: tuple[Candidate, ...]) -> None:
    exam = assembled(bank(choice(), open_question()), blueprint(candidates=people))
    content = Content(exam, materials(exam))
    outliner = KeyOutliner(content)
    made = [(form, outliner.outline(form)) for form in exam.forms]
    proof = key_sheet(content, made).proof
    for head in (proof[0], *(uses[0] for _, uses in made)):
        fixed = ARABIC.name in head.block
        assert bool(head.texts.get("whose")) != fixed
    assert ARABIC.name not in "".join(proof[0].texts.get("whose", ()))
    assert len(proof) == 3


def test_versions_share_the_line_for_a_name() -> None:
    made = outlines(assembled(bank(choice()), blueprint(forms=2)))
    assert [of("identity", uses) for uses in made] == [[Use("identity:")]] * 2
    assert [of("title", uses)[0].texts for uses in made] == [
        {"version": ("Version A",)},
        {"version": ("Version B",)},
    ]


def test_each_question_has_its_number_its_options_order_and_their_letters() -> None:
    exam = assembled(bank(choice("a", count=3), choice("b", count=5), truefalse()), blueprint())
    (uses,) = outlines(exam)
    for use, asked in zip(of("question", uses), exam.forms[0].questions, strict=True):
        assert (use.question, use.id, use.order) == (asked.number, asked.question.id, asked.order)
        assert use.texts == {"number": (str(asked.number),)}
        assert use.labels == tuple("ABCDE"[: len(asked.order)])


def test_a_question_that_is_worth_more_is_another_block() -> None:
    blocks = set()
    for points in (1, 2):
        plan = blueprint(Section(points=Decimal(points)))
        blocks.add(of("question", outlines(assembled(bank(choice()), plan))[0])[0].block)
    assert len(blocks) == 2


def test_heads_stand_where_there_is_something_to_say() -> None:
    named, told = Section(title="Why", count=2), Section(instructions=text("Draw."), count=1)
    plan = blueprint(named, told, Section(count=1), instructions=text("Read first."))
    (uses,) = outlines(assembled(bank(*map(open_question, "abcd")), plan))
    assert len(of("instructions", uses)) == 1
    first, second = of("section", uses)
    assert "points" in first.texts and second.texts == {}
    (bare,) = outlines(assembled(bank(*map(open_question, "abcd")), blueprint()))
    assert not of("instructions", bare) and not of("section", bare)


def test_the_answer_sheet_is_there_if_it_is_asked_for() -> None:
    questions = bank(choice("a"), open_question("b"))
    (without,) = outlines(assembled(questions, blueprint()))
    assert not [use for use in without if use.block.startswith("sheet")]
    plan = blueprint(paper=Paper(answer_sheet=True), shuffle_questions=False)
    (uses,) = outlines(assembled(questions, plan))
    assert len(of("sheet-title", uses)) == 1 and len(of("identity", uses)) == 2
    (notice,) = of("sheet-notice", uses)
    assert notice.texts == {"notice": ("Answer in the paper itself: 2.",)}
    (row,) = of("sheet-row", uses)
    assert (row.question, row.texts) == (1, {"number": ("1",)})
    (whole,) = outlines(assembled(bank(choice()), plan))
    assert of("sheet-notice", whole)[0].texts == {} != notice.texts
    assert of("sheet-notice", whole)[0].block != notice.block
