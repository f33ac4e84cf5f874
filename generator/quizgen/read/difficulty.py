"""Difficulty as words and as the expected share of right answers, and one → the other."""

from __future__ import annotations

import re
from decimal import Decimal

LEVELS = {"easy": Decimal("0.8"), "medium": Decimal("0.6"), "hard": Decimal("0.3")}
"""What the words mean as expected share of right answers."""

_BANDS = {
    "easy": (Decimal("0.7"), Decimal(1)),
    "medium": (Decimal("0.45"), Decimal("0.7")),
    "hard": (Decimal(0), Decimal("0.45")),
}
"""Which shares a word selects, both ends included; `LEVELS` lie within."""

_SHARE = re.compile(r"[01](\.\d{1,6})?")


def to_share(text: str) -> Decimal | None:
    """The share of right answers that a word or a number from 0 to 1 stands for."""
    if text in LEVELS:
        return LEVELS[text]
    if _SHARE.fullmatch(text) and Decimal(text) <= 1:
        return Decimal(text)
    return None


def to_range(text: str) -> tuple[Decimal, Decimal] | None:
    """The shares that `easy`, `easy..medium`, `0.5` or `0.4..0.8` selects; None if it is none of these."""
    ends = [_band(part.strip()) for part in text.split("..")]
    found = [end for end in ends if end]
    if not len(found) == len(ends) <= 2:
        return None
    return min(low for low, _ in found), max(high for _, high in found)


def _band(text: str) -> tuple[Decimal, Decimal] | None:
    share = to_share(text)
    return _BANDS.get(text) or ((share, share) if share is not None else None)


def level(share: Decimal) -> str:
    """The word for a share: easy, medium or hard."""
    return next(word for word, (low, _) in _BANDS.items() if share >= low)
