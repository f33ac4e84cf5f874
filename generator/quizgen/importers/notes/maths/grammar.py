"""One formula in Unicode → its TeX, by a small grammar; what it does not know is no formula.

    relation = sum (relation sign, sum)…        sum = [sign] product (+ or - product)…
    product  = factor (sign of a product, or nothing, factor)…
    factor   = atom with scripts                atom = number, letter, f(…), (…), […], |…|, ||…||, √…, Σ…

Two letters that touch are a product to one reader and an index to the next, so they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.importers.notes.maths.signs import (
    GREEK,
    LARGE,
    LOWERED,
    NAMES,
    PRODUCTS,
    RAISED,
    RELATIONS,
    SUMS,
    letter,
)

_TOKEN = re.compile(
    r"""\s+ | \|\| | ‖ | \d+(?:[.,]\d+)? | arg\ (?=min|max) | [A-Z]{2,}(?=\() | [A-Za-z]{2,}
      | [⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵀ]+ | [₀-₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ]+ | .[\u0300-\u036f]? """,
    re.VERBOSE | re.DOTALL,
)
_DEEPEST, _LONGEST = 12, 200
_CLOSING = {"(": ")", "[": "]"}
_COMMAND = re.compile(r"\\[A-Za-z]+$")
_UNITS = frozenset("msg")
"""A power of these may be one of metres, seconds, grams."""


class _NoFormula(Exception):
    """The text is not certainly a formula."""


def tex(text: str) -> str:
    """The formula as TeX; "" where it is none for certain: no sign in it is one of formulas alone."""
    if len(text) > _LONGEST:
        return ""
    parser = _Parser([match.group() for match in _TOKEN.finditer(text)])
    try:
        found = parser.relation()
    except _NoFormula:
        return ""
    return found if parser.done and parser.sure else ""


class _Parser:
    """Reads the tokens from left to right; `sure` tells that a sign of formulas alone was among them."""

    def __init__(self, tokens: list[str]) -> None:
        self.sure = False
        self._tokens, self._at, self._depth = tokens, 0, 0
        self._within_bars = 0

    @property
    def done(self) -> bool:
        """Whether all was read."""
        return self._at == len(self._tokens)

    def relation(self) -> str:
        """relation."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NoFormula
        left = self._sum()
        first, parts = left, [left]
        while (sign := self._sign(RELATIONS)) is not None:
            parts += [sign, self._sum()]
        self._depth -= 1
        if len(parts) > 1 and re.fullmatch(r"[b-z]", first) and re.match(r"[\d\[]", parts[2]):
            self.sure = True
        return " ".join(parts)

    def _sum(self) -> str:
        sign = self._sign(SUMS)
        parts = [f"{sign or ''}{self._product()}"]
        while (sign := self._sign(SUMS)) is not None:
            parts += [sign, self._product()]
        return " ".join(parts)

    def _product(self) -> str:
        found = self._factor()
        while True:
            sign = self._sign(PRODUCTS)
            if sign is None and not self._goes_on():
                return found
            blank = self._peek(-1).isspace() or _COMMAND.search(found)
            joint = "/" if sign == "/" else f" {sign} " if sign else " " if blank else ""
            found += joint + self._factor()

    def _goes_on(self) -> bool:
        """Whether a factor follows that is multiplied without a sign."""
        blank = self._peek().isspace()
        before, token = self._peek(-1), self._peek(1 if blank else 0)
        starts = token in LARGE or token in NAMES or token in ("√", "arg ")
        starts |= token in ("‖", "||") and not self._within_bars
        applied = (token in GREEK or bool(letter_of(token))) and self._peek(
            2 if blank else 1
        ) == "("
        number = before[:1].isdigit()
        if blank:
            scripted = self._scripted_before() and (bool(letter_of(token)) or token in GREEK)
            if not (starts or applied or scripted) or (number and not starts):
                return False
            self._at += 1
            return True
        if token in ("(", "["):
            return before in (")", "]") or number or before in GREEK
        follows = (number and (bool(letter_of(token)) or token in GREEK)) or starts
        return follows or (applied and before in GREEK)

    def _scripted_before(self) -> bool:
        return self._peek(-2) in ("^", "_") or self._peek(-1)[:1] in {**RAISED, **LOWERED}

    def _factor(self) -> str:
        self._blank()
        start = self._at
        atom = self._atom()
        if atom in LARGE.values():
            return f"{atom}{self._scripts(start)} {self._product()}"
        scripts = self._scripts(start)
        if atom in NAMES.values() or atom.startswith(r"\arg"):
            return f"{atom}{scripts} {self._factor()}"
        return atom + scripts + self._arguments()

    def _arguments(self) -> str:
        """(…) directly behind a letter."""
        before = self._peek(-1)
        if self._peek() != "(" or before in (")", "]"):
            return ""
        return self._bracket() if not before[:1].isdigit() or self._scripted_before() else ""

    def _atom(self) -> str:
        token = self._next()
        if token in ("(", "["):
            self._at -= 1
            return self._bracket()
        if token in ("|", "||", "‖"):
            return self._bars(token)
        if token == "√":
            return self._root()
        if token == "arg ":
            return rf"\arg{self._atom()}"
        return self._symbol(token)

    def _symbol(self, token: str) -> str:
        following = self._peek()
        summed = following not in ("", ")", "]", ",", ";") and following[:1] not in RAISED
        if token in LARGE and summed:
            self.sure = True
            return LARGE[token]
        if token in GREEK:
            self.sure = True
            return GREEK[token]
        if token in NAMES:
            return NAMES[token]
        if len(token) > 1 and token.isupper() and token.isascii() and following == "(":
            return rf"\mathrm{{{token}}}"
        if token[:1].isdigit():
            return token.replace(",", "{,}")
        found = letter_of(token)
        if not found:
            raise _NoFormula
        return found

    def _root(self) -> str:
        self.sure = True
        if self._peek() == "(":
            return rf"\sqrt{{{self._bracket()[1:-1]}}}"
        return rf"\sqrt{{{self._atom()}}}"

    def _bars(self, token: str) -> str:
        self._within_bars += 1
        inside = self.relation()
        self._within_bars -= 1
        if self._next() != token:
            raise _NoFormula
        self.sure = True
        return f"|{inside}|" if token == "|" else rf"\|{inside}\|"

    def _bracket(self) -> str:
        opening = self._next()
        parts = [self.relation()]
        while (token := self._next()) in (",", ";", "|"):
            self.sure |= token == "|"
            self._blank()
            parts.append((r" \mid " if token == "|" else f"{token} ") + self.relation())
        if token != _CLOSING[opening]:
            raise _NoFormula
        return f"{opening}{''.join(parts)}{token}"

    def _scripts(self, start: int) -> str:
        """Indices and powers, the indices first; `start` is where their base begins."""
        found: dict[str, str] = {}
        for place, script in self._each_script(start):
            if place in found:
                raise _NoFormula
            found[place] = script
        return "".join(place + found[place] for place in "_^" if place in found)

    def _each_script(self, start: int) -> Iterator[tuple[str, str]]:
        base = self._tokens[start]
        while token := self._peek():
            if token[0] in RAISED or token[0] in LOWERED:
                self._at += 1
                signs, place = (RAISED, "^") if token[0] in RAISED else (LOWERED, "_")
                self.sure |= base not in _UNITS and not base.isupper()
                yield place, _grouped("".join(signs[each] for each in token).strip())
            elif token in ("^", "_"):
                self._at += 1
                yield token, self._typed_script()
            else:
                return

    def _typed_script(self) -> str:
        """What stands behind ^ or _: a letter, a number, letters with commas between them, or a word."""
        token = self._next()
        if len(token) > 1 and token.isalpha() and token.isascii():
            return rf"{{\text{{{token}}}}}"
        sign = self._next() if token in SUMS else ""
        parts = [f"{SUMS[token]}{sign}" if sign else token]
        while self._peek() == "," and re.fullmatch(r"[a-z\d]", self._peek(1)):
            parts.append(self._tokens[self._at + 1])
            self._at += 2
        if not all(re.fullmatch(r"-?[A-Za-z\d]+", part) for part in parts):
            raise _NoFormula
        self.sure = True
        return _grouped(",".join(parts))

    def _sign(self, signs: dict[str, str]) -> str | None:
        """The TeX of the next token if it is one of these signs, blanks around it not counted."""
        blank = self._peek().isspace()
        token = self._peek(1 if blank else 0)
        if token not in signs:
            return None
        self._at += 2 if blank else 1
        self._blank()
        return signs[token]

    def _blank(self) -> None:
        if self._peek().isspace():
            self._at += 1

    def _peek(self, further: int = 0) -> str:
        index = self._at + further
        return self._tokens[index] if 0 <= index < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        if not token:
            raise _NoFormula
        self._at += 1
        return token


def letter_of(token: str) -> str:
    """The TeX of a token that is one Latin letter, else ""."""
    return letter(token) if token and token[0].isalpha() else ""


def _grouped(script: str) -> str:
    return script if len(script) == 1 or script.startswith("\\") else f"{{{script}}}"
