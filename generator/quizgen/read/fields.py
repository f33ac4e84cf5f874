"""A mapping of YAML → typed values, one field at a time, with all problems collected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches

from quizgen.model import Place
from quizgen.problem import Problem
from quizgen.read.strict_yaml import Mapping, Scalar, Sequence, Value

LONGEST_LINE = 300
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_LONGEST_NUMBER = 15


class Fields:
    """The settings of one mapping. Every name that is read is known; `finish` reports the rest."""

    def __init__(self, mapping: Mapping, what: str) -> None:
        self.place = mapping.place
        self.problems: list[Problem] = []
        self._what = what
        self._entries = {key.text: (key, value) for key, value in mapping.entries}
        self._known: list[str] = []

    def finish(self) -> tuple[Problem, ...]:
        """All problems, with those of names that nothing asked for."""
        for name, (key, _) in self._entries.items():
            if name not in self._known:
                self.report(key.place, f"{self._what} has no setting {name!r}", self._nearest(name))
        return tuple(self.problems)

    def report(self, place: Place, message: str, hint: str = "") -> None:
        """Add a problem."""
        self.problems.append(Problem(place, message, hint))

    def value(self, *names: str) -> Value | None:
        """What stands under the first of these names that is there; empty counts as absent."""
        self._known.extend(names)
        for name in names:
            if name in self._entries:
                value = self._entries[name][1]
                empty = (
                    isinstance(value, Scalar) and value.plain and value.text in ("", "~", "null")
                )
                return None if empty else value
        return None

    def place_of(self, name: str) -> Place:
        """Where the value of that name stands, else where the mapping does."""
        return self._entries[name][1].place if name in self._entries else self.place

    def text(self, name: str, default: str = "") -> str:
        """A text, exactly as written."""
        value = self.value(name)
        if value is None or isinstance(value, Scalar):
            return value.text.strip() if value else default
        self.report(value.place, f"{name} must be a single text", f"write: {name}: …")
        return default

    def line(self, name: str, default: str = "") -> str:
        """A short text without line ends; where it is empty, the default."""
        text = " ".join(self.text(name).split())
        if len(text) > LONGEST_LINE:
            message = f"{name} is too long: {len(text):,} characters; at most {LONGEST_LINE} fit"
            self.report(self.place_of(name), message)
        return text[:LONGEST_LINE] or default

    def texts(self, *names: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        value = self.value(*names)
        if isinstance(value, Scalar):
            return (value.text.strip(),)
        if value is None:
            return ()
        if isinstance(value, Sequence) and all(isinstance(e, Scalar) for e in value.entries):
            return tuple(e.text.strip() for e in value.entries if isinstance(e, Scalar))
        self.report(
            value.place, f"{names[0]} must be a list of texts", f"write: {names[0]}: [a, b]"
        )
        return ()

    def word(self, name: str, allowed: Iterable[str], default: str) -> str:
        """One of the allowed words."""
        words = tuple(allowed)
        value = self.value(name)
        if value is None:
            return default
        if isinstance(value, Scalar) and value.text in words:
            return value.text
        self.report(value.place, f"{name} must be one of: {', '.join(words)}")
        return default

    def boolean(self, name: str, default: bool) -> bool:
        """true or false."""
        value = self.value(name)
        if value is None:
            return default
        if isinstance(value, Scalar) and value.plain and value.text in ("true", "false"):
            return value.text == "true"
        self.report(value.place, f"{name} must be true or false")
        return default

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self.value(name)
        if value is None:
            return default
        number = _whole(value)
        if number is not None and low <= number <= high:
            return number
        self.report(value.place, f"{name} must be a whole number from {low} to {high}")
        return default

    def decimal(self, name: str, low: Decimal, high: Decimal) -> Decimal | None:
        """A number from `low` to `high`, or None where it is absent or wrong."""
        value = self.value(name)
        if value is None:
            return None
        if isinstance(value, Scalar) and value.plain:
            number = to_decimal(value.text)
            if number is not None and low <= number <= high:
                return number
        self.report(value.place, f"{name} must be a number from {low} to {high}", _example(low))
        return None

    def section(self, name: str, example: str) -> Fields | None:
        """The settings below that name; `example` shows how they are written."""
        value = self.value(name)
        if isinstance(value, Mapping):
            return Fields(value, name)
        if value is not None:
            self.report(value.place, f"{name} must hold settings", f"write: {name}: {{{example}}}")
        return None

    def absorb(self, fields: Fields | None) -> None:
        """Take over the problems of settings below these."""
        if fields:
            self.problems.extend(fields.finish())

    def _nearest(self, name: str) -> str:
        near = get_close_matches(name, self._known, 1)
        return f"did you mean {near[0]}?" if near else f"known are: {', '.join(self._known)}"


def _example(low: Decimal) -> str:
    return "such as -0.25" if low < 0 else "such as 1 or 0.5"


def _whole(value: Value) -> int | None:
    if not isinstance(value, Scalar) or not value.plain or len(value.text) > _LONGEST_NUMBER:
        return None
    return int(value.text) if _INTEGER.fullmatch(value.text) else None


def to_decimal(text: str) -> Decimal | None:
    """A number written with digits and at most one point, else None."""
    text = text.strip()
    return Decimal(text) if len(text) < _LONGEST_NUMBER and _DECIMAL.fullmatch(text) else None
