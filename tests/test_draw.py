"""Which questions a form asks, and what teachers are told when there are too few."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from builders import (
    SECRET,
    assembled,
    bank,
    blueprint,
    candidates,
    choice,
    ids,
    open_question,
    sample_bank,
    short,
    text,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizgen.assemble import assemble
from quizgen.bank import select, unknown_names
from quizgen.giveaways import giveaways
from quizgen.model import (
    Bank,
    Blueprint,
    Form,
    Place,
    Question,
    Section,
    Selection,
)
from quizgen.problem import WARNING, Problem, warning


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


# Independence


def derived(made: Question, card: str) -> Question:
    return replace(made, card=card)


def asked(form: Form) -> list[Question]:
    return [each.question for each in form.questions]


@st.composite
def banks_of_cards(draw: st.DrawFn) -> Bank:
    """Up to six cards with up to three questions each, and words of which some are others' answers."""
    made: list[Question] = []
    for card in range(draw(st.integers(1, 6))):
        for number in range(draw(st.integers(1, 3))):
            id = f"c{card}" if number == 0 else f"c{card}-{number}"
            shown = draw(st.sampled_from(["", *(f"answer{i}" for i in range(6))]))
            stem = text(f"What of topic{draw(st.integers(0, 3))} and {shown}?")
            fields = {"stem": stem, "tags": tuple(draw(st.sets(st.sampled_from("xyz"))))}
            word = short(id, f"answer{card}", **fields)
            one = draw(st.sampled_from([word, open_question(id, **fields)]))
            made.append(derived(one, f"c{card}" if number else ""))
    return bank(*made)


