"""Orders of papers, as plain data that any process or machine can carry out → the papers' files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from quizgen import __version__
from quizgen.document import PrintedForm
from quizgen.garbage import collection_paused
from quizgen.paper.checks.placement import require_placed
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composing.composed import Composed
from quizgen.paper.composing.composer import Composer, Unfit
from quizgen.paper.outlines.outline import Use
from quizgen.paper.pdf.file import PdfFile
from quizgen.paper.spots import printed


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
        self._galley, self._language = galley, language
        self._composer, self._writer = Composer(galley), PdfFile(galley)

    def make(self, orders: Sequence[Order]) -> Iterator[Made | None]:
        """The files in order; none where a text does not fit into its slot on a single line.

        Raises NotMade if anything is misplaced.
        """
        with collection_paused():
            yield from map(self._make, orders)

    def _make(self, order: Order) -> Made | None:
        paper = self.composed(order)
        if paper is None:
            return None
        file = BytesIO()
        self._writer.write([(paper, "")], order.title, self._language, file)
        return Made(file.getvalue(), printed(order.label, len(paper.pages), paper.targets))

    def composed(self, order: Order) -> Composed | None:
        """The paper; none where a text does not fit. Raises NotMade if anything is misplaced."""
        try:
            paper = self._composer.compose(order.uses, order.running, order.code)
        except Unfit:
            return None
        require_placed(order.label, order.uses, paper, self._galley)
        return paper


def carry_out(
    galley: Galley, language: str, orders: Sequence[Order], version: str
) -> tuple[Made | None, ...]:
    """What a worker of a cluster does; RuntimeError if its quizgen is of another version."""
    if version != __version__:
        raise RuntimeError(f"this is quizgen {version}, and a worker has quizgen {__version__}")
    return tuple(Maker(galley, language).make(orders))
