"""The structure of papers → the structure tree of a PDF file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.paper.composing.composed import Composed, Element, LinkMark
from quizgen.paper.pdf.links import Annotations
from quizgen.paper.pdf.objects import pdf_text
from quizgen.paper.pdf.writer import PdfWriter


class StructureTree:
    """Writes the trees of one paper after the other, and which element owns which mark."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self.root, self._document = writer.reserve(), writer.reserve()
        self._kids: list[bytes] = []
        self._leaves: list[bytes] = []
        self._annotations = Annotations(writer)
        self._count = 0

    def add(
        self,
        paper: Composed,
        pages: Sequence[int],
        links: Sequence[Mapping[int, int]],
        name: str = "",
    ) -> None:
        """Add a paper on the pages of these objects; with a name it is a part of its own.

        `links` are the objects of each page's links.
        """
        parent = self._writer.reserve() if name else self._document
        owners = _Owners(self._writer, paper, pages, links, self._annotations)
        kids = [owners.element(each, parent) for each in paper.structure]
        if name:
            title = pdf_text(name)
            self._writer.put(
                parent,
                b"<</S/Part/P %d 0 R/T %s/K[%s]>>" % (self._document, title, b" ".join(kids)),
            )
            kids = [b"%d 0 R" % parent]
        self._kids += kids
        self._leaves.append(b"%d 0 R" % self._writer.add(owners.leaf(self._count)))
        self._count += len(pages)

    def finish(self) -> None:
        """Write what holds them together."""
        writer = self._writer
        kids = b" ".join(self._kids)
        writer.put(self._document, b"<</S/Document/P %d 0 R/K[%s]>>" % (self.root, kids))
        if self._annotations:
            leaf = writer.add(self._annotations.finish(self._count))
            self._leaves.append(b"%d 0 R" % leaf)
        parents = writer.add(b"<</Kids[%s]>>" % b" ".join(self._leaves))
        writer.put(
            self.root,
            b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (self._document, parents, self._count + len(self._annotations)),
        )


class _Owners:
    """The elements of one paper, and the marks they own, page by page."""

    def __init__(
        self,
        writer: PdfWriter,
        paper: Composed,
        pages: Sequence[int],
        links: Sequence[Mapping[int, int]],
        annotations: Annotations,
    ) -> None:
        self._writer, self._pages = writer, pages
        self._paper, self._links, self._annotations = paper, links, annotations
        self._owners = [[0] * page.marks for page in paper.pages]

    def element(self, element: Element, parent: int) -> bytes:
        """Put an element with all that is in it; a reference to it."""
        number = self._writer.reserve()
        page = -1
        kids: list[bytes] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self.element(kid, number))
            elif isinstance(kid, LinkMark):
                kids.append(self._link(kid, number))
            else:
                page = kid.page
                self._owners[page][kid.number] = number
                kids.append(b"%d" % kid.number)
        shown = b"/Pg %d 0 R" % self._pages[page] if page >= 0 else b""
        parts = (element.kind.encode(), parent, shown, element.attributes, b" ".join(kids))
        self._writer.put(number, b"<</S/%s/P %d 0 R%s%s/K[%s]>>" % parts)
        return b"%d 0 R" % number

    def _link(self, mark: LinkMark, owner: int) -> bytes:
        """Add the annotation of a link that belongs to an element; a reference to it."""
        page, number = self._paper.pages[mark.page], self._links[mark.page][mark.number]
        self._annotations.add(number, page.links[mark.number], page, owner)
        return b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (number, self._pages[mark.page])

    def leaf(self, first: int) -> bytes:
        """A leaf of the number tree that leads from marks to elements, for pages counted on."""
        rows = (
            b"%d[%s]"
            % (number, b" ".join(b"%d 0 R" % owner if owner else b"null" for owner in row))
            for number, row in enumerate(self._owners, start=first)
        )
        last = first + len(self._owners) - 1
        return b"<</Limits[%d %d]/Nums[%s]>>" % (first, last, b" ".join(rows))