@st.composite
def plans(draw: st.DrawFn) -> Blueprint:
    sections = [
        Section(
            count=draw(st.sampled_from([1, 1, 2, 3, None])),
            per_form=draw(st.booleans()),
            selection=Selection(exclude_tags=frozenset(draw(st.sets(st.sampled_from("xyz"))))),
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    return blueprint(*sections, forms=draw(st.integers(1, 2)))


@settings(deadline=None, max_examples=300)
@given(banks_of_cards(), plans(), st.binary(min_size=16, max_size=16))
def test_questions_of_a_form_are_independent(
    everything: Bank, plan: Blueprint, secret: bytes
) -> None:
    assume(not any(list(unknown_names(everything, s.selection)) for s in plan.sections))
    exam, found = assemble(everything, plan, secret)
    pools = (q for section in plan.sections for q in select(everything, section.selection))
    drawable = tuple({question.id: question for question in pools}.values())
    pairs = {(pair.giver, pair.given) for pair in giveaways(drawable)}
    for form in exam.forms if exam else ():
        ids = {question.id for question in asked(form)}
        assert len({question.origin for question in asked(form)}) == len(asked(form))
        assert not any(giver in ids and given in ids for giver, given in pairs)
        for section, made in zip(plan.sections, form.sections, strict=True):
            wanted = section.count
            assert len(made.questions) == wanted if wanted else made.questions
    if exam is None and not pairs:
        assert not possible(everything, plan)
    assert (exam is None) == any(problem.severity == "error" for problem in found)


def possible(everything: Bank, plan: Blueprint) -> bool:
    """Whether some way of giving cards to sections fills them all, found by trying them all."""
    wanted = [
        {question.origin for question in select(everything, section.selection)}
        for section in plan.sections
        for _ in range(1 if section.count is None else section.count)
    ]
    cards = sorted({question.origin for question in everything.questions})
    return any(
        all(card in each for card, each in zip(order, wanted, strict=True))
        for order in permutations(cards, len(wanted))
    )


@given(banks_of_cards(), st.binary(min_size=16, max_size=16), plans())
def test_whether_a_draw_fails_does_not_hang_on_the_secret(
    everything: Bank, secret: bytes, plan: Blueprint
) -> None:
    (one, said), (other, also_said) = (assemble(everything, plan, s) for s in (secret, SECRET))
    assert (one is None) == (other is None)
    if one is None:
        assert said == also_said


CELL = bank(
    open_question("cell", stem=text("What is a cell?")),
    derived(
        short("cell-1", "cell", stem=text("What is the smallest unit of life called?")), "cell"
    ),
    derived(choice("cell-2", stem=text("Which description fits a cell?")), "cell"),
    open_question("tissue", stem=text("What is a tissue?")),
)
GIVEN = bank(
    short("year", "1919", stem=text("When was the Weimar constitution adopted?")),
    open_question("flaws", stem=text("Which flaws had the Weimar constitution of 1919?")),
    open_question("ruhr", stem=text("Why did French troops march into the Ruhr?")),
)


def test_a_card_is_asked_once_and_every_card_is_as_likely() -> None:
    plan = blueprint(Section(count=1), candidates=candidates(400), shuffle_questions=False)
    section = replace(plan.sections[0], per_form=True)
    forms = assembled(CELL, replace(plan, sections=(section,))).forms
    drawn = Counter(asked(form)[0].origin for form in forms)
    assert 150 < drawn["cell"] < 250
    kinds = Counter(q.kind for form in forms for q in asked(form) if q.origin == "cell")
    assert min(kinds["open"], kinds["short"], kinds["choice"]) > drawn["cell"] / 3.7


def test_of_two_questions_of_a_card_each_is_as_likely() -> None:
    plan = blueprint(Section(count=1, per_form=True), candidates=candidates(100))
    forms = assembled(bank(choice("a"), derived(short("a-1"), "a")), plan).forms
    assert 30 < Counter(id for form in forms for id in ids(form))["a"] < 70


def test_questions_of_a_card_may_meet_if_asked() -> None:
    plan = blueprint(independent=False)
    assert len(assembled(CELL, plan).questions) == 4
    assert len(assembled(GIVEN, plan).questions) == 3
    assert assemble(CELL, plan, SECRET)[1] == ()


def test_cards_of_named_questions_are_not_drawn() -> None:
    plan = blueprint(Section(), Section(questions=("cell-1",)))
    assert {q.id for q in assembled(CELL, plan).questions} == {"tissue", "cell-1"}


def test_forms_draw_each_for_itself() -> None:
    plan = blueprint(Section(count=2, per_form=True), candidates=candidates(40))
    papers = {frozenset(ids(form)) for form in assembled(CELL, plan).forms}
    assert papers == {frozenset({"tissue", name}) for name in ("cell", "cell-1", "cell-2")}


def test_a_section_of_all_passes_on_what_another_needs() -> None:
    plan = blueprint(Section(), Section(count=1, selection=Selection(kinds=frozenset({"short"}))))
    for number in range(10):
        (form,) = assembled(CELL, plan, bytes([number] * 16)).forms
        assert [ids(section.questions) for section in form.sections] == [["tissue"], ["cell-1"]]


def tagged(tag: str, *made: Question) -> list[Question]:
    return [replace(question, tags=(tag,)) for question in made]


def of(tag: str) -> Selection:
    return Selection(tags=frozenset({tag}))


def test_who_has_more_to_choose_from_gives_way_to_who_needs_all() -> None:
    """Else the first section would take "flaws", and the second could not ask for "year"."""
    year, flaws, ruhr = GIVEN.questions
    region = short("region", "Ruhr", stem=text("Which region did French troops march into?"))
    everything = bank(
        *tagged("many", flaws, region, ruhr), *tagged("few", year, choice("b"), choice("c"))
    )
    assert len(giveaways(everything.questions)) == 2
    plan = blueprint(Section(count=1, selection=of("many")), Section(count=3, selection=of("few")))
    for number in range(10):
        (form,) = assembled(everything, plan, bytes([number] * 16)).forms
        many, few = (set(ids(section.questions)) for section in form.sections)
        assert few == {"year", "b", "c"} and many < {"region", "ruhr"}


def test_a_section_passes_on_as_many_as_another_needs_and_no_more() -> None:
    both, first = (
        (choice(id, tags=("x", "y")) for id in "abc"),
        (choice(id, tags=("x",)) for id in "def"),
    )
    plan = blueprint(Section(count=3, selection=of("x")), Section(count=2, selection=of("y")))
    everything = bank(*both, *first)
    for number in range(30):
        (form,) = assembled(everything, plan, bytes([number] * 16)).forms
        assert [len(section.questions) for section in form.sections] == [3, 2]


def test_a_section_passes_on_all_that_another_has() -> None:
    """The second has more questions, so that the first draws before it, but they are of two cards."""
    both = (choice(id, tags=("x", "y")) for id in "ab")
    more = (derived(choice(f"{id}-{n}", tags=("y",)), id) for id in "ab" for n in range(2))
    everything = bank(*both, *(choice(id, tags=("x",)) for id in "cd"), *more)
    plan = blueprint(Section(count=2, selection=of("x")), Section(count=2, selection=of("y")))
    for number in range(10):
        (form,) = assembled(everything, plan, bytes([number] * 16)).forms
        assert set(ids(form.sections[0].questions)) == {"c", "d"}
        assert {each.question.origin for each in form.sections[1].questions} == {"a", "b"}


def test_a_section_of_two_cards_spares_one_for_a_section_that_has_no_other() -> None:
    """The second has more questions, so that the first draws before it, but they are of one card."""
    more = (derived(choice(f"b-{n}", tags=("y",)), "b") for n in range(2))
    everything = bank(choice("a", tags=("x",)), choice("b", tags=("x", "y")), *more)
    plan = blueprint(Section(selection=of("x")), Section(selection=of("y")))
    for number in range(10):
        (form,) = assembled(everything, plan, bytes([number] * 16)).forms
        assert [ids(section.questions) for section in form.sections] == [["a"], ["b"]]


def test_a_card_is_as_good_as_the_best_of_its_questions() -> None:
    """A question of card "a" meets more others than "flaws" does, but "a" itself meets none."""
    year, flaws, _ = GIVEN.questions
    more = (derived(replace(year, id=f"year-{n}"), "year") for n in range(2))
    heavy = open_question(
        "a-1",
        stem=text("Had the Weimar constitution of 1919 let French troops march into the Ruhr?"),
    )
    region = short("region", "Ruhr", stem=text("Which region did French troops march into?"))
    light = open_question("a", stem=text("What is a tissue?"))
    everything = bank(
        *tagged("x", light, derived(heavy, "a"), flaws),
        *tagged("y", year, *more),
        *tagged("z", region),
        *tagged("w", *(choice(f"w{n}") for n in range(20))),
    )
    assert Counter(pair.giver for pair in giveaways(everything.questions)) == {"a-1": 4, "flaws": 3}
    plan = blueprint(*(Section(count=1, selection=of(tag)) for tag in "xyzw"))
    for number in range(10):
        (form,) = assembled(everything, plan, bytes([number] * 16)).forms
        assert ids(form.sections[0].questions) == ["a"]


def test_who_asks_for_all_gives_way_to_who_asks_for_a_number() -> None:
    year, flaws, ruhr = GIVEN.questions
    everything = bank(*tagged("all", flaws, ruhr), *tagged("one", year))
    plan = blueprint(Section(selection=of("all")), Section(count=1, selection=of("one")))
    for number in range(10):
        (form,) = assembled(everything, plan, bytes([number] * 16)).forms
        assert [ids(section.questions) for section in form.sections] == [["ruhr"], ["year"]]


def test_what_teachers_are_told_of_dependent_questions() -> None:
    hint = "to ask them all the same, write: independent: false"
    assert problems(CELL, Section(count=3, place=HERE)) == (
        Problem(
            HERE,
            "section 1 asks for 3 questions but only 2 can be drawn: 4 in the bank, "
            "one question for each card removes 2",
            hint,
        ),
    )
    assert problems(GIVEN, Section(count=3)) == (
        Problem(
            EXAM,
            "section 1 asks for 3 questions but only 2 can be drawn: 3 in the bank, "
            "answers that others give away remove 1",
            hint,
        ),
    )
    everything = bank(*CELL.questions, *GIVEN.questions)
    (all_,) = problems(everything, Section(selection=Selection(exclude_ids=frozenset({"cell"}))))
    assert all_ == warning(
        EXAM,
        "section 1 asks for all questions but leaves out 1 whose card is asked already, "
        "1 that help with the answers to others, or these with theirs",
        hint,
    )


def test_who_asks_for_all_gets_what_was_written_and_misses_nothing_derived() -> None:
    plan = blueprint(Section())
    for number in range(10):
        (form,) = assembled(CELL, plan, bytes([number] * 16)).forms
        assert set(ids(form)) == {"cell", "tissue"}
    assert problems(CELL, Section()) == ()


def test_what_teachers_are_told_of_dependent_names() -> None:
    everything = bank(
        *CELL.questions, *(replace(q, place=Place("weimar.md", 3)) for q in GIVEN.questions)
    )
    section = Section(questions=("cell", "flaws", "cell-1", "year"), place=HERE)
    card, answer = problems(everything, section)
    assert card == warning(
        HERE,
        '"cell" and "cell-1" come from one card',
        "they may help to answer each other; if it is meant: independent: false",
    )
    assert answer == warning(
        HERE,
        '"flaws" (weimar.md:3) gives away an answer to "year" (weimar.md:3): \'1919\'',
        "name one of them only, or reword one; if it is meant: independent: false",
    )
    assert problems(everything, section, independent=False) == ()


def test_the_last_section_that_names_one_of_two_is_told() -> None:
    first, last = Section(questions=("cell",)), Section(questions=("cell-1",), place=HERE)
    assert [problem.place for problem in problems(CELL, first, last)] == [HERE]


def test_what_gives_away_a_named_question_is_left_out() -> None:
    (only,) = problems(GIVEN, Section(questions=("year",)), Section())
    assert only.message == (
        "section 2 asks for all questions but leaves out 1 "
        "that help with the answers to others, or these with theirs"
    )


def test_cards_of_an_exam_that_ask_the_same() -> None:
    one = open_question("one", stem=text("What is inflation?"), place=Place("econ.md", 3))
    other = replace(one, id="other", stem=text("Define inflation."), place=Place("econ.md", 9))
    made = derived(short("word", "inflation", stem=text("Which word means rising prices?")), "one")
    everything = bank(one, made, other)
    assert [
        (p.severity, p.place) for p in problems(everything, Section(questions=("other", "word")))
    ] == [(WARNING, other.place)]
    assert problems(everything, Section(questions=("other",))) == ()
