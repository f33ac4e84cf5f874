"""Links on pages → annotations of a PDF file (ISO 32000-1, 12.5.6.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from quizgen.paper.composing.composed import POINTS_A_PIXEL, Link, Page
from quizgen.paper.pdf.objects import pdf_text
from quizgen.paper.pdf.writer import PdfWriter

_RESERVED = "%!#$&'()*+,/:;=?@[]~"
"""What stays in an address as it is."""


@dataclass(slots=True)
class Annotations:
    """The annotations of a file while it is written: those put so far, and whose elements they are."""

    writer: PdfWriter
    _put: list[tuple[int, bytes, int]] = field(default_factory=list)

    def add(self, number: int, link: Link, page: Page, owner: int) -> None:
        """Add the annotation of this number, which belongs to an element."""
        self._put.append((number, _entries(link, page), owner))

    def finish(self, first: int) -> bytes:
        """Write them; a leaf of the number tree that leads to their elements, counted from there on."""
        for key, (number, entries, _) in enumerate(self._put, start=first):
            self.writer.put(number, b"<<%s/StructParent %d>>" % (entries, key))
        owners: Sequence[int] = [owner for *_, owner in self._put]
        rows = b" ".join(b"%d %d 0 R" % row for row in enumerate(owners, start=first))
        return b"<</Limits[%d %d]/Nums[%s]>>" % (first, first + len(owners) - 1, rows)

    def __len__(self) -> int:
        return len(self._put)


def _entries(link: Link, page: Page) -> bytes:
    """What an annotation says: it is printed, and described by its address."""
    box = link.box
    sides = (box.x, page.height - box.bottom, box.x + box.width, page.height - box.y)
    place = b"%.2f %.2f %.2f %.2f" % tuple(side * POINTS_A_PIXEL for side in sides)
    address = quote(link.address, safe=_RESERVED).encode().hex().upper().encode()
    return b"/Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4/Contents%s/A<</S/URI/URI<%s>>>" % (
        place,
        pdf_text(link.address),
        address,
    )
