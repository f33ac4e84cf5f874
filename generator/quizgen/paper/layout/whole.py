"""A document that WeasyPrint laid out in pages → its PDF file, tagged as those of composed papers are.

WeasyPrint draws it; structure, bookmarks and all that a file says of itself are ours. Importing this
module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from quizgen.paper.codes.page_stamp import stamp
from quizgen.paper.composing.blocks import Galley, Rect
from quizgen.paper.composing.composed import (
    Composed,
    Element,
    Link,
    LinkMark,
    Mark,
    Page,
    PlacedHeading,
)
from quizgen.paper.composing.drawn_page import Kid, elements, turned
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
    file = BytesIO()
    PdfFile(galley).write([(paper, "")], title, document.metadata.lang, file)
    return file.getvalue()


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
        for sheet in self._sheets:
            self._add(sheet, Painter(stream, sheet._page_box, words))

    def _add(self, sheet: Any, painter: Painter) -> None:
        number, height = len(self._pages), sheet.height
        boxes, links = _links(sheet)
        ink, marks = painter.page(boxes)
        code = stamp(*self._code, number + 1, height) if self._code else b""
        operators = b"\n".join((turned(height), code, *ink.segments))
        kids = elements(ink, Mark(number, 0), {}, ())
        clickable = {i: links[i] for i in _clickable(kids)}
        self._pages.append(Page(operators, marks, sheet.width, height, clickable))
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


def _links(sheet: Any) -> tuple[dict[Any, int], list[Link]]:
    """The links to the web on a page, and their numbers by their boxes."""
    # What stands in a link is one, too, for WeasyPrint.
    found = [each for each in sheet.links if each[0] == "external" and each[3].element_tag == "a"]
    numbers = {box: number for number, (*_, box) in enumerate(found)}
    links = [
        Link(address, Rect(left, top, right - left, bottom - top))
        for _, address, (left, top, right, bottom), _ in found
    ]
    return numbers, links


def _clickable(kids: Iterable[Kid]) -> Iterator[int]:
    """The numbers of links in the text: there may be others in the margins."""
    for kid in kids:
        if isinstance(kid, LinkMark):
            yield kid.number
        elif isinstance(kid, Element):
            yield from _clickable(kid.kids)
