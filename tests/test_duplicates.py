"""Which cards ask the same in other words, and which only look as if they did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import choice, open_question, options, short, text, truefalse

from quizgen.duplicates import duplicates
from quizgen.model import Node, Place, Question
from quizgen.problem import warning
from quizgen.project import load


def card(front: str, back: str, language: str = "en", deck: str = "a") -> Question:
    """An ordinary flashcard."""
    return open_question(front, stem=text(front), answer=text(back), language=language, deck=deck)


def found(*questions: Question) -> int:
    return len(duplicates(questions))


SAME = {
    "order": (
        ("Define opportunity cost.", "The value of the best alternative that you give up."),
        (
            "What is the cost of an opportunity?",
            "What the next best alternative is worth, its value.",
        ),
    ),
    "inflection": (
        (
            "What is normalization in neural networks and how does it solve the internal covariate "
            "shift problem?",
            "Zero mean and unit variance for all activations; then scale and shift.",
        ),
        (
            "What does normalization do in a neural network, and how is the problem of internal "
            "covariate shift solved?",
            "Activations are brought to zero mean and unit variance.",
        ),
    ),
    "abbreviation": (
        (
            "GDP",
            "the market value of all final goods and services produced in a country in one year",
        ),
        (
            "gross domestic product",
            "Value of everything produced for final use within a country's borders during a year.",
        ),
    ),
    "a word more": (
        ("Which organelle makes ATP?", "the mitochondrion"),
        ("Which organelle makes the ATP in the cell?", "Mitochondrion"),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_the_same_in_other_words(pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    assert found(*(card(*each) for each in pair)) == 1


DIFFERENT = {
    "a telling word": (
        ("What are the advantages of the median?", "easy to compute"),
        ("What are the disadvantages of the median?", "easy to compute"),
    ),
    "a name with a number": (
        ("Describe L1 regularisation and its effects.", "adds a penalty to the loss"),
        ("Describe L2 regularisation and its effects.", "adds a penalty to the loss"),
    ),
    "a year": (
        ("What happened in Germany in 1918?", "the war ended"),
        ("What happened in Germany in 1919?", "the war ended"),
    ),
    "a letter": (
        ("Why does river A bend?", "the bank gives way"),
        ("Why does river B bend?", "the bank gives way"),
    ),
    "a negation": (
        ("Which metals are magnetic?", "iron, nickel"),
        ("Which metals are not magnetic?", "iron, nickel: all others"),
    ),
    "another question word": (
        ("When was the Berlin Wall built?", "1961"),
        ("Why was the Berlin Wall built?", "1961: too many left"),
    ),
    "before and after": (
        ("What stands before the noun?", "an article"),
        ("What stands after the noun?", "an article"),
    ),
    "another answer": (
        ("Which is larger, the Moon or Mercury?", "Mercury"),
        ("What is the Moon, larger than Mercury?", "a satellite of the Earth"),
    ),
    "another number for an answer": (
        ("How long is the Rhine?", "1230 km"),
        ("The Rhine: how long is it?", "865 km"),
    ),
    "one word replaced": (
        ("What happens to a gas in a closed vessel when it is heated?", "its pressure changes"),
        ("What happens to a gas in a closed vessel when it is cooled?", "its pressure changes"),
    ),
    "a heading": (("Advantages", "easy to compute"), ("Advantages", "makes countries comparable")),
}


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
@pytest.mark.parametrize("deck", ["a", "b"])
def test_near_misses(pair: tuple[tuple[str, str], tuple[str, str]], deck: str) -> None:
    (front, back), (other, other_back) = pair
    assert found(card(front, back), card(other, other_back, deck=deck)) == 0


def test_formulas_and_code_and_pictures_set_apart() -> None:
    for kind, attributes in (("formula", ()), ("code", ()), ("image", (("picture", "{}"),))):
        made = [
            open_question(
                number,
                stem=text(
                    "What does this function show? ",
                    Node(kind, number, attributes=tuple((k, number) for k, _ in attributes)),
                ),
                answer=text("growth"),
            )
            for number in ("a+b", "a-b")
        ]
        assert found(*made) == 0
        assert found(made[0], replace(made[0], id="again")) == 1


def test_what_is_asked_about_is_in_the_options() -> None:
    stem = text("Which statement is true?")
    cats = choice("cats", stem=stem, options=options("Cats have claws", "Cats have fins"))
    dogs = choice("dogs", stem=stem, options=options("Dogs can bark", "Dogs can fly"), deck="b")
    assert found(cats, dogs) == 0
    assert found(cats, replace(cats, id="again", deck="b")) == 1


def test_a_statement_and_a_longer_one_differ() -> None:
    one = truefalse("one", stem=text("Zoneout removes hidden units of a network."))
    other = truefalse("other", stem=text("Zoneout removes random hidden units of a network."))
    assert found(one, other) == 0


def test_word_for_word_in_two_decks() -> None:
    front = "What is the unit of electric charge?"
    one = short("one", "coulomb", stem=text(front), deck="a")
    other = short("other", "ampere second", stem=text(front), deck="b")
    assert found(one, other) == 1
    assert found(one, replace(other, deck="a")) == 0


def test_languages_are_apart() -> None:
    one, other = (card("Radio", "Audio", language) for language in ("en", "de"))
    assert found(one, replace(other, id="other")) == 0
    german = [
        card(front, "der Verlust an Wert", "de")
        for front in ("Was ist die Inflation?", "Erkläre die Inflation.")
    ]
    assert found(*german) == 1


def test_derived_questions_are_not_compared() -> None:
    one = card("What is inflation?", "rising prices")
    assert found(one, replace(one, id="derived", card=one.id)) == 0


def test_the_message_names_both() -> None:
    one = card("What is inflation?", "rising prices")
    places = [Place("econ.md", 3), Place("more.md", 7)]
    pair = [replace(one, id=id, place=p) for id, p in zip(("a", "b"), places, strict=True)]
    assert duplicates(pair) == (
        warning(
            Place("more.md", 7),
            "this asks the same as econ.md:3: 'What is inflation?'",
            "delete one, or say in the fronts what sets them apart; if both are meant, write "
            "{card=a} here, and no exam asks the two together",
        ),
    )


NORMALIZATION = """\
Front: {front}
Back:
Problem: Internal Covariate Shift

