"""Orders of papers, as plain data that any process or machine can carry out → the papers' files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen import __version__
from quizgen.document import PrintedForm, Spot
from quizgen.paper.composing.blocks import FIELD, Galley
from quizgen.paper.composing.composed import Composed, PlacedTarget
from quizgen.paper.composing.composer import Composer, Unfit
from quizgen.paper.garbage import collection_paused
from quizgen.paper.outlines.outline import Use
from quizgen.paper.pdf.file import PdfFile

MM = 25.4 / 96
"""Millimetres of a pixel."""


@dataclass(frozen=True, slots=True)
class Order:
    """A paper to be composed: the form's label, the file's title, the blocks, the texts in the margins,
    and the codes of exam and form that the pages bear, if any."""

    label: str
    title: str
    uses: tuple[Use, ...] = field(repr=False)
    running: Mapping[str, str] = field(repr=False)
    code: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Made:
    """A paper's file, and where everything stands on it."""

    data: bytes = field(repr=False)
    printed: PrintedForm


class Maker:
    """Carries out orders with one galley; `language` is that of the papers."""

    def __init__(self, galley: Galley, language: str) -> None:
        self._composer, self._writer = Composer(galley), PdfFile(galley)
        self._language = language

    def make(self, orders: Sequence[Order]) -> Iterator[Made | None]:
        """The files in order; none where a text does not fit into its slot on a single line."""
        with collection_paused():
            yield from map(self._make, orders)

    def _make(self, order: Order) -> Made | None:
        paper = self.composed(order)
        if paper is None:
            return None
        data = self._writer.write([(paper, "")], order.title, self._language)
        return Made(data, printed(order.label, paper))

    def composed(self, order: Order) -> Composed | None:
        """The paper; none where a text does not fit."""
        try:
            return self._composer.compose(order.uses, order.running, order.code)
        except Unfit:
            return None


def carry_out(
    galley: Galley, language: str, orders: Sequence[Order], version: str
) -> tuple[Made | None, ...]:
    """What a worker of a cluster does; RuntimeError if its quizgen is of another version."""
    if version != __version__:
        raise RuntimeError(f"this is quizgen {version}, and a worker has quizgen {__version__}")
    return tuple(Maker(galley, language).make(orders))


def printed(label: str, paper: Composed) -> PrintedForm:
    """Where a candidate marks or writes something, in millimetres."""
    targets = (target for target in paper.targets if target.kind != FIELD)
    return PrintedForm(label, len(paper.pages), tuple(map(_spot, targets)))


def _spot(target: PlacedTarget) -> Spot:
    box = target.box
    sides = (box.x * MM, box.y * MM, box.width * MM, box.height * MM)
    return Spot(target.question, target.kind, target.page + 1, *sides)
