"""Signs that stand for gaps in the source of a text ↔ gaps in its nodes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.importers.broken import Broken
from quizgen.importers.shared.formulas import replaced
from quizgen.model import Gap, Markup, Node, Pattern, walk

_FIRST = 0xF0000
_SIGN = re.compile("[\U000f0000-\U000f0fff]")
_MOST = 0x1000


def sign(number: int) -> str:
    """The sign of a gap, counted from 0: a character that no text has (`markdown.unmarked`)."""
    if number >= _MOST:
        raise Broken(f"there are more than {_MOST} gaps in it", "divide it")
    return chr(_FIRST + number)


def with_gaps(markup: Markup, count: int) -> Markup:
    """The passage with its signs made gaps; raises Broken where one of them cannot be a gap."""
    found = replaced(markup, _SIGN, lambda sign: node(ord(sign[0]) - _FIRST))
    there = {each.get("number") for each in walk(found) if each.kind == "gap"}
    missing = next((number for number in range(count) if str(number) not in there), None)
    if missing is not None:
        hint = "a gap stands in plain text; write it anew by hand"
        raise Broken(f"gap {missing + 1} stands in a formula, in code or in a link", hint)
    return found


def gap(answers: Sequence[str], hint: str = "") -> Gap:
    """A gap with these answers, all of them literal; raises Broken where there is none."""
    patterns = tuple(Pattern((" ".join(answer.split()),)) for answer in answers if answer.strip())
    if not patterns:
        raise Broken("a gap has no answer", "write what belongs there")
    return Gap(patterns, " ".join(hint.split()))


def node(number: int) -> Node:
    """The place of a gap, counted from 0."""
    return Node("gap", attributes=(("number", str(number)),))
