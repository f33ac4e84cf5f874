"""A choice → what picking each of its options earns, as shares of the points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal

from quizgen.export.lms.words import number
from quizgen.model import Choice

_DIGITS = Decimal("0.000000000001")


def of_options(question: Choice, wrong: Decimal) -> Iterator[str]:
    """The share of each option, in plain digits; `wrong` is what a wrong choice costs, 0 or negative.

    Several right ones share the points. There a wrong one costs what a right one earns, or more, so that
    picking everything earns nothing; the page lets no such question fall below 0.
    """
    rights = sum(option.right for option in question.options)
    wrongs = len(question.options) - rights
    for option in question.options:
        if not question.multiple:
            share = Decimal(1) if option.right else wrong
            share = share if option.credit is None else option.credit
        elif option.right:
            share = Decimal(1) / rights
        else:
            share = -max(Decimal(1) / max(rights, 1), Decimal(1) / wrongs, -wrong)
        yield number(share.quantize(_DIGITS, ROUND_HALF_EVEN))
