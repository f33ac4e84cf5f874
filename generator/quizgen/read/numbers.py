"""A numeric answer as an author writes it → value, tolerance and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 100
"""Characters of an amount."""

_COMMA_LANGUAGES = frozenset(
    "bg ca cs da de el es et eu fi fr gl hr hu id is it lt lv nb nl nn no pl pt ro ru sk sl sr sv tr"
    " uk vi".split()
)
_DIGITS = r"[-+−–]?(?:\d[\d.,\u2009\u202f' ]*\d|\d)"
_EXPONENT = r"(?:[eE][-+−]?\d{1,3}|\s?[·×*x]\s?10\^?\{?[-+−]?\d{1,3}\}?)"
_NUMBER = rf"{_DIGITS}{_EXPONENT}?"
_UNIT = r"(?P<unit>1/[^\s|]{1,18}|[^\W\d_][^\s|]{0,19}|[%‰°′″€$£¥][^\s|]{0,19})?"
_SINGLE = re.compile(
    rf"(?P<value>{_NUMBER})(?P<blank>\s*)(?:(?:±|\+/-|\+-)\s*(?P<tolerance>{_NUMBER}))?\s*{_UNIT}"
)
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*\.\.\.?\s*(?P<high>{_NUMBER})\s*{_UNIT}")
_POWER = re.compile(r"\s?[·×*x]\s?10\^?\{?([-+−]?\d{1,3})\}?$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the tolerance on either side of it."""

    value: Decimal
    tolerance: Decimal
    is_range: bool
    unit: str


class AmbiguousNumber(ValueError):
    """A number that different readers would read differently; says how, and how to write it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


_DECIMAL_HINT = "write it without dividing thousands, with the decimal sign of the deck's language"
_PERCENT_HINT = "write the tolerance as a number, such as 2.4 ± 0.12, or a range: 9 .. 11 %"


def to_amount(text: str, language: str) -> Amount | None:
    """The amount that the text states, or None where it is no number with at most a unit.

    Numbers may have a decimal comma where the language does, an exponent (1e-3 or 1.5 × 10^3) and
    blanks between groups of three digits. `a ± b` gives a tolerance, `a .. b` a range.

    Raises AmbiguousNumber where a comma or point may divide thousands or decimals.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    found = _RANGE.fullmatch(text)
    if found:
        low, high = _number(found["low"], language), _number(found["high"], language)
        if low is None or high is None:
            return None
        return Amount((low + high) / 2, (high - low) / 2, True, found["unit"] or "")
    found = _SINGLE.fullmatch(text)
    value = _number(found["value"], language) if found else None
    tolerance = _number(found["tolerance"] or "0", language) if found else None
    if not found or value is None or tolerance is None or _is_word(found):
        return None
    if found["tolerance"] and found["unit"] == "%":
        raise AmbiguousNumber("percent of the value, or of the whole?", _PERCENT_HINT)
    return Amount(value, tolerance, False, found["unit"] or "")


def _is_word(found: re.Match[str]) -> bool:
    """Whether letters follow the digits at once, as in 3D or 1st: a word, not a number."""
    return bool(found["unit"] and not found["blank"] and not found["tolerance"]) and (
        found["unit"][0].isalpha()
    )


def _number(text: str, language: str) -> Decimal | None:
    text = text.replace("−", "-").replace("–", "-")
    power = _POWER.search(text)
    if power:
        text = f"{text[: power.start()]}e{power.group(1)}"
    mantissa, _, exponent = text.replace("E", "e").partition("e")
    plain = _plain(re.sub(r"(?<=\d)[\u2009\u202f' ](?=\d{3}(?!\d))", "", mantissa), language)
    if plain is None or re.fullmatch(r"[-+]?0\d+(\.\d+)?", plain):
        return None
    return Decimal(f"{plain}e{exponent}" if exponent else plain)


def _plain(text: str, language: str) -> str | None:
    """The digits with a decimal point, or None where this is no number."""
    comma = language.split("-")[0].lower() in _COMMA_LANGUAGES
    if (
        re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+", text)
        and comma
        and not text.lstrip("+-").startswith("0")
    ):
        raise AmbiguousNumber(
            f"{text} could be {text.replace('.', '')} or {text.replace('.', ',', 1)}", _DECIMAL_HINT
        )
    if "," in text:
        if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", text) and not comma:
            return text.replace(",", "")
        if not comma:
            raise AmbiguousNumber(f"{text} has a comma", _DECIMAL_HINT)
        text = text.replace(",", ".")
    return text if re.fullmatch(r"[-+]?\d+(\.\d+)?", text) else None


_NEARLY = re.compile(
    r"[-+−–]?\d+(?:[.,]\d+)?[^\W\d_]{1,4}|[€$£¥]\s?\d+(?:[.,]\d+)?|\d+\s?/\s?\d+"
    r"|[-+−–]?\d[\d.,]*\s?(?:±|\+/-|\+-)"
)


def looks_like_amount(text: str) -> bool:
    """Whether a text that is no amount may have been meant as one: 10m, €5, 1/2."""
    return bool(_NEARLY.fullmatch(text.strip()))
