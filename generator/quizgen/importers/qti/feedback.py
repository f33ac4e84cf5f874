"""The feedback in an item → which of it is shown after which answers.

IMS QTI 2.1 Information Model, section "Feedback": a piece is shown where an outcome has (or has not, with
showHide="hide") the piece's identifier as its value or among its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from quizgen.importers.broken import Broken
from quizgen.importers.qti.item import Item
from quizgen.importers.qti.passages import put
from quizgen.importers.qti.values import NUMBERS, Response, Value, Values
from quizgen.model import Markup

_PIECES = ("modalFeedback", "feedbackInline", "feedbackBlock")
_NOBODY = "\ufdd2"
"""An answer that no candidate gives."""

_OF_OPTION = "feedback-option-"
"""How our exporter calls feedback for one option: that stays what it is, even if all say the same."""

_FAR = Decimal("-98765432.123")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of feedback: its words with their markup, or a name that only it has, and the element."""

    said: str
    element: etree._Element

    def is_shown(self, outcomes: Values) -> bool:
        """Whether these outcomes let it be seen."""
        found = outcomes.get(self.element.get("outcomeIdentifier", ""))
        values: tuple[Value, ...] = found if isinstance(found, tuple) else (found,)
        shown = self.element.get("showHide", "show") == "show"
        return (self.element.get("identifier") in values) == shown


def take_out(root: etree._Element) -> tuple[Piece, ...]:
    """The pieces of feedback in an item's tree that say something; no longer in its body."""
    elements = tuple(root.iter(*_PIECES))
    for element in elements:
        if element.tag != "modalFeedback":
            put(element, "")
    return tuple(Piece(said, each) for each in elements if (said := _said(each)))


def _said(piece: etree._Element) -> str:
    if not "".join(map(str, piece.itertext())).strip() and piece.find(".//img") is None:
        return ""
    name = piece.get("identifier", "")
    if name.startswith(_OF_OPTION):
        return name
    parts = (etree.tostring(part, encoding="unicode") for part in piece)
    return f"{piece.text or ''}{''.join(parts)}".strip()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said by the same words is one: `always` is shown after every answer that was tried, `single`
    after each of them besides that, and `rest` after others or after none.
    """

    always: tuple[Piece, ...] = ()
    single: tuple[tuple[Piece, ...], ...] = ()
    rest: tuple[Piece, ...] = ()


def shown(item: Item, pieces: Sequence[Piece], answers: Sequence[Values]) -> Shown:
    """Which of the pieces is shown after which of these answers."""
    unique = tuple({piece.said: piece for piece in pieces}.values())
    if not unique:
        return Shown(single=((),) * len(answers))
    try:
        found = [_after(item, pieces, given) for given in answers]
    except Broken:
        return Shown(single=((),) * len(answers), rest=unique)
    everywhere = set.intersection(*found) if found else set()
    somewhere = set().union(*found)
    return Shown(
        tuple(each for each in unique if each.said in everywhere),
        tuple(tuple(e for e in unique if e.said in said - everywhere) for said in found),
        tuple(each for each in unique if each.said not in somewhere),
    )


def _after(item: Item, pieces: Iterable[Piece], given: Values) -> set[str]:
    outcomes = item.engine.outcomes(given)
    return {piece.said for piece in pieces if piece.is_shown(outcomes)}


def tries(item: Item, names: Sequence[str]) -> tuple[Values, Values]:
    """Responses of these names that are right, and such that are wrong; the others are not answered."""
    bad = {name: _wrong(item.responses[name]) for name in names if name in item.responses}
    models = item.models
    return {name: bad[name] if models[name] is None else models[name] for name in bad}, bad


def shown_after(item: Item, pieces: Sequence[Piece], given: Values) -> tuple[Piece, ...]:
    """The pieces that these responses bring up, and no response does not; none where that is unclear."""
    try:
        after, before = (_after(item, pieces, values) for values in (given, {}))
    except Broken:
        return ()
    return tuple(piece for piece in pieces if piece.said in after - before)


def _wrong(response: Response) -> Value:
    if response.kind == "boolean":
        return None
    answer: Value = _FAR if response.kind in NUMBERS else _NOBODY
    return answer if response.cardinality == "single" else (answer,)


def flat(passages: Iterable[Markup]) -> Markup:
    """The passages one after the other."""
    return tuple(node for passage in passages for node in passage)
