"""Accepted answers → the source behind `Answer:` and within gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.markup.parse import parse
from quizgen.model import Gap, Pattern
from quizgen.read.kinds.common import patterns


def alternatives(answers: Iterable[Pattern], literal: bool = False) -> str:
    """The answers between bars; `literal` puts all that it can between backticks."""
    return " | ".join(_alternative(answer, literal) for answer in answers)


def cloze(gap: Gap) -> str:
    """What stands in the braces of a gap: its answers, and its hint if it has one."""
    answers = "|".join(_alternative(answer, False) for answer in gap.answers)
    return f"{answers}::{gap.hint}" if gap.hint else answers


def _alternative(answer: Pattern, literal: bool) -> str:
    """The answer with backslashes where it needs them, or between backticks.

    The latter where signs in it would be read as Markdown that is not closed.
    """
    escaped = "*".join(map(_escaped, answer.parts))
    quoted = f"`{answer}`"
    usable = patterns(quoted) == (answer,)
    wrong = patterns(escaped) != (answer,) or parse(f"Answer: {escaped}")[1]
    return quoted if usable and (literal or wrong) else escaped


def _escaped(part: str) -> str:
    """A literal text with a backslash before what has a meaning in answers."""
    part = re.sub(r"\\(?=[*|\\`]|$)", r"\\\\", part)
    return re.sub(r"(?<!\\)((?:\\\\)*)([*|`])", r"\1\\\2", part)