- Input distributions change after dense/conv layers
- Training becomes unstable and slow

Solution: Normalize Activations. Zero mean and unit variance.
{more}
"""
FRONT = (
    "What is normalization in neural networks and how does it solve the internal covariate shift "
    "problem?"
)


@pytest.mark.parametrize("decks", [("a.md", "a.md"), ("a.md", "b.md")])
def test_the_pair_of_the_week5_flashcards(decks: tuple[str, str], tmp_path: Path) -> None:
    """In one deck reading tells, and uses one; in two decks the comparison does."""
    (tmp_path / "content").mkdir()
    for name, more in zip(
        decks, ("Stable training", "Types: batch, layer, group norm"), strict=True
    ):
        with (tmp_path / "content" / name).open("a") as deck:
            deck.write(NORMALIZATION.format(front=FRONT, more=more) + "\n")
    project = load(tmp_path, [])
    said = (*project.problems, *duplicates(project.bank.questions))
    assert sum("asks the same as" in problem.message for problem in said) == 1


def test_the_decks_of_the_tests_hold_what_we_know_of() -> None:
    judged = Path(__file__).parent / "judged"
    project = load(judged, [path.name for path in judged.glob("*.md")])
    known = [
        (problem.place.path, problem.message) for problem in duplicates(project.bank.questions)
    ]
    assert known == [("messy.md", "this asks the same as messy.md:10: 'GDP'")]
