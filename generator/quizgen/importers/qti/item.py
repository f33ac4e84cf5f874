"""An item of QTI → what is declared in it, and how it is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from lxml import etree

from quizgen.importers.broken import Broken
from quizgen.importers.qti.engine import Engine
from quizgen.importers.qti.values import Response, Value, Values, default, response

OURS: Final = "quizgen.css"
"""The style sheet that our own packages bring along (`export/qti`)."""

_NEARLY = Decimal("0.999")


@dataclass(frozen=True, slots=True)
class Item:
    """A question as QTI describes it; `path` is its file's, from which pictures are named.

    `known` are the points of answers that were tried before.
    """

    root: etree._Element
    path: str
    engine: Engine
    responses: Mapping[str, Response]
    known: dict[tuple[str, Value], Decimal] = field(default_factory=dict, compare=False)

    @property
    def body(self) -> etree._Element | None:
        """What candidates see."""
        return self.root.find("itemBody")

    @property
    def ours(self) -> bool:
        """Whether we wrote it."""
        return any(sheet.get("href") == OURS for sheet in self.root.iterfind("stylesheet"))

    @property
    def models(self) -> Values:
        """A right answer to every part."""
        return {name: each.model for name, each in self.responses.items()}

    def response(self, interaction: etree._Element) -> Response:
        """The response of an interaction. Raises Broken."""
        name = interaction.get("responseIdentifier", "")
        if name not in self.responses:
            raise Broken(f"it has no declaration of the response {name!r}")
        return self.responses[name]

    def earned(self, name: str, answer: Value) -> Decimal:
        """The points for this answer, where all other parts are answered rightly. Raises Broken."""
        if (name, answer) not in self.known:
            self.known[name, answer] = self.engine.score({**self.models, name: answer})
        return self.known[name, answer]

    @property
    def highest(self) -> Decimal | None:
        """The points that it says it is worth."""
        for name, attribute in (("MAXSCORE", ""), ("SCORE", "normalMaximum")):
            declared = self.root.find(f"outcomeDeclaration[@identifier='{name}']")
            if declared is not None:
                found = _positive(declared, attribute)
                if found is not None:
                    return found
        return None


def _positive(declared: etree._Element, attribute: str) -> Decimal | None:
    text = declared.get(attribute, "") if attribute else declared.findtext("defaultValue/value", "")
    try:
        found = Decimal(text.strip())
    except ArithmeticError:
        return None
    return found if found.is_finite() and found >= 0 else None


def item(root: etree._Element, path: str) -> Item:
    """The item of a normalised tree. Raises Broken."""
    declared = [response(each) for each in root.iterfind("responseDeclaration")]
    responses = {each.name: each for each in declared}
    if len(responses) < len(declared):
        raise Broken("it declares a response twice")
    start = {
        each.get("identifier", ""): default(each) for each in root.iterfind("outcomeDeclaration")
    }
    start.setdefault("SCORE", Decimal(0))
    engine = Engine(responses, start, root.find("responseProcessing"))
    return Item(root, path, engine, responses)


@dataclass(frozen=True, slots=True)
class Scale:
    """What answers to one part earn, from nothing (`low`) to everything (`high`)."""

    item: Item
    name: str
    low: Decimal
    high: Decimal

    def share(self, answer: Value) -> Decimal:
        """The share of the points, 1 for a right answer. Raises Broken."""
        earned = (self.item.earned(self.name, answer) - self.low) / (self.high - self.low)
        return Decimal(1) if _NEARLY <= earned <= 1 else earned

    def is_right(self, answer: Value) -> bool:
        """Whether it earns everything. Raises Broken."""
        return self.share(answer) >= 1


def scale(item: Item, response: Response, answers: tuple[Value, ...]) -> Scale:
    """The scale on which the best of these answers is right. Raises Broken."""
    low = item.earned(response.name, None)
    high = max((item.earned(response.name, each) for each in answers), default=low)
    if high <= low:
        raise Broken(
            "no answer earns any points", "give the right answer in the program it is from"
        )
    found = Scale(item, response.name, low, high)
    if response.correct is not None and not found.is_right(response.correct):
        raise Broken("what it calls the correct response does not earn all points")
    return found
