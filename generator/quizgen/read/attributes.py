"""Attributes in braces behind a card's heading → typed values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NoReturn

from quizgen.model import Place
from quizgen.problem import Problem
from quizgen.read.difficulty import to_share
from quizgen.read.fields import to_decimal
from quizgen.read.front_matter import DISTRACTORS, MOST_POINTS

LONGEST_ID = 100
_ID = re.compile(r"[^\W_][\w.:-]*")
_NAMES = ("points", "difficulty", "tags", "derive", "distractors", "card", "multiple", "case")


@dataclass(frozen=True, slots=True)
class CardAttributes:
    """What an author wrote behind a heading; None where nothing was said."""

    id: str = ""
    tags: tuple[str, ...] = ()
    points: Decimal | None = None
    difficulty: Decimal | None = None
    derive: bool | None = None
    distractors: str = ""
    card: str = ""
    multiple: bool = False
    case: bool = False


def read_attributes(
    attributes: tuple[tuple[str, str], ...], place: Place
) -> tuple[CardAttributes, tuple[Problem, ...]]:
    """Typed attributes. A name begins with `#`, a tag with `.`, a value with `=`, a word with `!`."""
    found = CardAttributes()
    problems: list[Problem] = []
    for name, value in attributes:
        try:
            found = _with(found, name, value)
        except ValueError as error:
            message, _, hint = str(error).partition("\n")
            problems.append(Problem(place, message, hint))
    return found, tuple(problems)


def _with(found: CardAttributes, name: str, value: str) -> CardAttributes:
    sign, word = name[0], name[1:].lower()
    if sign == "#":
        return replace(found, id=_id(value))
    if sign == ".":
        return replace(found, tags=(*found.tags, name[1:]))
    if name == "level":
        return found
    if sign == "!" and word == "multiple":
        return replace(found, multiple=True)
    if sign == "!" and word == "case":
        return replace(found, case=True)
    if sign == "=" and word == "tags":
        tags = (tag.strip() for tag in value.split(","))
        return replace(found, tags=(*found.tags, *(tag for tag in tags if tag)))
    return _with_value(found, word, value) if sign == "=" else _unknown(word)


def _with_value(found: CardAttributes, name: str, value: str) -> CardAttributes:
    read = _VALUES.get(name)
    return replace(found, **{name: read(value)}) if read else _unknown(name)


def is_id(text: str) -> bool:
    """Whether a card can have this name."""
    return bool(_ID.fullmatch(text)) and len(text) <= LONGEST_ID


def _unknown(name: str) -> NoReturn:
    near = get_close_matches(name, _NAMES, 1)
    hint = f"did you mean {near[0]}?" if near else f"known are: #name .tag {' '.join(_NAMES)}"
    raise ValueError(f"unknown attribute {name!r}\n{hint}")


def _id(text: str) -> str:
    if not is_id(text):
        raise ValueError(
            f"{text!r} cannot be the name of a question\n"
            f"a name has letters, digits and - _ . : only, at most {LONGEST_ID} of them"
        )
    return text


def _points(text: str) -> Decimal:
    points = to_decimal(text)
    if points is None or not 0 <= points <= MOST_POINTS:
        raise ValueError(f"points={text}: it must be a number from 0 to {MOST_POINTS}")
    return points


def _difficulty(text: str) -> Decimal:
    difficulty = to_share(text)
    if difficulty is None:
        raise ValueError(
            f"difficulty={text}: it must be easy, medium, hard or a number from 0 to 1"
        )
    return difficulty


def _derive(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"derive={text}: it must be true or false")
    return text == "true"


def _distractors(text: str) -> str:
    if text not in DISTRACTORS:
        raise ValueError(f"distractors={text}: it must be {', '.join(DISTRACTORS)}")
    return text


_VALUES: dict[str, Callable[[str], Any]] = {
    "points": _points,
    "difficulty": _difficulty,
    "derive": _derive,
    "distractors": _distractors,
    "card": _id,
}
