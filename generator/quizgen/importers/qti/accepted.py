"""A response that is written → the texts or numbers that are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise

from quizgen.importers.broken import Broken
from quizgen.importers.qti.common import Part
from quizgen.importers.qti.expressions import pattern
from quizgen.importers.qti.item import Item, Scale, scale
from quizgen.importers.qti.operators import tolerances
from quizgen.importers.qti.values import NUMBERS, Response, Value, value
from quizgen.model import Pattern

_NEAR = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that are right; whether capital and small letters count, None where there are none."""

    patterns: tuple[Pattern, ...]
    case: bool | None


def texts(part: Part, response: Response) -> Texts:
    """What is accepted as an answer in words. Raises Broken."""
    plain = [*dict.fromkeys(str(each) for each in _values(part.item, response))]
    wild = [*dict.fromkeys(_wild(part.item, response))]
    examples = [*plain, *map(_example, wild)]
    marks = scale(part.item, response, tuple(examples))
    right = [each for each in plain if marks.is_right(each)]
    wild = [each for each in wild if marks.is_right(_example(each))]
    _tell_partly(part, marks, plain)
    case = _case(marks, [*right, *map(_example, wild)])
    if case is None and part.item.ours and response.mapping:
        case = all(entry.case for entry in response.mapping.entries)
    shown = {_example(each) for each in wild}
    kept = {
        text if case else text.casefold(): text for text in reversed(right) if text not in shown
    }
    return Texts((*(Pattern((text,)) for text in reversed(kept.values())), *wild), case)


def _example(known: Pattern) -> str:
    """An answer that has the pattern; it is what our packages show as the right one."""
    return "…".join(known.parts)


def _values(item: Item, response: Response) -> Iterator[Value]:
    """All answers that are named somewhere: as correct, in the mapping, in the rules."""
    yield from response.corrects
    if response.mapping:
        yield from (entry.key for entry in response.mapping.entries if entry.key is not None)
    if item.engine.processing is None:
        return
    kinds = NUMBERS if response.kind in NUMBERS else {"string"}
    for constant in item.engine.processing.iter("baseValue"):
        if constant.get("baseType") in kinds:
            found = value("".join(map(str, constant.itertext())), response.kind)
            if found is not None:
                yield found


def _wild(item: Item, response: Response) -> Iterator[Pattern]:
    """The patterns that the rules compare this response with."""
    rules = item.engine.processing
    for test in rules.iter("patternMatch") if rules is not None else ():
        names = {each.get("identifier") for each in test.iter("variable")}
        known = pattern(test.get("pattern", ""))
        if response.name in names and known:
            yield known.pattern


def _tell_partly(part: Part, marks: Scale, plain: Sequence[str]) -> None:
    partly = [each for each in plain if 0 < marks.share(each) < 1]
    if partly:
        shown = ", ".join(repr(each) for each in partly[:5])
        part.warn(f"answers that are partly right count as wrong now: {shown}")


def _case(marks: Scale, examples: Sequence[str]) -> bool | None:
    swapped = [(each, each.swapcase()) for each in examples]
    telling = [other for each, other in swapped if each != other and same_letters(each, other)]
    return not all(map(marks.is_right, telling)) if telling else None


def same_letters(one: str, other: str) -> bool:
    """Whether two texts are one but for the case of their letters."""
    return one.casefold() == other.casefold()


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that are right, both ends included; `centre` where one of them is called correct."""

    low: Decimal
    high: Decimal
    centre: Decimal | None

    @property
    def middle(self) -> Decimal:
        """Half-way."""
        with localcontext(prec=50):
            return ((self.low + self.high) / 2).normalize()

    @property
    def tolerance(self) -> Decimal:
        """From the middle to the ends."""
        with localcontext(prec=50):
            return ((self.high - self.low) / 2).normalize()


def numbers(part: Part, response: Response) -> Range:
    """What is accepted as a number. Raises Broken."""
    points = sorted(set(_points(part.item, response)))
    with localcontext(prec=50):
        between = [(one + two) / 2 for one, two in pairwise(points)]
        marks = scale(part.item, response, (*points, *between))
        every = sorted({*points, *between})
        right = [each for each in every if marks.is_right(each)]
        if any(right[0] < each < right[-1] and each not in right for each in every):
            raise Broken("right numbers lie in several ranges")
        if any(0 < marks.share(each) < 1 for each in every):
            part.warn("numbers that are partly right count as wrong now")
        low, high = (
            _bound(part, marks, points, right[0], -1),
            _bound(part, marks, points, right[-1], 1),
        )
    named = response.correct
    return Range(low, high, named if isinstance(named, Decimal) else None)


def _points(item: Item, response: Response) -> Iterator[Decimal]:
    found = [each for each in _values(item, response) if isinstance(each, Decimal)]
    yield from found
    rules = item.engine.processing
    for test in rules.iter("equal") if rules is not None else ():
        less, more = tolerances(test)
        with localcontext(prec=50):
            for each in found:
                share = abs(each) / 100 if test.get("toleranceMode") == "relative" else 1
                yield each - less * share
                yield each + more * share


def _bound(part: Part, marks: Scale, points: list[Decimal], end: Decimal, step: int) -> Decimal:
    """Where right numbers end, going down (-1) or up (1) from one of them."""
    near = max(abs(end), Decimal(1)) * _NEAR
    if not marks.is_right(end + step * near):
        return end
    beyond = [each for each in points if (each - end) * step > 0]
    limit = min(beyond, key=lambda each: abs(each - end), default=None)
    if limit is None or not marks.is_right(limit - step * near):
        raise Broken("nothing says where right numbers end")
    part.warn(f"the number {limit:f} itself counts as right now, where right numbers end")
    return limit


def plain_number(found: Decimal) -> str:
    """A number as people write it."""
    return f"{found.normalize():f}"
