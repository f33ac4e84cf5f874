"""What no table can hold, as reasons to leave a question out."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.export.lms.passages import nodes, plain_words
from quizgen.export.lms.words import INVALID
from quizgen.model import Question
from quizgen.problem import visible

CELL_LENGTH = 32_767
"""Characters of a cell that Excel keeps ("Excel specifications and limits")."""


def length(text: str) -> int:
    """The characters of a text as spreadsheets and browsers count them: in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def unwritable(question: Question) -> Iterator[str]:
    """Characters that no table can hold."""
    texts = [question.id, question.deck, *plain_words(question)]
    for node in nodes(question):
        texts += [node.text, *(value for _, value in node.attributes)]
    found = INVALID.search("\n".join(texts))
    if found:
        yield f"it cannot hold the character {visible(found.group())}, which most editors do not show"


def too_long(texts: Iterator[str]) -> Iterator[str]:
    """Texts that are too long for a cell."""
    longest = max(map(length, texts), default=0)
    if longest > CELL_LENGTH:
        yield f"a cell can hold {CELL_LENGTH:,} characters, and this needs {longest:,}"
