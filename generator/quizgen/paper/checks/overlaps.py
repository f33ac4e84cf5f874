"""What was read from a paper → pairs of characters or formulas that lie over each other.

Where a style lays options over each other, all of their characters are there, and each can be seen,
but nobody can read them. Compared are the boxes of what is drawn, not of lines, so that lines may be
as tight as they can be read.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quizgen.paper.checks.net import Net, area
from quizgen.paper.checks.reading import Token

LONGEST = 30
"""Characters of a run that a message shows."""

_MARKS = frozenset({"Mn", "Mc", "Me", "Lm", "Sk", "Cf", "Cc", "Zs"})
"""Kinds of characters that stand over, under or within others, or are not drawn."""

_Numbered = tuple[int, Token]


def overlaps(tokens: Iterable[Token]) -> Iterator[tuple[Token, Token]]:
    """The first pair of each page."""
    pages: dict[int, list[_Numbered]] = defaultdict(list)
    for number, token in enumerate(each for each in tokens if _counts(each)):
        pages[token.page].append((number, token))
    for page in pages.values():
        yield from _first(page)


def run_of(token: Token, tokens: Iterable[Token]) -> str:
    """What is set in one with a token, as it is quoted in a message."""
    if token.drawing:
        text = token.text
    else:
        same = (each for each in tokens if (each.page, each.run) == (token.page, token.run))
        text = "".join(each.text for each in same if not each.drawing)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _counts(token: Token) -> bool:
    """Whether it has a place of its own: scripts of India and its neighbours join theirs."""
    joined = "\u0900" <= token.text[:1] <= "\u1cff"
    mark = not token.drawing and unicodedata.category(token.text[0]) in _MARKS
    return not (joined or mark) and area(token.box) > 0


def _first(page: Sequence[_Numbered]) -> Iterator[tuple[Token, Token]]:
    net = Net[_Numbered]()
    for each in page:
        box = each[1].box
        for other in net.over(box):
            if _are_apart(other, each):
                yield other[1], each[1]
                return
        net.add(box, each)


def _are_apart(one: _Numbered, other: _Numbered) -> bool:
    """Whether they must not meet. Slanted neighbours may reach over; a run is set as it is."""
    (number, upper), (after, lower) = one, other
    if upper.drawing or lower.drawing:
        return after - number > 1 or (upper.drawing and lower.drawing)
    return after - number > 1 and upper.run != lower.run
