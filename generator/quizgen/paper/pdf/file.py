"""Composed papers and what they refer to → a PDF file, tagged as PDF/UA-1 (ISO 14289-1) asks.

Objects that all files of an exam share keep their numbers in every file, so that they are written as
they are; those that a file does not use are missing from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape

from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composing.composed import POINTS_A_PIXEL, Composed, Page
from quizgen.paper.pdf.bookmarks import Bookmark, outline
from quizgen.paper.pdf.objects import dictionary, named, pdf_text, references, stream
from quizgen.paper.pdf.structure import StructureTree
from quizgen.paper.pdf.writer import PdfWriter

_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
    'pdfuaid:part="1"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt>'
    '</dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


class PdfFile:
    """Writes files that share the objects of one galley."""

    def __init__(self, galley: Galley) -> None:
        self._galley = galley
        self._needs = {number: references(data) for number, data in galley.objects.items()}
        self._first = max(galley.objects, default=0) + 1

    def write(
        self, papers: Iterable[tuple[Composed, str]], title: str, language: str, file: BinaryIO
    ) -> None:
        """Write papers into a file, one after the other; each has a name if it is not the only one.

        A name is the bookmark that leads to its paper, and part of the labels of its pages.
        """
        book = _Book(PdfWriter(self._first, file))
        for paper, name in papers:
            book.add(paper, name)
        resources = self._resources(book.resources)
        for number in self._closure(references(resources)):
            book.writer.put(number, self._galley.objects[number])
        book.finish(resources, title, language)

    def _resources(self, used: Iterable[tuple[str, str]]) -> bytes:
        grouped: dict[str, list[bytes]] = {}
        for category, name in sorted(used):
            value = self._galley.resources[category, name]
            grouped.setdefault(category, []).append(b"/%s %s" % (name.encode(), value))
        return dictionary(grouped)

    def _closure(self, wanted: Iterable[int]) -> list[int]:
        found, waiting = set[int](), list(wanted)
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting += self._needs[number]
        return sorted(found)


class _Book:
    """A file while papers are added to it."""

    def __init__(self, writer: PdfWriter) -> None:
        self.writer = writer
        self.resources: set[tuple[str, str]] = set()
        self._used, self._pages = writer.reserve(), writer.reserve()
        self._structure = StructureTree(writer)
        self._bookmarks: list[Bookmark] = []
        self._labels: list[bytes] = []
        self._nodes: list[int] = []
        self._count = 0

    def add(self, paper: Composed, name: str) -> None:
        """Write a paper's pages and structure."""
        node = self.writer.reserve()
        links = [{each: self.writer.reserve() for each in page.links} for page in paper.pages]
        pages = [
            self._page(page, node, i, links[i - self._count])
            for i, page in enumerate(paper.pages, self._count)
        ]
        self.writer.put(node, _pages(pages, len(pages), b"/Parent %d 0 R" % self._pages))
        self._nodes.append(node)
        self._structure.add(paper, pages, links, name)
        self._bookmarks += _bookmarks(paper, pages, name)
        self._labels.append(_label(self._count, name))
        self._count += len(pages)
        self.resources |= paper.resources

    def finish(self, resources: bytes, title: str, language: str) -> None:
        """End the file, with what its pages use."""
        writer = self.writer
        writer.put(self._used, resources)
        writer.put(self._pages, _pages(self._nodes, self._count))
        self._structure.finish()
        info = writer.add(b"<</Title %s/Producer(quizgen)/Creator(quizgen)>>" % pdf_text(title))
        metadata = writer.add(_metadata(title))
        marks = writer.add_all(outline(self._bookmarks, writer.next))
        catalog = writer.add(
            b"<</Type/Catalog/Pages %d 0 R/Lang%s/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>"
            b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R/Outlines %d 0 R"
            b"/PageLabels<</Nums[%s]>>>>"
            % (
                self._pages,
                pdf_text(language),
                self._structure.root,
                metadata,
                marks,
                b"".join(self._labels),
            )
        )
        writer.finish(catalog, info)

    def _page(self, page: Page, node: int, index: int, links: Mapping[int, int]) -> int:
        """Write a page on which there are links; its number."""
        content = self.writer.add(stream(page.operators))
        size = (page.width * POINTS_A_PIXEL, page.height * POINTS_A_PIXEL)
        notes = b"/Annots[%s]" % named(links.values()) if links else b""
        return self.writer.add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.3f %.3f]/Contents %d 0 R"
            b"/Resources %d 0 R/Tabs/S/StructParents %d%s>>"
            % (node, *size, content, self._used, index, notes)
        )


def _pages(kids: Sequence[int], count: int, more: bytes = b"") -> bytes:
    """A node of the page tree (ISO 32000-1, 7.7.3) with so many pages below it."""
    return b"<</Type/Pages/Count %d/Kids[%s]%s>>" % (count, named(kids), more)


def _metadata(title: str) -> bytes:
    data = _XMP.format(title=escape(title)).encode()
    return stream(data, b"/Type/Metadata/Subtype/XML", compress=False)


def _label(first: int, name: str) -> bytes:
    """How the pages from `first` on are called: by their numbers, after the name of their paper."""
    prefix = b"/P%s" % pdf_text(f"{name} · ") if name else b""
    return b"%d<</S/D%s>>" % (first, prefix)


def _bookmarks(paper: Composed, pages: Sequence[int], name: str) -> tuple[Bookmark, ...]:
    """The headings of a paper, or its name if it is one of several."""
    if name:
        return (Bookmark(1, name, pages[0], _up(paper.pages[0], 0.0)),)
    return tuple(
        Bookmark(each.level, each.label, pages[each.page], _up(paper.pages[each.page], each.y))
        for each in paper.headings
    )


def _up(page: Page, y: float) -> float:
    """Points from the lower edge of a page."""
    return (page.height - y) * POINTS_A_PIXEL
