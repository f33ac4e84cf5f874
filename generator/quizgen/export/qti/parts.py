"""What the descriptions of all items have in common: their settings and parts, responses and mappings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from quizgen.export.lms.media import Rich
from quizgen.export.lms.words import number
from quizgen.export.qti import scoring
from quizgen.export.qti.body import Bodies
from quizgen.export.qti.tags import Html, Tag, tag
from quizgen.model import Asked

RESPONSE = "RESPONSE"


@dataclass(frozen=True, slots=True)
class Setting:
    """What items are written with: bodies, whether to shuffle, and the identifier of each question."""

    bodies: Bodies
    shuffle: bool
    identifiers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the kinds of questions differ in: responses, what stands in the body, rules, feedback.

    `states` are those after which the general feedback is shown.
    """

    responses: tuple[Tag, ...]
    body: tuple[Tag | Html, ...]
    rules: tuple[Tag, ...]
    shown: tuple[Rich, ...]
    lowest: Decimal = Decimal(0)
    feedback: tuple[tuple[Tag, Tag], ...] = ()
    states: tuple[str, ...] = ("correct", "incorrect")
    by_hand: bool = False


def response(
    values: tuple[str, ...],
    mapped: Tag | None = None,
    cardinality: str = "single",
    kind: str = "identifier",
    name: str = RESPONSE,
) -> Tag:
    """The declaration of a response with its correct values."""
    correct = tag("correctResponse", *(tag("value", text) for text in values))
    return tag(
        "responseDeclaration",
        *((correct,) if values else ()),
        *((mapped,) if mapped else ()),
        identifier=name,
        cardinality=cardinality,
        baseType=kind,
    )


def mapping(earned: Mapping[str, Decimal], case: bool = True) -> Tag:
    """What each answer earns."""
    entries = (
        tag(
            "mapEntry",
            mapKey=key,
            mappedValue=number(points),
            caseSensitive=truth(case),
        )
        for key, points in earned.items()
    )
    return tag("mapping", *entries, defaultValue="0")


def truth(flag: bool) -> str:
    """As XML Schema writes it."""
    return "true" if flag else "false"


def by_map(asked: Asked) -> tuple[Tag, ...]:
    """What the response earns by its mapping."""
    return scoring.mapped(RESPONSE), *scoring.judged((RESPONSE,), asked.points)
