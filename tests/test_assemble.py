"""From bank and blueprint to forms: what must hold for every secret, and what teachers are told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from builders import (
    PICTURE,
    assembled,
    bank,
    blueprint,
    candidates,
    choice,
    ids,
    matching,
    one_of_each,
    open_question,
    ordering,
    picture_node,
    sample_bank,
    sample_exam,
    short,
    text,
    truefalse,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.assemble import bank_exam, letter
from quizgen.model import (
    Bank,
    Candidate,
    Choice,
    Deck,
    Exam,
    Form,
    Matching,
    Ordering,
    Question,
    Section,
)

secrets = st.binary(min_size=16, max_size=16)
untimed = settings(deadline=None, max_examples=60)


@st.composite
def questions(draw: st.DrawFn, id: str) -> Question:
    count = draw(st.integers(2, 6))
    pins = draw(st.dictionaries(st.integers(0, count - 1), st.sampled_from(["first", "last"])))
    right = draw(st.sets(st.integers(0, count - 1), min_size=1))
    several = choice(id, right, count, pins, multiple=True)
    single = choice(id, {min(right)}, count, pins)
    others = (matching(id, count), ordering(id, count), short(id), truefalse(id), open_question(id))
    return draw(st.sampled_from((single, several, *others)))


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    return bank(*(draw(questions(f"q{i}")) for i in range(draw(st.integers(1, 14)))))


@st.composite
def exams(draw: st.DrawFn) -> tuple[Bank, Exam]:
    """A bank, and an exam of it with a named, a shared and a per-form section."""
    drawn_from = draw(banks())
    ids = [question.id for question in drawn_from.questions]
    named = draw(st.permutations(ids))[: draw(st.integers(0, len(ids) - 1))]
    rest = len(ids) - len(named)
    some = draw(st.integers(0, rest))
    sections = [Section(count=some), Section(count=rest - some, per_form=True)]
    sections = draw(st.permutations([Section(questions=tuple(named)), *sections]))
    if not named:
        sections = [section for section in sections if section.count is not None]
    plan = blueprint(
        *sections,
        forms=draw(st.integers(1, 4)),
        candidates=candidates(draw(st.integers(0, 3))),
        shuffle_questions=draw(st.booleans()),
        shuffle_options=draw(st.booleans()),
    )
    return drawn_from, assembled(drawn_from, plan, draw(secrets))


def orders(form: Form) -> dict[str, tuple[int, ...]]:
    return {asked.question.id: asked.order for asked in form.questions}


# What holds for every exam


@untimed
@given(exams())
def test_each_question_is_asked_once_and_numbered_through(made: tuple[Bank, Exam]) -> None:
    drawn_from, exam = made
    for form in exam.forms:
        assert sorted(ids(form)) == sorted(question.id for question in drawn_from.questions)
        assert [asked.number for asked in form.questions] == list(range(1, len(ids(form)) + 1))


@untimed
@given(exams())
def test_the_key_marks_what_the_author_marked(made: tuple[Bank, Exam]) -> None:
    drawn_from, exam = made
    sources = {question.id: question for question in drawn_from.questions}
    for asked in (asked for form in exam.forms for asked in form.questions):
        source = sources[asked.question.id]
        if isinstance(source, Choice):
            right = {option.text for option in source.options if option.right}
            assert {asked.options[i].text for i in asked.key} == right
            assert Counter(asked.options) == Counter(source.options)
        elif isinstance(source, Matching):
            assert [asked.entries[i] for i in asked.key] == [pair.right for pair in source.pairs]
            assert Counter(asked.entries) == Counter(source.entries)
        elif isinstance(source, Ordering):
            assert tuple(asked.entries[i] for i in asked.key) == source.entries
        else:
            assert asked.order == ()


@untimed
@given(exams())
def test_pinned_options_keep_their_places(made: tuple[Bank, Exam]) -> None:
    _, exam = made
    for asked in (asked for form in exam.forms for asked in form.questions):
        if isinstance(asked.question, Choice) and exam.blueprint.shuffle_options:
            pins = [option.pin for option in asked.options]
            assert pins == sorted(pins, key=["first", "", "last"].index)
            pinned = [i for i in asked.order if asked.question.options[i].pin]
            for pin in ("first", "last"):
                same = [i for i in pinned if asked.question.options[i].pin == pin]
                assert same == sorted(same)


@untimed
@given(exams())
def test_unshuffled_exams_keep_the_written_order(made: tuple[Bank, Exam]) -> None:
    drawn_from, exam = made
    written = [question.id for question in drawn_from.questions]
    for form in exam.forms:
        for section, planned in zip(form.sections, exam.blueprint.sections, strict=True):
            if planned.questions:
                assert ids(section.questions) == list(planned.questions)
            elif not exam.blueprint.shuffle_questions:
                assert ids(section.questions) == sorted(ids(section.questions), key=written.index)
        if not exam.blueprint.shuffle_options:
            choices = [a for a in form.questions if isinstance(a.question, Choice)]
            assert all(list(asked.order) == sorted(asked.order) for asked in choices)


@untimed
@given(secrets, st.integers(3, 5))
def test_entries_to_be_ordered_never_stand_in_order(secret: bytes, count: int) -> None:
    plan = blueprint(shuffle_options=False, candidates=candidates(20))
    exam = assembled(bank(ordering("o", count)), plan, secret)
    assert all(orders(form)["o"] != tuple(range(count)) for form in exam.forms)


def test_two_entries_stand_in_either_order() -> None:
    exam = assembled(bank(ordering("o", 2)), blueprint(candidates=candidates(20)))
    assert {orders(form)["o"] for form in exam.forms} == {(0, 1), (1, 0)}


def test_matching_is_shuffled_even_where_options_are_not() -> None:
    exam = assembled(bank(matching()), blueprint(shuffle_options=False, candidates=candidates(20)))
    assert len({orders(form)["matching"] for form in exam.forms}) > 5


# What does not change when something else does


@untimed
@given(secrets, st.sampled_from("abcdefghij"))
def test_a_question_more_leaves_the_others_as_they_were(secret: bytes, newcomer: str) -> None:
    everything = [choice(f"{id}-question") for id in "abcdefghij"]
    without = [question for question in everything if question.id[0] != newcomer]
    plan = blueprint(candidates=candidates(2))
    for before, after in zip(
        assembled(bank(*without), plan, secret).forms,
        assembled(bank(*everything), plan, secret).forms,
        strict=True,
    ):
        assert [id for id in ids(after) if id[0] != newcomer] == ids(before)
        assert orders(before).items() <= orders(after).items()


@untimed
@given(secrets, st.booleans())
def test_a_question_more_displaces_at_most_one(secret: bytes, per_form: bool) -> None:
    plan = blueprint(Section(count=5, per_form=per_form))
    everything = [choice(f"q{i}") for i in range(20)]
    before, after = (
        set(ids(assembled(bank(*some), plan, secret).forms[0]))
        for some in (everything[:-1], everything)
    )
    assert after - before <= {"q19"}


@untimed
@given(secrets)
def test_a_candidate_more_changes_nobodys_paper(secret: bytes) -> None:
    few, many = candidates(4), (Candidate("0000", "New"), *candidates(6))
    section = Section(count=8, per_form=True)
    papers = [
        {
            form.candidate: form.sections
            for form in assembled(
                sample_bank(), blueprint(section, candidates=roster), secret
            ).forms
        }
        for roster in (few, many)
    ]
    assert papers[0].items() <= papers[1].items()


@untimed
@given(secrets)
def test_a_version_more_changes_no_other(secret: bytes) -> None:
    few, many = (assembled(sample_bank(), blueprint(forms=forms), secret).forms for forms in (2, 4))
    assert few == many[:2]


def test_same_bytes_in_another_process_and_hash_seed() -> None:
    script = (
        "from builders import *; from quizgen.record import dump; "
        "exam = sample_exam(forms=3); print(dump(exam, quizgen='0', secret=''))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1 and b"quizgen-exam" in outputs.pop()


def test_frozen_forms() -> None:
    """If this changes, printed exams can no longer be regenerated: then SCHEME must change too."""
    everything = bank(*one_of_each())
    forms = assembled(everything, blueprint(forms=2)).forms
    forms += assembled(everything, blueprint(candidates=candidates(1))).forms
    assert [" ".join(ids(form)) for form in forms] == [
        "choice numeric truefalse ordering open matching gaps short",
        "open matching short choice numeric ordering truefalse gaps",
        "open ordering short choice matching truefalse gaps numeric",
    ]
    shuffled = [[orders(form)[id] for id in ("choice", "matching", "ordering")] for form in forms]
    assert shuffled == [
        [(3, 0, 1, 2), (0, 2, 3, 1), (0, 3, 1, 2)],
        [(3, 2, 1, 0), (2, 3, 1, 0), (3, 2, 0, 1)],
        [(3, 1, 0, 2), (0, 3, 1, 2), (1, 0, 2, 3)],
    ]


def test_frozen_draw() -> None:
    everything = bank(*(choice(f"q{i}") for i in range(10)))
    plan = blueprint(Section(count=3), Section(count=2, per_form=True), forms=2)
    for each, own in zip(assembled(everything, plan).forms, ("q4 q8", "q2 q5"), strict=True):
        drawn = [" ".join(sorted(ids(section.questions))) for section in each.sections]
        assert drawn == ["q1 q6 q9", own]


def test_frozen_versions() -> None:
    """Each of many versions is the best of its drafts; their code tells if any of them changes."""
    everything = bank(*(choice(f"q{i}") for i in range(12)))
    assert assembled(everything, blueprint(forms=60)).code == "A5I2UBIH"


@pytest.mark.parametrize("change", ["name", "seed"])
def test_name_and_seed_are_mixed_in(change: str) -> None:
    assert sample_exam(**{change: "other"}).forms != sample_exam().forms


# Forms


def test_the_code_of_a_draw_is_of_eight_letters_and_digits() -> None:
    assert re.fullmatch("[A-Z2-7]{8}", sample_exam().code)
    assert sample_exam(candidates=candidates(1)).code != sample_exam().code


def test_labels() -> None:
    assert [letter(i) for i in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert [form.label for form in sample_exam(forms=3).forms] == ["A", "B", "C"]
    personal = sample_exam(candidates=candidates(2)).forms
    assert [(form.label, form.candidate) for form in personal] == list(
        zip(("001", "002"), candidates(2), strict=True)
    )


def test_an_exam_holds_only_the_decks_and_pictures_it_shows() -> None:
    everything = sample_bank()
    without = assembled(everything, blueprint(Section(questions=("short",))))
    shown = assembled(everything, blueprint(Section(questions=("shown",))))
    instructed = assembled(
        bank(short(deck="other")), blueprint(instructions=text("See ", picture_node()))
    )
    assert (dict(without.pictures), without.decks) == ({}, everything.decks)
    assert (dict(shown.pictures), shown.decks) == ({PICTURE.key: PICTURE}, everything.decks)
    assert (dict(instructed.pictures), instructed.decks) == ({PICTURE.key: PICTURE}, ())


def test_a_bank_exam_is_everything_as_written() -> None:
    everything = sample_bank()
    exam = bank_exam(everything, "Upload")
    (form,) = exam.forms
    assert exam.questions == everything.questions and form.label == ""
    assert all(list(order) == sorted(order) for order in orders(form).values())
    assert [asked.number for asked in form.questions] == list(
        range(1, len(everything.questions) + 1)
    )
    assert (exam.decks, exam.pictures) == (everything.decks, everything.pictures)
    assert exam.blueprint.shuffle_options and not exam.blueprint.shuffle_questions
    assert not any(asked.wrong for asked in form.questions)


def test_a_bank_exam_is_in_the_language_of_its_first_deck() -> None:
    decks = tuple(Deck(name, name, "", name) for name in ("de", "en"))
    assert bank_exam(Bank((short(),), decks), "Upload").blueprint.language == "de"
    assert bank_exam(Bank((), ()), "Upload").blueprint.language == "en"


def test_all_versions_differ() -> None:
    assert len({form.sections for form in sample_exam(forms=8).forms}) == 8
