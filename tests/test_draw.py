"""Which questions a form asks, and what teachers are told when there are too few."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import (
    SECRET,
    assembled,
    bank,
    blueprint,
    choice,
    ids,
    sample_bank,
    short,
)

from quizgen.assemble import assemble
from quizgen.model import (
    Bank,
    Blueprint,
    Place,
    Section,
    Selection,
)
from quizgen.problem import WARNING, Problem


def test_a_draw_succeeds_whenever_it_can() -> None:
    """The first section may take what the second needs, and that what the third needs."""
    tags = {"a": ("x",), "b": ("x", "y"), "c": ("y", "z")}
    everything = bank(*(choice(id, tags=tags[id]) for id in tags))
    sections = (Section(count=1, selection=Selection(tags=frozenset({tag}))) for tag in "xyz")
    plan = blueprint(*sections)
    for number in range(30):
        (made,) = assembled(everything, plan, bytes([number] * 16)).forms
        assert ids(made) == ["a", "b", "c"]


def test_shared_sections_leave_enough_for_those_of_each_form() -> None:
    everything = bank(choice("a", tags=("x",)), choice("b", tags=("x",)), *map(choice, "cdef"))
    own = Section(count=2, per_form=True, selection=Selection(tags=frozenset({"x"})))
    for number in range(20):
        exam = assembled(
            everything, blueprint(Section(count=4), own, forms=2), bytes([number] * 16)
        )
        assert all(set(ids(form.sections[1].questions)) == {"a", "b"} for form in exam.forms)


def test_named_questions_are_kept_for_the_section_that_names_them() -> None:
    exam = assembled(
        bank(*map(choice, "abcd")), blueprint(Section(), Section(questions=("c", "a")))
    )
    drawn, named = exam.forms[0].sections
    assert set(ids(drawn.questions)) == {"b", "d"} and ids(named.questions) == ["c", "a"]


def test_shared_and_own_draws() -> None:
    everything = bank(*(choice(f"q{i}") for i in range(30)))
    plan = blueprint(Section(count=5), Section(count=5, per_form=True), forms=4)
    forms = assembled(everything, plan).forms
    shared, own = ([frozenset(ids(form.sections[i].questions)) for form in forms] for i in (0, 1))
    assert len(set(shared)) == 1 and len(set(own)) == 4


def test_points_and_wrong_come_from_the_section() -> None:
    everything = bank(choice("a", points=Decimal(3)), short("b", points=Decimal(4)))
    given_, own = Section(points=Decimal(2), wrong=Decimal("-0.25")), Section()
    worth = [
        {
            a.question.id: (a.points, a.wrong)
            for a in assembled(everything, blueprint(section)).forms[0].questions
        }
        for section in (given_, own)
    ]
    assert worth[0] == {"a": (Decimal(2), Decimal("-0.25")), "b": (Decimal(2), Decimal(0))}
    assert worth[1] == {"a": (Decimal(3), Decimal(0)), "b": (Decimal(4), Decimal(0))}


# What teachers are told

HERE = Place("week5.exam.yaml", 7)
EXAM = Place("week5.exam.yaml")


def problems(everything: Bank, *sections: Section, **fields: object) -> tuple[Problem, ...]:
    plan: Blueprint = blueprint(*sections, place=EXAM, **fields)
    return assemble(everything, plan, SECRET)[1]


def test_too_few_questions() -> None:
    section = Section(
        title="Multiple choice",
        count=6,
        selection=Selection(kinds=frozenset({"choice"}), tags=frozenset({"core"})),
        place=HERE,
    )
    other = Section(questions=("c01",))
    assert problems(sample_bank(6), section, other) == (
        Problem(
            HERE,
            'section "Multiple choice" asks for 6 questions but only 3 can be drawn: 15 in the bank, '
            'kind "choice" removes 7, tag "core" removes 4, other sections use 1',
        ),
    )


def test_no_questions_left() -> None:
    (problem,) = problems(bank(choice("a")), Section(), Section())
    assert problem == Problem(
        EXAM,
        "section 2 asks for questions but none can be drawn: 1 in the bank, other sections use 1",
    )
    (problem,) = problems(bank(), Section(count=1))
    assert problem.message == "section 1 asks for 1 question but none can be drawn: 0 in the bank"


def test_far_too_few_questions_are_found_at_once() -> None:
    (problem,) = problems(bank(choice("a")), Section(count=10**15))
    assert "but only 1 can be drawn" in problem.message


def test_sections_that_together_ask_for_too_much() -> None:
    found = problems(bank(*map(choice, "abc")), Section(count=2), Section(count=2, per_form=True))
    assert [problem.message for problem in found] == [
        "section 2 asks for 2 questions but only 1 can be drawn: 3 in the bank, other sections use 2"
    ]


def test_unknown_and_repeated_questions() -> None:
    section = Section(title="Explain", questions=("dropuot", "l1", "l1"), place=HERE)
    assert problems(bank(choice("dropout"), choice("l1")), section) == (
        Problem(
            HERE, 'section "Explain": no question has the id "dropuot"', 'did you mean "dropout"?'
        ),
        Problem(HERE, 'section "Explain" names question "l1" a second time'),
    )


def test_unknown_names_in_a_selection() -> None:
    section = Section(selection=Selection(topics=frozenset({"Normen"})), place=HERE)
    assert problems(sample_bank(), section) == (
        Problem(HERE, 'section 1: no question has the topic "Normen"', 'did you mean "Norms"?'),
    )


def test_an_exam_without_questions() -> None:
    assert problems(bank(), Section(count=0)) == (Problem(EXAM, "the exam has no question"),)


def test_warnings() -> None:
    unshuffled = problems(bank(choice("a"), choice("b")), shuffle_options=False)
    assert [(p.severity, p.place, p.message) for p in unshuffled] == [
        (WARNING, EXAM, "options stand in the order in which they were written")
    ]
    same = problems(bank(short("a"), short("b")), shuffle_questions=False, forms=2)
    assert [(p.severity, p.message) for p in same] == [(WARNING, "all 2 versions are the same")]
    assert problems(bank(short("a")), shuffle_options=False) == ()


def test_a_short_secret_is_misuse() -> None:
    with pytest.raises(ValueError, match="secret"):
        assemble(sample_bank(), blueprint(), b"week5")
