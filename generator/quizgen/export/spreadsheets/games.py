"""What games for a whole class have in common: short questions on one line, options, a limit of time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from quizgen.export.lms.asked import options_in_order
from quizgen.export.lms.features import Feature, choices, shown_before
from quizgen.export.lms.passages import blank
from quizgen.export.spreadsheets.limits import length, unwritable
from quizgen.export.spreadsheets.text import bare_line, is_bare
from quizgen.labels import labels
from quizgen.model import Asked, Choice, Open, TrueFalse

DROPS = frozenset(
    {
        Feature.EMPHASIS,
        Feature.LINKS,
        Feature.FORMULAS,
        Feature.TABLES,
        Feature.CODE,
        Feature.FEEDBACK_PICTURES,
        Feature.POINTS,
        Feature.TAGS,
        Feature.OPTION_FEEDBACK,
        Feature.HINTS,
        Feature.RUBRIC,
        Feature.MODEL_ANSWER,
        Feature.CREDIT,
        Feature.WRONG,
        Feature.PINNED,
        Feature.CASE,
    }
)
"""What no game can hold; formulas, tables and code in the feedback become words on its line."""

_SECONDS_TO_THINK, _CHARACTERS_A_SECOND = 10, 12


def options(asked: Asked) -> tuple[str, ...]:
    """The texts to pick from; of a statement, the words for true and false."""
    question = asked.question
    if isinstance(question, TrueFalse):
        words = labels(question.language).print
        return words["true"], words["false"]
    if isinstance(question, Choice):
        return tuple(bare_line(option.text) for option in options_in_order(asked))
    return ()


def right(asked: Asked) -> tuple[int, ...]:
    """Which of them are right, counted from 1."""
    question = asked.question
    if isinstance(question, TrueFalse):
        return (1,) if question.answer else (2,)
    if isinstance(question, Choice):
        return tuple(n for n, option in enumerate(options_in_order(asked), 1) if option.right)
    return ()


def numbers(places: tuple[int, ...]) -> str | int:
    """One number, or several between commas."""
    return places[0] if len(places) == 1 else ",".join(map(str, places))


def seconds(asked: Asked, allowed: tuple[int, ...]) -> int:
    """Time to read everything and to think, rounded up to one of the allowed limits; the longest to write."""
    if isinstance(asked.question, Open):
        return allowed[-1]
    read = sum(map(len, (bare_line(asked.question.stem), *options(asked))))
    wanted = _SECONDS_TO_THINK + read / _CHARACTERS_A_SECOND
    return next((limit for limit in allowed if limit >= wanted), allowed[-1])


def unfit(asked: Asked, fewest: int, most: int) -> Iterator[str]:
    """Why a question does not fit, whatever the game; it has `fewest` to `most` options if any."""
    question = asked.question
    yield from unwritable(question)
    shown = tuple(chain(shown_before(question), choices(question)))
    if not all(map(is_bare, shown)):
        yield "its text has pictures, formulas, lists, tables, code or the like, and must be one plain line"
        return
    if any(map(blank, shown)):
        yield "its text or an option is empty"
    if isinstance(question, Choice):
        if not fewest <= len(question.options) <= most:
            yield f"it has {len(question.options)} options, and must have {fewest} to {most}"
        if not any(option.right for option in question.options):
            yield "none of its options is right"


def longer(what: str, text: str, most: int) -> Iterator[str]:
    """That a text is too long, if it is: it would be cut without a word."""
    if length(text) > most:
        yield f"{what} has {length(text)} characters, and may have {most}"
