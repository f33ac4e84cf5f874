"""The answer to a question for a number in text2qti → the range that is right."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from quizgen.formats.text2qti import Part
from quizgen.importers.broken import Broken
from quizgen.importers.shared.numbers import number

NUMBERS: Final = "write 5, 3.14 +- 0.01, 200 +- 5%, or a range: [3.1, 3.2]"


def bounds(part: Part) -> tuple[Decimal, Decimal, bool]:
    """The smallest and the largest right number, and whether they were written so."""
    text = re.sub(r"(?<=\d)_(?=\d)", "", part.text.strip())
    value, plus, margin = text.partition("+-")
    if text.startswith("[") and text.endswith("]"):
        low, _, high = text[1:-1].partition(",")
        found = _number(low, part), _number(high, part), True
    elif plus:
        middle = _number(value, part)
        share = margin.strip().removesuffix("%")
        width = _number(share, part)
        width = abs(middle) * width / 100 if share != margin.strip() else width
        found = middle - width, middle + width, False
    else:
        found = (_number(text, part),) * 2 + (False,)
    if found[0] > found[1]:
        raise Broken(f"nothing lies in {text}", NUMBERS, part.line)
    return found


def _number(text: str, part: Part) -> Decimal:
    found = number(text)
    if found is None:
        raise Broken(f"“{text.strip()[:40]}” is no number", NUMBERS, part.line)
    return found
