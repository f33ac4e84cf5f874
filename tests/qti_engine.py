"""An item's response processing and a candidate's responses → its outcomes, as an engine computes them.

Written from the QTI 2.1 Information Model; shares nothing with the exporter. None is NULL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from lxml.etree import _Element

Values = dict[str, Any]


def outcomes(item: _Element, responses: Mapping[str, Any]) -> Values:
    """What the outcomes are after these responses: a word, a number, a list, or None for no answer."""
    engine = _Engine(item, responses)
    processing = item.find("responseProcessing")
    assert processing is not None
    engine.follow(list(processing))
    return engine.outcomes


def correct(item: _Element, name: str) -> Any:
    """The correct response."""
    declared = item.find(f"responseDeclaration[@identifier='{name}']")
    assert declared is not None
    found = [
        _value(v, declared.get("baseType")) for v in declared.iterfind("correctResponse/value")
    ]
    single = declared.get("cardinality") == "single"
    return next(iter(found), None) if single else found


def _value(element: _Element, kind: str | None) -> Any:
    text = element.text or ""
    return float(text) if kind == "float" else text


class _Engine:
    def __init__(self, item: _Element, responses: Mapping[str, Any]) -> None:
        self.item = item
        self.kinds = {d.get("identifier"): d for d in item.iter("responseDeclaration")}
        # An empty text and an empty container are NULL.
        self.responses = {n: None if v in ("", []) else v for n, v in responses.items()}
        self.outcomes: Values = {}
        for declared in item.iterfind("outcomeDeclaration"):
            value = declared.find("defaultValue/value")
            start = None if value is None else _value(value, declared.get("baseType"))
            self.outcomes[declared.get("identifier", "")] = start

    def follow(self, rules: list[_Element]) -> None:
        for rule in rules:
            if rule.tag == "setOutcomeValue":
                (expression,) = rule
                self.outcomes[rule.get("identifier", "")] = self.of(expression)
            else:
                assert rule.tag == "responseCondition", rule.tag
                self.branch(list(rule))

    def branch(self, branches: list[_Element]) -> None:
        for branch in branches:
            if branch.tag == "responseElse":
                self.follow(list(branch))
                return
            test, *rules = branch
            if self.of(test) is True:
                self.follow(rules)
                return

    def of(self, expression: _Element) -> Any:
        return _OPERATORS[expression.tag](self, expression)

    def all(self, expression: _Element) -> list[Any]:
        return [self.of(child) for child in expression]

    def variable(self, element: _Element) -> Any:
        name = element.get("identifier", "")
        if name in self.kinds:
            given: Any = self.responses.get(name)
            is_number = self.kinds[name].get("baseType") == "float"
            return float(given) if is_number and given is not None else given
        return self.outcomes[name]

    def compared(self, holds: Callable[[Any, Any], bool]) -> Callable[[_Element], Any]:
        def result(element: _Element) -> Any:
            first, second = self.all(element)
            return None if first is None or second is None else holds(first, second)

        return result

    def equal(self, element: _Element) -> Any:
        # As the engine that knows no tolerance.
        return self.compared(lambda a, b: a == b)(element)

    def match(self, element: _Element) -> Any:
        def same(first: Any, second: Any) -> bool:
            ordered = self.cardinality(element) == "ordered"
            if isinstance(first, list) and not ordered:
                return sorted(first) == sorted(second)
            return bool(first == second)

        return self.compared(same)(element)

    def cardinality(self, element: _Element) -> str:
        names = [v.get("identifier") for v in element.iterfind("variable")]
        return self.kinds[names[0]].get("cardinality", "") if names[0] in self.kinds else ""

    def mapped(self, element: _Element) -> Any:
        name = element.get("identifier", "")
        given = self.variable(element)
        assert given is not None, "mapResponse of NULL"
        mapping = self.kinds[name].find("mapping")
        assert mapping is not None
        parts = given if isinstance(given, list) else [given]
        return sum(self.entry(mapping, part) for part in parts)

    def entry(self, mapping: _Element, given: str) -> float:
        for entry in mapping:
            key, case = entry.get("mapKey", ""), entry.get("caseSensitive") == "true"
            if key == given or (not case and key.casefold() == given.casefold()):
                return float(entry.get("mappedValue", ""))
        return float(mapping.get("defaultValue", ""))

    def pattern(self, element: _Element) -> Any:
        (given,) = self.all(element)
        if given is None:
            return None
        return re.fullmatch(element.get("pattern", ""), given) is not None

    def container(self, element: _Element) -> list[Any]:
        found: list[Any] = []
        for value in self.all(element):
            found += value if isinstance(value, list) else [] if value is None else [value]
        return found


_OPERATORS: Mapping[str, Callable[[_Engine, _Element], Any]] = {
    "variable": _Engine.variable,
    "correct": lambda self, e: correct(self.item, e.get("identifier", "")),
    "baseValue": lambda self, e: _value(e, e.get("baseType")),
    "isNull": lambda self, e: self.all(e) == [None],
    "not": lambda self, e: {True: False, False: True, None: None}[self.all(e)[0]],
    "and": lambda self, e: all(value is True for value in self.all(e)),
    "match": _Engine.match,
    "equal": _Engine.equal,
    "member": lambda self, e: self.compared(lambda a, b: a in b)(e),
    "gte": lambda self, e: self.compared(lambda a, b: a >= b)(e),
    "lte": lambda self, e: self.compared(lambda a, b: a <= b)(e),
    "gt": lambda self, e: self.compared(lambda a, b: a > b)(e),
    "lt": lambda self, e: self.compared(lambda a, b: a < b)(e),
    "sum": lambda self, e: sum(self.all(e)),
    "mapResponse": _Engine.mapped,
    "patternMatch": _Engine.pattern,
    "multiple": _Engine.container,
}
