"""What is asked where nobody wrote an exam file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from builders import bank, choice, matching, open_question, short, text
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.assemble import assemble
from quizgen.model import Bank, Question
from quizgen.problem import has_errors
from quizgen.read.sensible import MOST, sensible_blueprint

MAKERS: dict[str, Callable[..., Question]] = {
    "c": choice,
    "s": short,
    "m": matching,
    "o": open_question,
}


def cards(*ways: str) -> Bank:
    """A bank with a card for each of these: o open, c choice, s short, m matching."""
    made: list[Question] = []
    for number, letters in enumerate(ways):
        first, *rest = (MAKERS[letter](f"card{number}-{letter}") for letter in letters)
        made += (first, *(replace(question, card=first.id) for question in rest))
    return bank(*made)


def counts(everything: Bank) -> dict[str, int | None]:
    sections = sensible_blueprint(everything)[0].sections
    return {"+".join(sorted(s.selection.kinds)): s.count for s in sections}


def test_a_bare_deck_becomes_mostly_choice() -> None:
    assert counts(cards(*["ocs"] * 18)) == {"choice+truefalse": 11, "numeric+short": 4, "open": 3}
    assert counts(cards("o", "o", *["oc"] * 6)) == {"choice+truefalse": 5, "open": 3}


def test_what_was_written_as_one_kind_is_asked_as_that() -> None:
    everything = cards("s", "s", "s", "c", "m")
    assert counts(everything) == {
        "choice+truefalse": 1,
        "gaps+matching+ordering": 1,
        "numeric+short": 3,
    }
    assert "asks all 5 questions;" in sensible_blueprint(everything)[1]


def test_the_note_counts_cards() -> None:
    note = sensible_blueprint(cards(*["oc"] * 60))[1]
    assert f"asks {MOST} of the 60 cards, each in one question;" in note


@settings(deadline=None, max_examples=150)
@given(st.lists(st.text("csmo", min_size=1, max_size=3), min_size=1, max_size=70), st.data())
def test_it_can_always_be_drawn(ways: list[str], data: st.DataObject) -> None:
    unique = ["".join(sorted(set(each))) for each in ways]
    words = st.integers(0, 8).map(lambda i: f"Why answer{i} of topic{i % 3} and the city?")
    made: list[Question] = []
    for number, question in enumerate(cards(*unique).questions):
        stem = text(data.draw(words)) if number % 2 else question.stem
        one = replace(question, stem=stem)
        made.append(
            short(one.id, f"answer{number % 9}", stem=stem, card=one.card)
            if one.kind == "short"
            else one
        )
    everything = bank(*made)
    plan, _ = sensible_blueprint(everything)
    exam, found = assemble(everything, plan, bytes(16))
    assert exam is not None and not has_errors(found)
    origins = Counter(question.origin for question in exam.questions)
    assert max(origins.values()) == 1
