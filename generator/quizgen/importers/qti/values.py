"""Texts of QTI's base types → values that can be compared and added up.

IMS QTI 2.1 Information Model, sections "Basic Data Types" and "Variables": a value is NULL (None), a
single one, or a container, in which the order counts (ordered) or does not (multiple).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from quizgen.importers.broken import Broken
from quizgen.importers.qti.normal import children, is_true

Value = str | bool | Decimal | tuple["Value", ...] | None

NUMBERS: Final = frozenset({"float", "integer"})
_LARGEST = Decimal("1e30")


def value(text: str, kind: str) -> Value:
    """The single value of a base type; NULL for an empty text. Raises Broken."""
    text = text.strip()
    if not text:
        return None
    if kind in NUMBERS:
        return number(text)
    if kind == "boolean":
        return text in ("true", "1")
    if kind == "string":
        return text
    parts = text.split()
    return " ".join(sorted(parts) if kind == "pair" else parts)


def number(text: str) -> Decimal:
    """A number of sensible size. Raises Broken."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        raise Broken(f"{text.strip()[:40]!r} is no number") from None
    if not found.is_finite() or abs(found) > _LARGEST or 0 < abs(found) < 1 / _LARGEST:
        raise Broken(f"{text.strip()[:40]} is no number to work with")
    return found


def container(values: Iterable[Value], cardinality: str) -> Value:
    """A container; NULL where it is empty. What has no order is sorted, to be compared."""
    found = tuple(each for each in values if each is not None)
    if cardinality != "ordered":
        found = tuple(sorted(found, key=str))
    return found or None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a mapping: what a value is worth."""

    key: Value
    worth: Decimal
    case: bool

    def fits(self, given: Value) -> bool:
        """Whether it is about this value."""
        if isinstance(given, str) and isinstance(self.key, str) and not self.case:
            return given.casefold() == self.key.casefold()
        return given == self.key


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping: what values are worth, those not in it `default`, altogether from `low` to `high`."""

    entries: tuple[Entry, ...]
    default: Decimal
    low: Decimal | None
    high: Decimal | None

    def worth(self, given: Value) -> Decimal:
        """What a value is worth; of a container, each different part counts. NULL is worth nothing."""
        if given is None:
            return Decimal(0)
        parts = dict.fromkeys(given) if isinstance(given, tuple) else (given,)
        total = sum((self._one(part) for part in parts), Decimal(0))
        total = total if self.low is None else max(total, self.low)
        return total if self.high is None else min(total, self.high)

    def _one(self, given: Value) -> Decimal:
        return next((entry.worth for entry in self.entries if entry.fits(given)), self.default)


@dataclass(frozen=True, slots=True)
class Response:
    """A declared response: its correct value, and its mapping where it has one."""

    name: str
    cardinality: str
    kind: str
    correct: Value
    mapping: Mapped | None

    def value(self, *texts: str) -> Value:
        """What a candidate answers."""
        values = [value(text, self.kind) for text in texts]
        if self.cardinality == "single":
            return next(iter(values), None)
        return container(values, self.cardinality)

    @property
    def corrects(self) -> tuple[Value, ...]:
        """The parts of the correct value."""
        if isinstance(self.correct, tuple):
            return self.correct
        return () if self.correct is None else (self.correct,)

    @property
    def model(self) -> Value:
        """An answer that should be right: the correct value, else what the mapping says is worth most."""
        if self.correct is not None or self.mapping is None:
            return self.correct
        good = [entry for entry in self.mapping.entries if entry.worth > 0]
        if self.cardinality != "single":
            return container((entry.key for entry in good), self.cardinality)
        return max(good, key=lambda entry: entry.worth).key if good else None


def response(declared: etree._Element) -> Response:
    """A responseDeclaration. Raises Broken."""
    kind, cardinality = declared.get("baseType", ""), declared.get("cardinality", "single")
    given = [each.text or "" for each in children(declared.find("correctResponse"), "value")]
    empty = Response(declared.get("identifier", ""), cardinality, kind, None, None)
    mapping = declared.find("mapping")
    mapped = _mapped(mapping, kind) if mapping is not None else None
    return Response(empty.name, cardinality, kind, empty.value(*given), mapped)


def _mapped(mapping: etree._Element, kind: str) -> Mapped:
    entries = tuple(
        Entry(
            value(entry.get("mapKey", ""), kind),
            number(entry.get("mappedValue", "")),
            is_true(entry, "caseSensitive", default=True),
        )
        for entry in mapping.findall("mapEntry")
    )
    bounds = (mapping.get(name) for name in ("lowerBound", "upperBound"))
    low, high = (number(text) if text else None for text in bounds)
    return Mapped(entries, number(mapping.get("defaultValue") or "0"), low, high)


def default(declared: etree._Element) -> Value:
    """The value that an outcome begins with. Raises Broken."""
    kind, cardinality = declared.get("baseType", ""), declared.get("cardinality", "single")
    given = [each.text or "" for each in children(declared.find("defaultValue"), "value")]
    start = Response("", cardinality, kind, None, None).value(*given)
    return Decimal(0) if start is None and kind in NUMBERS and cardinality == "single" else start


Values = Mapping[str, Value]
