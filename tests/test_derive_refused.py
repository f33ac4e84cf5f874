"""What is not asked, and what is no wrong option, because it may be right or tells what is."""

from __future__ import annotations

import pytest
from test_derive import questions, refusals, shown

from quizgen.markup.plain import one_line
from quizgen.model import Choice, ShortAnswer


@pytest.mark.parametrize(
    "deck",
    [
        "## What does this print? {#x}\n\n```python\nprint(1 + 1)\n```\n\nBack: 2\n",
        "Q: Name one noble gas.\nA: neon\n",
        "## Sorting?\n\n- First: compare all\n- Then: swap the two\n- Finally: begin again\n",
        "Q: Give an example of a metal.\nA: iron\n",
        "---\nlanguage: de\n---\nQ: Nenne ein Edelgas.\nA: Neon\n",
        "Q: Is a shark a fish?\nA: Yes, it is\n",
        "Q: What is the ideal gas law?\nA: Formula: $p V = n R T$\n",
    ],
)
def test_what_has_no_single_answer_of_its_own_is_not_asked(deck: str) -> None:
    assert questions(deck) == ()


def test_a_definition_of_something_wider_is_no_wrong_option() -> None:
    text = """
        Polygon :: a closed figure with straight sides

        Quadrilateral :: a polygon with four sides

        Square :: a quadrilateral with equal sides and angles

        Circle :: all points equally far from one point

        Sphere :: all points of space around one point

        Angle :: figure of two rays from one point

        Prism :: a solid with two equal parallel bases
    """
    square = next(q for q in questions(text) if one_line(q.stem).endswith("fits “Square”?"))
    assert isinstance(square, Choice)
    wrong = {one_line(o.text) for o in square.options if not o.right}
    assert not wrong & {"a closed figure with straight sides", "a polygon with four sides"}


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("Philipp Scheidemann", ["Philipp Scheidemann", "Scheidemann"]),
        ("Louis XVI", ["Louis XVI"]),
        ("John Paul II", ["John Paul II"]),
        ("Wellington and Bluecher", ["Wellington and Bluecher"]),
        ("Paul von Hindenburg", ["Paul von Hindenburg", "Hindenburg", "von Hindenburg"]),
    ],
)
def test_surnames_are_enough_where_there_is_one(name: str, accepted: list[str]) -> None:
    (short,) = questions(f"Q: Who was it?\nA: {name}\n")
    assert isinstance(short, ShortAnswer)
    assert [str(answer) for answer in short.answers] == accepted


def test_subscripts_may_be_typed_as_digits() -> None:
    (short,) = questions("Q: What is the formula of water?\nA: H₂O\n")
    assert isinstance(short, ShortAnswer)
    assert [str(answer) for answer in short.answers] == ["H₂O", "H2O"]


def test_numbers_that_are_written_in_many_ways_are_not_to_be_typed() -> None:
    assert "a number so written can be written in other ways as well" in refusals(
        "Q: How fast is light?\nA: 3.00 × 10^8 m/s\n"
    )


def test_percentages_and_temperatures_stay_possible() -> None:
    for right, possible in (("78 %", (0, 100)), ("-260 °C", (-273, 300))):
        choice = next(
            q for q in questions(f"Q: How much is it?\nA: {right}\n") if isinstance(q, Choice)
        )
        values = [float(one_line(option.text).split()[0]) for option in choice.options]
        assert all(possible[0] <= value <= possible[1] for value in values), values


def test_lists_that_share_an_entry_do_not_exclude_each_other() -> None:
    text = """
        ## Animals {#animals}

        Mammals:

        - dogs
        - cats
        - whales
        - bats

        Warm-blooded:

        - dogs
        - birds
        - cats
        - hens
    """
    assert questions(text) == ()


def test_initials_of_the_answer_in_the_question_are_refused() -> None:
    text = "".join(
        f"\nQ: What does {short} stand for?\nA: {long}\n"
        for short, long in (
            ("UN", "United Nations"),
            ("EU", "European Union"),
            ("AI", "artificial intelligence"),
            ("CPU", "central processing unit"),
        )
    )
    assert "its initials stand in the question" in refusals(text)


def test_definitions_that_two_terms_share_are_not_asked_for_the_term() -> None:
    text = "le sol :: the floor below\n\nl'étage :: the floor below us\n"
    assert "another card has nearly the same description" in refusals(text)


def test_translations_that_share_a_word_are_no_wrong_options_for_each_other() -> None:
    pairs = {
        "gros": "big, fat",
        "grand": "big, tall",
        "vieux": "old, former",
        "petit": "small, little",
    }
    text = "".join(f"\n{word} :: {meaning}\n" for word, meaning in pairs.items())
    assert not [
        question
        for question in questions(text)
        if isinstance(question, Choice) and "gros" in question.id
    ]
    more = questions(text + "\njoli :: pretty, nice\n\nlaid :: ugly, mean\n")
    big = next(q for q in more if isinstance(q, Choice) and "gros" in q.id)
    assert "big, tall" not in {one_line(option.text) for option in big.options}


def test_words_do_not_stand_among_translations() -> None:
    words = {
        "le chien": "the dog",
        "le chat": "the cat",
        "la vache": "the cow",
        "le porc": "the pig",
    }
    both = {"le mouton": "the sheep", "la chèvre": "the goat", "le cheval": "the horse"}
    text = "".join(f"\n{word} :: {meaning}\n" for word, meaning in words.items())
    text += "".join(f"\n{word} ::: {meaning}\n" for word, meaning in both.items())
    for question in questions(text):
        if isinstance(question, Choice):
            french = [one_line(o.text).startswith(("le ", "la ")) for o in question.options]
            assert len(set(french)) == 1, shown(question)
