"""A question → the characters in it that no file of a platform's can hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from quizgen.export.lms import passages
from quizgen.export.lms.words import INVALID
from quizgen.model import Question
from quizgen.problem import visible


def invalid(question: Question) -> Iterator[str]:
    """Why the question cannot be written, if it holds such a character: a reason for `Limits`."""
    texts = chain(
        (question.id,),
        passages.plain_words(question),
        (node.text for node in passages.nodes(question)),
    )
    found = next(filter(None, map(INVALID.search, texts)), None)
    if found:
        yield f"the character {visible(found.group())} cannot stand in a text file (delete it)"
