"""What an exercise, or a part of a cloze, asks → a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizgen.importers.broken import Broken
from quizgen.importers.shared import numbers
from quizgen.markup.plain import one_line
from quizgen.model import (
    Choice,
    Markup,
    Note,
    Numeric,
    Open,
    Option,
    Pattern,
    Question,
    ShortAnswer,
)

CHOICES = ("schoice", "mchoice")
_TRUTHS = {
    **dict.fromkeys("true richtig wahr correct verdadero vrai vero waar".split(), True),
    **dict.fromkeys("false falsch incorrect falso faux onjuist onwaar".split(), False),
}
_VERDICT = re.compile(r"(\w+)\s*(?:[.:,;!–-]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to be answered. `fields` are those that questions of all kinds have, without notes.

    `solution` is as exsolution says it, `solution_line` where; `explanation` is the text of the section
    Solution, `comments` the entries of its Answerlist. `pool` tells that options are drawn from many.
    """

    kind: str
    solution: str
    solution_line: int
    fields: dict[str, Any]
    tolerance: str = ""
    options: tuple[Markup, ...] = ()
    comments: tuple[Markup, ...] = ()
    explanation: Markup = ()
    pool: bool = False


def question(part: Part) -> Question:
    """The question; raises Broken where its key is not certain."""
    return _MAKERS[part.kind](part)


def _feedback(blocks: Markup) -> tuple[Note, ...]:
    """What is shown after answering."""
    return (Note("feedback", blocks),) if blocks else ()


def number(text: str, what: str, line: int) -> Decimal:
    """The number that R reads in the text; raises Broken, which says what should have been one."""
    found = numbers.number(text)
    if found is None:
        hint = "write it with digits and a point, such as 2.5"
        raise Broken(f"{what} is no number: {text.strip()[:40]!r}", hint, line)
    return found


def _choice(part: Part) -> Question:
    right = _key(part)
    if len(part.options) != len(right):
        counts = f"{len(part.options)} options, but exsolution tells of {len(right)}"
        raise Broken(f"there are {counts}", "give each option a 0 or a 1", part.solution_line)
    _check_key(part, right)
    comments = part.comments or ((),) * len(right)
    if len(comments) != len(right):
        message = f"its solution has {len(comments)} comments on {len(right)} options"
        raise Broken(message, "give each option one, or leave all out", part.solution_line)
    for position, (comment, truth) in enumerate(zip(comments, right, strict=True), start=1):
        _check_verdict(position, comment, truth, part.solution_line)
    options = tuple(
        Option(text=text, right=truth, feedback=_told(comment))
        for text, truth, comment in zip(part.options, right, comments, strict=True)
    )
    notes = _feedback(part.explanation)
    multiple = part.kind == "mchoice"
    return Choice(**part.fields, notes=notes, options=options, multiple=multiple)


def _key(part: Part) -> tuple[bool, ...]:
    digits = part.solution.replace(" ", "")
    if not digits or set(digits) - {"0", "1"}:
        message = f"exsolution is no row of 0 and 1: {part.solution[:40]!r}"
        raise Broken(message, "write a digit for each option, such as 0100", part.solution_line)
    return tuple(digit == "1" for digit in digits)


def _check_key(part: Part, right: Sequence[bool]) -> None:
    if not any(right):
        raise Broken("no option is right", "write a 1 for it in exsolution", part.solution_line)
    if part.kind == "schoice" and sum(right) > 1:
        drawn = ", one of which R/exams draws for each paper" if part.pool else ""
        message = f"{sum(right)} options are right{drawn}"
        hint = "leave one, or make it extype: mchoice"
        raise Broken(message, hint, part.solution_line)
    empty = next((i for i, option in enumerate(part.options, start=1) if not option), 0)
    if empty:
        raise Broken(f"option {empty} is empty", "write its text behind the *", part.solution_line)


def _check_verdict(position: int, comment: Markup, truth: bool, line: int) -> None:
    """Raise Broken where the comment begins with the contrary of the key."""
    found = _VERDICT.match(one_line(comment).lower())
    if found and _TRUTHS.get(found[1], truth) != truth:
        says = "right" if truth else "wrong"
        message = f"exsolution says that option {position} is {says}, and its solution the contrary"
        raise Broken(message, "correct one of the two", line)


def _told(comment: Markup) -> Markup:
    """The comment, unless it says no more than what the key says."""
    bare = one_line(comment).lower().strip(" .:!") in _TRUTHS
    return () if bare else comment


def _numeric(part: Part) -> Question:
    value = number(part.solution, "exsolution", part.solution_line)
    tolerance = number(part.tolerance or "0", "extol", part.solution_line)
    if tolerance < 0:
        hint = "extol is how far an answer may be off"
        raise Broken(f"the tolerance is negative: {tolerance}", hint, part.solution_line)
    notes = _feedback(part.explanation + _all(part.comments))
    return Numeric(**part.fields, notes=notes, value=value, tolerance=tolerance)


def _string(part: Part) -> Question:
    answers = tuple(Pattern((answer,)) for answer in _answers(part))
    notes = _feedback(part.explanation + _all(part.comments))
    return ShortAnswer(**part.fields, notes=notes, answers=answers, case=True)


def _answers(part: Part) -> Iterator[str]:
    answers = [answer.strip() for answer in part.solution.split("|")]
    if not all(answers):
        raise Broken("there is no right answer", "write it behind exsolution:", part.solution_line)
    yield from dict.fromkeys(answers)


def _essay(part: Part) -> Question:
    answer = part.explanation + _all(part.comments)
    if not answer:
        raise Broken("there is no solution", "write a model answer below Solution")
    return Open(**part.fields, answer=answer)


def _all(passages: tuple[Markup, ...]) -> Markup:
    return tuple(block for blocks in passages for block in blocks)


_MAKERS: dict[str, Callable[[Part], Question]] = {
    "schoice": _choice,
    "mchoice": _choice,
    "num": _numeric,
    "string": _string,
    "essay": _essay,
    "file": _essay,
}
KINDS = frozenset(_MAKERS)
