"""Authored words → plain texts in the shape Moodle wants: names, ids, tags, numbers, patterns."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal

from quizgen.markup.plain import one_line
from quizgen.model import Asked, Numeric, Pattern, Question

NAME_LENGTH = 100
"""Moodle allows 255; the question bank shows names in a narrow column."""

IDNUMBER_LENGTH = 100
TAG_LENGTH = 255
_HASH_LENGTH = 12

_LINE_BREAKS = re.compile(r"[\r\n\t]+")


def without_tags(text: str) -> str:
    """The text on one line, with a < that Moodle cannot take for a tag and cut off what follows."""
    return " ".join(text.split()).replace("<", "\N{FULLWIDTH LESS-THAN SIGN}")


def name(question: Question) -> str:
    """The beginning of the stem, for the list of questions; the id where the stem has no words."""
    text = one_line(question.stem, NAME_LENGTH)
    return without_tags(text) or without_tags(question.id) or question.kind


def idnumbers(questions: Iterable[Question]) -> Mapping[str, str]:
    """For each question's id the idnumber: the id itself, or shortened and with a hash.

    Moodle drops an idnumber that another has, and its database may take two for one that differ in
    case or accents only.
    """
    taken: set[str] = set()
    result: dict[str, str] = {}
    for identifier in sorted(question.id for question in questions):
        number = " ".join(identifier.split())
        if len(number) > IDNUMBER_LENGTH or not number or _collation(number) in taken:
            number = _hashed(identifier, number)
        taken.add(_collation(number))
        result[identifier] = number
    return result


def _hashed(identifier: str, start: str) -> str:
    mark = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
    return f"{start[: IDNUMBER_LENGTH - _HASH_LENGTH - 1]}-{mark}"


def _collation(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def unit(question: Numeric) -> str:
    """The unit on one line, or ""."""
    return " ".join(question.unit.split())


def points(asked: Asked) -> Decimal:
    """What a question is worth, with the seven digits after the point that Moodle keeps."""
    return round(asked.points, 7)


def tolerance(question: Numeric) -> Decimal:
    """The tolerance, a trifle wider where Moodle's doubles would miss an end of the range.

    Moodle adds 1e-14 of the right answer by itself, which is too little for a range around 0.
    """
    ends = (question.low, question.high)
    middle, half = float(question.value), float(question.tolerance)
    slack = half + 1e-14 * max(1.0, abs(middle))
    if all(middle - slack <= float(end) <= middle + slack for end in ends):
        return question.tolerance
    trifle = Decimal(10) ** (max(abs(end) for end in ends).adjusted() - 12)
    return question.tolerance + trifle


def pattern(answer: Pattern) -> str:
    r"""An accepted answer in Moodle's notation: * is a wildcard, \* a star."""
    return "*".join(part.replace("*", r"\*") for part in pattern_parts(answer))


def pattern_parts(answer: Pattern) -> tuple[str, ...]:
    """The parts on one line, wildcards side by side as one, and no blanks at the ends."""
    first, *rest = (_LINE_BREAKS.sub(" ", part) for part in answer.parts)
    if not rest:
        return (first.strip(),)
    return (first.lstrip(), *filter(None, rest[:-1]), rest[-1].rstrip())


def inexpressible(answer: Pattern) -> bool:
    r"""Whether a part ends in a backslash before a wildcard: Moodle would read \* as a star."""
    return any(part.endswith("\\") for part in pattern_parts(answer)[:-1])


def accepts_its_own(answer: Pattern) -> bool:
    """Whether what Moodle shows as the right answer, with blanks for wildcards, would be accepted."""
    first, *rest = pattern_parts(answer)
    shown = " ".join((first, *rest)).strip()
    if not rest or not shown.startswith(first):
        return shown == first
    position = len(first)
    for part in rest[:-1]:
        found = shown.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return shown.endswith(rest[-1]) and position + len(rest[-1]) <= len(shown)
