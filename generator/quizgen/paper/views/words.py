"""Numbers and printed words of a language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

Labels = Mapping[str, str]

LEAST_EXPONENT, MOST_EXPONENT = -5, 8
"""Between these powers of ten numbers are written out."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: Decimal, labels: Labels) -> str:
    """A number without superfluous noughts, with the decimal mark of the language, and a true minus.

    Very large and very small numbers are written with a power of ten: 6.02 × 10²³.
    """
    if value and not LEAST_EXPONENT <= value.adjusted() <= MOST_EXPONENT:
        power = str(value.adjusted()).translate(_RAISED)
        return f"{number(value.scaleb(-value.adjusted()), labels)}\u202f×\u202f10{power}"
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", labels["decimal_mark"]).replace("-", "−")


def points(value: Decimal, labels: Labels) -> str:
    """Such as "1 point" or "2.5 points"."""
    return labels["point" if value == 1 else "points"].format(points=number(value, labels))


def percent(share: Decimal, labels: Labels) -> str:
    """A share of 1, such as "25%"."""
    return labels["percent"].format(number=number(share * 100, labels))
