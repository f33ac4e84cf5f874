"""An exam → the words in it that are too long to be set: the time that takes grows with their square."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Exam, Place
from quizgen.paper.fonts.characters import texts
from quizgen.problem import Problem

LONGEST_WORD = 2000
"""Characters without a place to break; text of scripts that need no blanks is free."""

_FREE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
)
_TOO_LONG = re.compile(rf"[^\s\xad\u200b{_FREE}\U00020000-\U0003ffff-]{{{LONGEST_WORD + 1},}}")


def check(exam: Exam) -> tuple[Problem, ...]:
    """A problem for each text with such a word, at its place."""
    return tuple(problem for place, text in texts(exam) for problem in _too_long(place, text))


def _too_long(place: Place, text: str) -> Iterator[Problem]:
    if found := _TOO_LONG.search(text):
        message = f"a word of {len(found[0]):,} characters cannot be printed"
        yield Problem(place, message, f"divide it: at most {LONGEST_WORD:,} without a blank")
