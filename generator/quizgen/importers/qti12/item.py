"""An <item> → its parts: what it is called, where to answer, what may be picked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from quizgen.importers.broken import Broken
from quizgen.importers.qti12 import tree

RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")


@dataclass(frozen=True, slots=True)
class Label:
    """Something to pick, or an accepted answer: what it is called and the element that shows it."""

    ident: str
    element: _Element


@dataclass(frozen=True, slots=True)
class Response:
    """Where a question is answered: by writing, or by picking from labels."""

    ident: str
    element: _Element
    labels: tuple[Label, ...]

    @property
    def names(self) -> frozenset[str]:
        """What tests call it: Brightspace names the place where it is written."""
        within = (label.ident for label in self.labels if self.is_written)
        return frozenset({self.ident, *within})

    @property
    def cardinality(self) -> str:
        """single, multiple or ordered."""
        return self.element.get("rcardinality", "Single").lower()

    @property
    def is_written(self) -> bool:
        """Whether an answer is written, not picked."""
        return self.element.tag in ("response_str", "response_num")

    @property
    def is_number(self) -> bool:
        """Whether a number is to be written."""
        room = next(tree.every(self.element, "render_fib"), None)
        kind = (room.get("fibtype", "") if room is not None else "").lower()
        return self.element.tag == "response_num" or kind in ("decimal", "integer", "scientific")


@dataclass(frozen=True, slots=True)
class Item:
    """A question as the file has it."""

    element: _Element
    ident: str
    title: str
    fields: Mapping[str, str]
    presentation: _Element | None
    responses: tuple[Response, ...]

    def response(self) -> Response:
        """The only place to answer. Raises Broken."""
        if len(self.responses) != 1:
            count = len(self.responses) or "no"
            raise Broken(f"it has {count} places for an answer, where one is needed")
        return self.responses[0]


def item(element: _Element) -> Item:
    """The parts of an <item>."""
    presentation = tree.first(element, "presentation")
    within = () if presentation is None else tuple(_responses(presentation))
    return Item(
        element=element,
        ident=element.get("ident", ""),
        title=" ".join(element.get("title", "").split()),
        fields=tree.fields(element),
        presentation=presentation,
        responses=within,
    )


def _responses(presentation: _Element) -> Iterator[Response]:
    for element in tree.every(presentation, *RESPONSES):
        labels = tuple(
            Label(label.get("ident", ""), label) for label in tree.every(element, "response_label")
        )
        ident = element.get("ident") or element.get("respident") or ""
        yield Response(ident, element, labels)
