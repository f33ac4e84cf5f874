"""The operators of expressions in response processing: an element → its value, or NULL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any, Final, Protocol

from lxml import etree

from quizgen.importers.broken import Broken
from quizgen.importers.qti.expressions import pattern
from quizgen.importers.qti.normal import is_true
from quizgen.importers.qti.values import Response, Value, container, number, value


class Running(Protocol):
    """What operators ask of the engine."""

    @property
    def declared(self) -> Mapping[str, Response]:
        """The responses by their names."""

    def variable(self, name: str) -> Value:
        """The value of a response or an outcome."""

    def of(self, expression: etree._Element) -> Value:
        """What an expression comes to."""

    def all(self, expression: etree._Element) -> list[Value]:
        """What all parts of an expression come to."""


Operator = Callable[[Running, etree._Element], Value]


def _response(run: Running, element: etree._Element) -> Response:
    name = element.get("identifier", "")
    if name not in run.declared:
        raise Broken(f"its marking asks for {name!r}, which is not declared")
    return run.declared[name]


def _base_value(run: Running, element: etree._Element) -> Value:
    return value("".join(map(str, element.itertext())), element.get("baseType", ""))


def _mapped(run: Running, element: etree._Element) -> Value:
    response = _response(run, element)
    if response.mapping is None:
        raise Broken("its marking goes by a mapping, and there is none")
    return response.mapping.worth(run.variable(response.name))


def _container(cardinality: str) -> Operator:
    def made(run: Running, element: etree._Element) -> Value:
        parts: list[Value] = []
        for found in run.all(element):
            parts += found if isinstance(found, tuple) else (found,)
        return container(parts, cardinality)

    return made


def _two(holds: Callable[[Any, Any], bool]) -> Operator:
    """An operator that compares two values; NULL where one of them is."""

    def compared(run: Running, element: etree._Element) -> Value:
        first, second = _pair(run, element)
        return None if first is None or second is None else holds(first, second)

    return compared


def _pair(run: Running, element: etree._Element) -> tuple[Value, Value]:
    found = run.all(element)
    if len(found) != 2:
        raise Broken(f"its marking has a <{element.tag}> of {len(found)} parts, not two")
    return found[0], found[1]


def _numbers(run: Running, element: etree._Element) -> list[Decimal] | None:
    found: list[Decimal] = []
    for each in run.all(element):
        for part in each if isinstance(each, tuple) else (each,):
            if part is None:
                return None
            if not isinstance(part, Decimal):
                raise Broken(f"its marking calculates with {part!r}, which is no number")
            found.append(part)
    return found


def _calculated(result: Callable[[list[Decimal]], Value]) -> Operator:
    def calculated(run: Running, element: etree._Element) -> Value:
        found = _numbers(run, element)
        if not found:
            return None
        with localcontext(prec=50):
            return result(found)

    return calculated


def _ordered(holds: Callable[[Decimal, Decimal], bool]) -> Operator:
    def compared(run: Running, element: etree._Element) -> Value:
        found = _numbers(run, element)
        if found is None:
            return None
        if len(found) != 2:
            raise Broken(f"its marking has a <{element.tag}> of {len(found)} parts, not two")
        return holds(found[0], found[1])

    return compared


def _product(found: list[Decimal]) -> Value:
    result = Decimal(1)
    for each in found:
        result *= each
    return result


def _quotient(found: list[Decimal]) -> Value:
    return found[0] / found[1] if len(found) == 2 and found[1] else None


def tolerances(element: etree._Element) -> tuple[Decimal, Decimal]:
    """How much less and how much more an <equal> takes: amounts, or percents where relative."""
    texts = element.get("tolerance", "").split()
    found = [number(text) for text in texts] or [Decimal(0)]
    return found[0], found[-1]


def _equal(run: Running, element: etree._Element) -> Value:
    found = _numbers(run, element)
    if found is None:
        return None
    if len(found) != 2:
        raise Broken("its marking compares something else than two numbers")
    first, second = found
    less, more = tolerances(element)
    mode = element.get("toleranceMode", "exact")
    if mode == "exact":
        return first == second
    with localcontext(prec=50):
        if mode == "relative":
            less, more = abs(first) * less / 100, abs(first) * more / 100
        return _from(first - less, second, element, "includeLowerBound") and _from(
            second, first + more, element, "includeUpperBound"
        )


def _from(low: Decimal, high: Decimal, element: etree._Element, name: str) -> bool:
    return low <= high if is_true(element, name, default=True) else low < high


def _same_text(run: Running, element: etree._Element) -> Value:
    first, second = _pair(run, element)
    if first is None or second is None:
        return None
    one, other = str(first), str(second)
    if not is_true(element, "caseSensitive"):
        one, other = one.casefold(), other.casefold()
    return one in other or other in one if is_true(element, "substring") else one == other


def _within(run: Running, element: etree._Element) -> Value:
    """<substring>: whether the first is part of the second."""
    first, second = map(str, _pair(run, element))
    if not is_true(element, "caseSensitive", default=True):
        first, second = first.casefold(), second.casefold()
    return first in second


def _pattern(run: Running, element: etree._Element) -> Value:
    (given,) = run.all(element) or [None]
    if given is None:
        return None
    known = pattern(element.get("pattern", ""))
    if known is None:
        raise Broken(
            "its answers are compared with a regular expression",
            "write it anew by hand, with * for any text",
        )
    return known.fits(str(given))


def _logic(run: Running, element: etree._Element) -> Value:
    found = run.all(element)
    if element.tag == "and":
        return all(each is True for each in found)
    return any(each is True for each in found)


def _negated(run: Running, element: etree._Element) -> Value:
    (found,) = run.all(element) or [None]
    return None if found is None else found is not True


def _any_n(run: Running, element: etree._Element) -> Value:
    found = sum(each is True for each in run.all(element))
    return number(element.get("min", "")) <= found <= number(element.get("max", ""))


def _size(run: Running, element: etree._Element) -> Value:
    (found,) = run.all(element) or [None]
    return Decimal(len(found)) if isinstance(found, tuple) else Decimal(found is not None)


def _index(run: Running, element: etree._Element) -> Value:
    (found,) = run.all(element) or [None]
    at = element.get("n", "")
    if not isinstance(found, tuple) or not at.isdecimal():
        return None
    return found[int(at) - 1] if 0 < int(at) <= len(found) else None


def _member(one: Value, many: Value) -> bool:
    return one in many if isinstance(many, tuple) else one == many


def _contains(many: Value, few: Value) -> bool:
    parts = few if isinstance(few, tuple) else (few,)
    return all(_member(part, many) for part in parts)


OPERATORS: Final[Mapping[str, Operator]] = {
    "variable": lambda run, element: run.variable(element.get("identifier", "")),
    "correct": lambda run, element: _response(run, element).correct,
    "baseValue": _base_value,
    "null": lambda run, element: None,
    "mapResponse": _mapped,
    "multiple": _container("multiple"),
    "ordered": _container("ordered"),
    "isNull": lambda run, element: run.all(element) == [None],
    "and": _logic,
    "or": _logic,
    "not": _negated,
    "anyN": _any_n,
    "match": _two(lambda first, second: first == second),
    "member": _two(_member),
    "contains": _two(_contains),
    "containerSize": _size,
    "index": _index,
    "stringMatch": _same_text,
    "substring": _within,
    "patternMatch": _pattern,
    "equal": _equal,
    "gt": _ordered(lambda first, second: first > second),
    "gte": _ordered(lambda first, second: first >= second),
    "lt": _ordered(lambda first, second: first < second),
    "lte": _ordered(lambda first, second: first <= second),
    "sum": _calculated(lambda found: sum(found, Decimal(0))),
    "subtract": _calculated(lambda found: found[0] - sum(found[1:], Decimal(0))),
    "product": _calculated(_product),
    "divide": _calculated(_quotient),
    "min": _calculated(min),
    "max": _calculated(max),
    "round": _calculated(lambda found: found[0].to_integral_value(ROUND_HALF_UP)),
    "truncate": _calculated(lambda found: Decimal(int(found[0]))),
    "floor": _calculated(lambda found: found[0].to_integral_value(ROUND_FLOOR)),
    "integerToFloat": _calculated(lambda found: found[0]),
}
