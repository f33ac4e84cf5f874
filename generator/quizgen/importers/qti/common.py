"""What all kinds of questions are read with: the item, its passages, its feedback."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from quizgen.importers.qti.feedback import Piece, Shown, flat, shown, tries
from quizgen.importers.qti.item import Item
from quizgen.importers.qti.passages import Reader
from quizgen.importers.qti.values import Values
from quizgen.importers.shared.remarks import notes
from quizgen.model import Markup, Note


@dataclass(frozen=True, slots=True)
class Part:
    """What one question is made from: a part of an item, or all of it.

    `names` are those of its responses, `stem` is its text, `fields` are what all questions have.
    """

    item: Item
    reader: Reader
    names: Sequence[str]
    stem: Markup
    pieces: Sequence[Piece]
    fields: Mapping[str, Any]

    def warn(self, message: str, hint: str = "") -> None:
        """Something is lost or changed."""
        self.reader.gathering.warn(message, hint)

    def passage(self, element: etree._Element | None) -> Markup:
        """What an element says."""
        return self.reader.passage(element)

    def shown(self, answers: Sequence[Values]) -> Shown:
        """Which feedback is shown after which of these answers; what is shown after none is told."""
        found = shown(self.item, self.pieces, answers)
        self._tell(found.rest)
        return found

    def said(self, pieces: Sequence[Piece]) -> Markup:
        """The pieces as one passage."""
        return flat(self.reader.passage(piece.element) for piece in pieces)

    def notes(self, found: Shown) -> tuple[Note, ...]:
        """What is shown after every answer, and what no option can say."""
        return notes(self.said((*found.always, *found.rest)))

    def usual_notes(self) -> tuple[Note, ...]:
        """For questions without options: feedback, whatever the answer is."""
        found = self.shown(tries(self.item, self.names))
        some = tuple(dict.fromkeys(piece for pieces in found.single for piece in pieces))
        self._tell(some)
        return notes(self.said((*found.always, *some, *found.rest)))

    def _tell(self, pieces: Sequence[Piece]) -> None:
        if pieces:
            self.warn(
                "feedback that some answers get only is feedback for all now", "see whether it fits"
            )
