"""Gaps in HTML, marked by characters that no text holds → nodes of gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.importers.broken import Inexpressible
from quizgen.importers.shared.formulas import replaced
from quizgen.importers.shared.gaps import node
from quizgen.model import Markup, Node, walk

_BEGIN, _END = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_BEGIN}(\\d+){_END}")
BLANK = "____"


def unmarked(html: str) -> str:
    """The HTML without such characters of its own."""
    return html.replace(_BEGIN, "").replace(_END, "")


def mark(number: int) -> str:
    """What stands for the gap of that number, from 0."""
    return f"{_BEGIN}{number}{_END}"


def with_gaps(markup: Markup, count: int) -> Markup:
    """The passage with its marks made gaps. Raises Inexpressible where one is in a formula or in code."""
    found = replaced(markup, _MARK, lambda match: node(int(match[1])))
    numbers = [int(each.get("number")) for each in walk(found) if each.kind == "gap"]
    if sorted(numbers) != list(range(count)):
        raise Inexpressible(
            "a gap of it stands in a formula, in code or in a picture's description"
        )
    return found


def with_blank(markup: Markup) -> Markup:
    """The passage with a line for its only gap, which is asked for in another way."""
    return replaced(markup, _MARK, lambda match: Node("text", BLANK))


def offered(choices: Iterable[str]) -> str:
    """The words that may be chosen, in the order of the alphabet, which gives nothing away."""
    return ", ".join(sorted(dict.fromkeys(choices), key=lambda word: (word.casefold(), word)))
