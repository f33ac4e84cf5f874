"""A question → distractors that are too few, or that nobody would take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText

FEWEST = 3
"""Options from which on guessing is not too easy, and which suffice."""

_NUMBER = re.compile(r"[-+−–]?\d[\d.,\s]*\s?[%‰°€$£]?")
_FIGURE = re.compile(r"\d")


def too_few(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw for a question of fewer than three options."""
    if len(text.options) < FEWEST and text.distractors:
        hint = "add another that a candidate may take for right, or ask whether a statement is true"
        yield Flaw(
            text.question.place, "with one distractor, guessing is right half the time", hint
        )


def number_among_words(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if one option is a number and all others, at least two, are words without figures."""
    numbers = [option for option in text.own if _NUMBER.fullmatch(option.prose)]
    others = [
        option for option in text.own if option.all_prose and not _FIGURE.search(option.prose)
    ]
    if len(numbers) == 1 and len(others) == len(text.own) - 1 >= 2:
        message = f"{numbers[0].prose!r} is a number, and all other options are words"
        yield Flaw(numbers[0].place, message, "let all options be of one kind")
