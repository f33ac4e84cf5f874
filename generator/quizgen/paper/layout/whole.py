"""A document that WeasyPrint laid out in pages → its PDF file, tagged as those of composed papers are.

WeasyPrint draws it; structure, bookmarks and all that a file says of itself are ours. Importing this
module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizgen.paper.codes.page_stamp import stamp
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composing.composed import Composed, Element, Mark, Page, PlacedHeading
from quizgen.paper.composing.drawn_page import elements, turned
from quizgen.paper.layout.inking import Painter, share_drawings
from quizgen.paper.layout.resources import drawn
from quizgen.paper.layout.spoken import InvisibleWords
from quizgen.paper.pdf.file import PdfFile


def written(document: Any, title: str, code: tuple[str, str] | None) -> bytes:
    """The file; `code` are the codes of exam and form that its pages bear, if any."""
    drawing = _Drawing(document, code)
    resources = drawn(document, drawing.draw)
    paper = drawing.paper()
    used = paper.resources
    galley = Galley({}, (), resources.objects(used), resources.named(used), {})
    return PdfFile(galley).write([(paper, "")], title, document.metadata.lang)


class _Drawing:
    def __init__(self, document: Any, code: tuple[str, str] | None) -> None:
        self._sheets, self._code = document.pages, code
        self._pages: list[Page] = []
        self._structure: list[Element] = []
        self._resources: set[tuple[str, str]] = set()

    def draw(self, stream: Any) -> None:
        """Draw all pages on one stream, so that they share fonts and drawings."""
        boxes = [sheet._page_box for sheet in self._sheets]
        share_drawings(*boxes)
        words = InvisibleWords(stream._fonts)
        for box in boxes:
            self._add(box, Painter(stream, box, words))

    def _add(self, box: Any, painter: Painter) -> None:
        number, height = len(self._pages), box.margin_height()
        ink, marks = painter.page()
        code = stamp(*self._code, number + 1, height) if self._code else b""
        operators = b"\n".join((turned(height), code, *ink.segments))
        self._pages.append(Page(operators, marks, box.margin_width(), height))
        kids = elements(ink, Mark(number, 0), {}, ())
        self._structure += (kid for kid in kids if isinstance(kid, Element))
        self._resources |= ink.resources

    def paper(self) -> Composed:
        """What was drawn."""
        return Composed(
            pages=tuple(self._pages),
            structure=tuple(self._structure),
            resources=frozenset(self._resources),
            targets=(),
            headings=tuple(self._headings()),
        )

    def _headings(self) -> Iterator[PlacedHeading]:
        for number, sheet in enumerate(self._sheets):
            for level, label, (_, y), _ in sheet.bookmarks:
                yield PlacedHeading(level, label, number, y)
