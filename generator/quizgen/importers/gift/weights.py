"""Answers to be written, each with a share of the points → those that earn all, and words about the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.formats.gift import Answer
from quizgen.importers.broken import Broken
from quizgen.importers.gathering import Gathering
from quizgen.importers.shared.numbers import number


def full(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers that earn all points. Raises Broken where there are none, or where one is empty."""
    found = tuple(each for each in answers if each.right and each.percent in (None, 100))
    if not found:
        raise Broken(
            "no answer earns all points", "write = before the right answer, as in {=Paris}"
        )
    if not all(answer.text.text for answer in found):
        raise Broken("an answer is empty")
    return found


def partial(answers: Iterable[Answer], found: Gathering) -> Iterator[str]:
    """A line for each answer that earns some of the points; a warning tells that it is none here."""
    for answer in answers:
        if answer.percent and 0 < answer.percent < 100:
            share = f"{answer.percent.normalize():f} %"
            said = words(answer)
            found.warn(
                f"“{said}” earned {share} of the points: here it earns nothing", "", answer.line
            )
            yield f"{said}: {share} of the points"


def words(answer: Answer) -> str:
    """What the answer says; for a number with a tolerance as a deck has it, for any other answer …"""
    text = answer.text.text
    value, colon, tolerance = text.partition(":")
    if colon and number(value) is not None and number(tolerance) is not None:
        return f"{value} ± {tolerance}" if number(tolerance) else value
    return "…" if text in ("", "*") else text
