"""Response processing and responses → outcomes, as an engine computes them.

IMS QTI 2.1 Information Model, sections "Response Processing" and "Expressions"; what is not in here raises
Broken, since nobody may guess how answers are marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from quizgen.importers.broken import Broken
from quizgen.importers.qti.operators import OPERATORS
from quizgen.importers.qti.values import Response, Value, Values

_CORRECT = frozenset({"match_correct", "cc2_match", "cc2_match_basic", "match_correct_basic"})
_MAPPED = frozenset({"map_response", "cc2_map_response"})


@dataclass
class Run:
    """One run of the processing: what was answered, and what came of it so far."""

    declared: Mapping[str, Response]
    given: Values
    outcomes: dict[str, Value] = field(default_factory=dict)

    def variable(self, name: str) -> Value:
        """The value of a response or an outcome."""
        if name in self.declared:
            return self.given.get(name)
        if name in self.outcomes:
            return self.outcomes[name]
        if name == "numAttempts":
            return Decimal(1)
        raise Broken(f"its marking asks for {name!r}, which is not declared")

    def of(self, expression: etree._Element) -> Value:
        """What an expression comes to."""
        operator = OPERATORS.get(str(expression.tag))
        if operator is None:
            raise Broken(f"its marking uses <{expression.tag}>, which is not understood here")
        return operator(self, expression)

    def all(self, expression: etree._Element) -> list[Value]:
        """What all parts of an expression come to."""
        return [self.of(part) for part in expression]

    def follow(self, rules: list[etree._Element]) -> bool:
        """Follow rules; False as soon as one says to stop."""
        return all(self._rule(rule) for rule in rules)

    def _rule(self, rule: etree._Element) -> bool:
        if rule.tag == "exitResponse":
            return False
        if rule.tag == "setOutcomeValue" and len(rule) == 1:
            self.outcomes[rule.get("identifier", "")] = self.of(rule[0])
        elif rule.tag == "responseCondition":
            return self._condition(list(rule))
        elif rule.tag == "responseProcessingFragment":
            return self.follow(list(rule))
        else:
            raise Broken(f"its marking uses <{rule.tag}>, which is not understood here")
        return True

    def _condition(self, branches: list[etree._Element]) -> bool:
        for branch in branches:
            rules = list(branch)
            if branch.tag == "responseElse":
                return self.follow(rules)
            if rules and self.of(rules[0]) is True:
                return self.follow(rules[1:])
        return True


@dataclass(frozen=True, slots=True)
class Engine:
    """How an item is marked. `start` are the values that its outcomes begin with."""

    declared: Mapping[str, Response]
    start: Values
    processing: etree._Element | None

    def outcomes(self, given: Values) -> Values:
        """All outcomes for these responses. Raises Broken."""
        run = Run(self.declared, given, dict(self.start))
        if self.processing is not None and not self._template:
            run.follow(list(self.processing))
        return run.outcomes

    def score(self, given: Values) -> Decimal:
        """The points for these responses. Raises Broken."""
        if self._template:
            return self._by_template(given)
        if not self.sets_score:
            return sum(
                (_by_declaration(each, given) for each in self.declared.values()), Decimal(0)
            )
        found = self.outcomes(given).get("SCORE")
        if not isinstance(found, Decimal):
            raise Broken("its marking gives no number of points")
        return found

    @property
    def sets_score(self) -> bool:
        """Whether there are rules for the points."""
        if self.processing is None:
            return False
        rules = self.processing.iter("setOutcomeValue", "lookupOutcomeValue")
        return any(rule.get("identifier") == "SCORE" for rule in rules)

    @property
    def _template(self) -> str:
        """The name of the standard's template that it uses."""
        if self.processing is None or len(self.processing):
            return ""
        address = self.processing.get("template") or self.processing.get("templateLocation") or ""
        return address.rstrip("/").rpartition("/")[2].removesuffix(".xml")

    def _by_template(self, given: Values) -> Decimal:
        """IMS QTI 2.1 Information Model, section "Response Processing Templates"."""
        name = self._template.casefold()
        response = self.declared.get("RESPONSE") or next(iter(self.declared.values()), None)
        if response is None or name not in _CORRECT | _MAPPED:
            raise Broken(f"its marking goes by {self._template!r}, which is not understood here")
        answer = given.get(response.name)
        if name in _CORRECT:
            return Decimal(answer is not None and answer == response.correct)
        if response.mapping is None:
            raise Broken("its marking goes by a mapping, and there is none")
        return response.mapping.worth(answer)


def _by_declaration(response: Response, given: Values) -> Decimal:
    """Where nothing says how to mark, the correct value is right, else what the mapping says."""
    answer = given.get(response.name)
    if response.correct is None and response.mapping is not None:
        return response.mapping.worth(answer)
    return Decimal(answer is not None and answer == response.correct)
