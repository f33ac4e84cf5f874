"""How alike forms are."""

from __future__ import annotations

from decimal import Decimal

from builders import (
    assembled,
    bank,
    blueprint,
    candidates,
    choice,
    open_question,
    truefalse,
)

from quizgen.assemble import likeness
from quizgen.model import (
    Asked,
    Exam,
    Form,
    FormSection,
    Section,
)


def form(label: str, *asked: tuple[str, tuple[int, ...]]) -> Form:
    made = (
        Asked(number=i, question=choice(id, count=3), points=Decimal(1), order=order)
        for i, (id, order) in enumerate(asked, start=1)
    )
    return Form(label=label, sections=(FormSection(questions=tuple(made)),))


def test_likeness_counts_what_a_neighbour_sees() -> None:
    a = form("A", ("x", (0, 1, 2)), ("y", (1, 0, 2)), ("z", (0, 1, 2)), ("w", (2, 1, 0)))
    b = form("B", ("x", (0, 2, 1)), ("z", (2, 0, 1)), ("y", (0, 2, 1)), ("w", (2, 0, 1)))
    (found,) = likeness(Exam(blueprint=blueprint(), forms=(a, b))).pairs
    assert (found.first, found.second) == ("A", "B")
    assert (found.letters, found.numbers, found.questions) == (0.75, 0.5, 0.25)


def test_likeness_in_a_line() -> None:
    same = [form(label, ("x", (0, 1, 2))) for label in "AB"]
    other = form("C", ("x", (1, 0, 2)))
    assert str(likeness(Exam(blueprint=blueprint(), forms=(*same, other)))) == (
        "equal letters at the same number 33% (at most 100%: A and B); "
        "the same question at the same number 100% (at most 100%: A and B); "
        "equal letters for the same question 33% (at most 100%: A and B)"
    )
    assert str(likeness(Exam(blueprint=blueprint(), forms=(other,)))) == "one form"


def test_questions_without_letters_do_not_count() -> None:
    (found,) = likeness(assembled(bank(truefalse(), open_question()), blueprint(forms=2))).pairs
    assert (found.letters, found.questions) == (0, 0)


def test_many_forms_are_compared_with_their_neighbours() -> None:
    forms = tuple(form(str(i), ("x", (0, 1, 2))) for i in range(100))
    assert len(likeness(Exam(blueprint=blueprint(), forms=forms)).pairs) == 45 + 90 * 10


def test_versions_are_less_alike_than_chance_makes_them() -> None:
    def worst(seed: int, **forms: object) -> float:
        plan = blueprint(Section(count=20), seed=str(seed), **forms)
        return max(pair.letters for pair in likeness(assembled(everything, plan)).pairs)

    everything = bank(*(choice(f"q{i}") for i in range(30)))
    chosen = sum(worst(seed, forms=4) for seed in range(15)) / 15
    independent = sum(worst(seed, candidates=candidates(4)) for seed in range(15)) / 15
    assert chosen < 0.3 < independent
