"""Which questions give away the answers to others, and which only share words with them."""

from __future__ import annotations

import time

import pytest
from builders import choice, gaps, numeric, open_question, options, short, text

from quizgen.giveaways import Giveaway, giveaways
from quizgen.model import Node, Question

YEAR = short("year", "1919", stem=text("When was the Weimar constitution adopted?"))
GAS = choice(
    "gas",
    stem=text("Which gas do plants take in for photosynthesis?"),
    options=options("carbon dioxide", "oxygen", "nitrogen"),
)
NAME = short(
    "name", "Friedrich Ebert", stem=text("Who was the first president of the Weimar Republic?")
)
COOL = gaps(
    "cool",
    "condenses",
    stem=text(
        "When air rises it cools, and its water vapour ",
        Node("gap", attributes=(("number", "0"),)),
        Node("text", " into tiny droplets, which together form clouds over land and sea."),
    ),
)
FORCE = numeric("force", "9.81", stem=text("How large is the acceleration of free fall?"))


def asking(stem: str, *hints: str) -> Question:
    return open_question("other", stem=text(stem), hints=tuple(map(text, hints)))


@pytest.mark.parametrize(
    ("given", "stem", "answer"),
    [
        (YEAR, "Which flaws did the Weimar constitution of 1919 have?", "1919"),
        (NAME, "Friedrich Ebert was president of a republic: which?", "Friedrich Ebert"),
        (GAS, "Why do plants need carbon dioxide and light for photosynthesis?", "carbon dioxide"),
        (COOL, "Why do clouds form when water vapour condenses into droplets?", "condenses"),
        (FORCE, "In free fall at an acceleration of 9.81 metres per second, how far …?", "9.81"),
    ],
)
def test_a_stem_shows_the_answer_and_what_it_answers(
    given: Question, stem: str, answer: str
) -> None:
    other = asking(stem)
    for questions in ((given, other), (other, given)):
        assert giveaways(questions) == (Giveaway("other", given.id, answer),)


@pytest.mark.parametrize(
    ("given", "stem"),
    [
        (YEAR, "What did Kapp try in 1919?"),
        (YEAR, "Which flaws did the Weimar constitution have?"),
        (NAME, "Where is the tomb of Friedrich Ebert?"),
        (NAME, "Why did president Ebert of the Weimar Republic rule by decree?"),
        (GAS, "What is the mass of carbon dioxide?"),
        (GAS, "How do oxygen and carbon dioxide pass the leaves of plants in photosynthesis?"),
        (COOL, "What condenses on a cold window?"),
        (numeric("legs", "6", stem=text("How many legs has an insect?")), "6 legs of an insect?"),
        (short("own", "steel", stem=text("Iron or steel: which rusts?")), "Why has steel no rust?"),
        (short("yes", "?", stem=text("Which sign ends a question?")), "What is a question sign?"),
        (open_question("open", stem=text("What is rust?"), answer=text("iron oxide")), "Is iron "
         "oxide the same as rust?"),
    ],
)  # fmt: skip
def test_one_without_the_other_is_no_help(given: Question, stem: str) -> None:
    assert giveaways((given, asking(stem))) == ()


def test_hints_are_read_but_options_are_not() -> None:
    hint = "Think of the Weimar constitution, adopted in 1919."
    assert giveaways((YEAR, asking("What is a republic?", hint)))
    listed = options("The Weimar constitution was adopted in 1919", "in 1949")
    assert not giveaways((YEAR, choice("other", stem=text("What is true?"), options=listed)))


def test_questions_of_one_card_are_another_matter() -> None:
    stem = text("Which flaws did the Weimar constitution of 1919 have?")
    assert not giveaways((YEAR, open_question("other", stem=stem, card="year")))


def test_formulas_are_not_read_as_words() -> None:
    formula = Node("formula", r"\lambda")
    stem = text("Which letter stands for the strength of the penalty?")
    given = short("given", "lambda", stem=stem)
    other = open_question("other", stem=text("What does the strength of a penalty ", formula))
    assert not giveaways((given, other))


def test_a_word_that_all_use_tells_nothing() -> None:
    given = short("given", "gradient", stem=text("What is the slope of a loss called?"))
    others = [
        open_question(
            f"q{i}", stem=text(f"What has the slope of loss {i} to do with the gradient?")
        )
        for i in range(8)
    ]
    assert len(giveaways((given, *others[:2]))) == 2
    assert giveaways((given, *others)) == ()


def test_ten_thousand_questions_take_a_moment() -> None:
    """A guard against quadratic effort, which would take minutes."""
    questions = [
        short(f"q{i}", f"word{i % 997} part{i % 89}", stem=text(f"What of topic{i % 211} is {i}?"))
        for i in range(10_000)
    ]
    start = time.process_time()
    giveaways(questions)
    assert time.process_time() - start < 20
