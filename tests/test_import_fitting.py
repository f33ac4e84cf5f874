"""What other programs put into several blocks fits into a card, with all its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import gaps, matching, one_of_each, open_question, text, truefalse

from quizgen import author
from quizgen.importers.deck.completing import completed
from quizgen.importers.deck.fitting import fitting
from quizgen.markup.plain import plain
from quizgen.model import Criterion, Markup, Matching, Node, Note, Pair, Question

ORDER = ["feedback", "memory_tip", "source"]
FORMULA = Node("formula_block", "x^2")
LIST = Node("bullet_list", children=(Node("item", children=text("an entry")),))
RUNNING = (*text("first"), FORMULA, *text("last"))
MIXED = (*text("first"), LIST, *text("last"))


@pytest.mark.parametrize("question", one_of_each(), ids=lambda question: question.kind)
@pytest.mark.parametrize("passage", [RUNNING, MIXED], ids=["paragraphs", "with a list"])
def test_hints_and_notes_of_several_blocks_fit(question: Question, passage: Markup) -> None:
    notes = tuple(Note(label, passage) for label in ("feedback", "feedback", "memory_tip"))
    full = replace(question, hints=(passage, text("short")), notes=notes)
    fitted = fitting(full)
    assert author.deck((fitted,))
    for before, after in zip(
        (passage, *(n.text for n in notes)),
        (fitted.hints[0], *(n.text for n in fitted.notes)),
        strict=True,
    ):
        assert words(before) == words(after)
    assert fitted.hints[1] == text("short")


def words(passage: Markup) -> list[str]:
    return [word for word in plain(passage).split() if word not in {"-", ">"}]


def test_feedback_stays_as_it_is_where_there_is_room() -> None:
    (question,) = (each for each in one_of_each() if each.kind == "choice")
    notes = (Note("feedback", MIXED),)
    assert fitting(replace(question, notes=notes)).notes == notes
    assert fitting(gaps("g", "a", notes=notes)).notes != notes


def test_entries_to_match_are_one_paragraph() -> None:
    full = replace(
        matching(),
        pairs=(Pair(RUNNING, text("b")), Pair((FORMULA,), RUNNING)),
        distractors=((FORMULA, FORMULA),),
    )
    fitted = fitting(full)
    assert author.deck((fitted,))
    assert isinstance(fitted, Matching)
    assert words(fitted.pairs[0].left) == words(RUNNING)
    assert fitted.pairs[0].right == text("b")


def test_an_open_question_without_an_answer_has_a_place_for_it() -> None:
    bare = replace(open_question(), answer=(), rubric=())
    found, problems = completed(bare, "en")
    assert "…" in author.deck((found,))
    assert [problem.message for problem in problems] == [
        "the question 'Explain open.' has no model answer, which those who mark need"
    ]
    rubric = replace(bare, rubric=(Criterion(text("names it")),))
    for whole in (rubric, *one_of_each()):
        assert completed(whole, "en") == (whole, ())


def test_notes_stand_in_the_order_of_cards() -> None:
    labels = ("source", "feedback", "memory_tip", "feedback")
    full = replace(truefalse("t"), notes=tuple(Note(label, text(label)) for label in labels))
    assert [note.label for note in fitting(full).notes] == sorted(labels, key=ORDER.index)
    assert author.deck((fitting(full),))


def test_an_entry_with_a_list_is_left_alone() -> None:
    full = replace(matching(), distractors=(MIXED,))
    fitted = fitting(full)
    assert isinstance(fitted, Matching) and fitted.distractors == (MIXED,)
