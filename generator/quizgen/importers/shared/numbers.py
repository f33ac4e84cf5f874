"""Numbers as programs write them → decimals; ranges of right numbers → the one that they make up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

_NUMBER = re.compile(r"[-+−]?(?:\d{1,200}(?:\.\d{0,200})?|\.\d{1,200})(?:[eE][-+]?\d{1,3})?")


def number(text: str) -> Decimal | None:
    """A number with a decimal point or an exponent, such as -3.5 or 1e-3; None for anything else."""
    text = text.strip()
    return Decimal(text.replace("−", "-")) if _NUMBER.fullmatch(text) else None


def whole(spans: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
    """The ends of what ranges cover that touch one another; None where some lie apart."""
    first, *others = sorted(spans)
    low, end = first
    for start, stop in others:
        if start > end:
            return None
        end = max(end, stop)
    return low, end
