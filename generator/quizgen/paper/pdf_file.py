"""Composed papers and what they refer to → a PDF file, tagged as PDF/UA-1 (ISO 14289-1) asks.

Objects that all files of an exam share keep their numbers in every file, so that they are written as
they are; those that a file does not use are missing from it. Everything but streams is in an object
stream (ISO 32000-1, 7.5.7).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from quizgen.paper.blocks import Galley
from quizgen.paper.compose import POINTS_A_PIXEL, Composed, Element, Page
from quizgen.paper.pdf_objects import dictionary, pdf_text, references, stream
from quizgen.paper.pdf_outline import Bookmark, outline

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
        self._base = max(galley.objects, default=0) + 1

    def write(self, paper: Composed, title: str, language: str) -> bytes:
        """The file of one paper."""
        objects = _Objects(self._base)
        resources = self._resources(paper.resources)
        shared = {n: self._galley.objects[n] for n in self._closure(references(resources))}
        used = objects.add(resources)
        pages, tree = objects.reserve(), objects.reserve()
        numbers = [objects.reserve() for _ in paper.pages]
        for index, (number, page) in enumerate(zip(numbers, paper.pages, strict=True)):
            content = objects.add_stream(page.operators)
            objects.put(number, _page(page, pages, content, used, index))
        objects.put(pages, _page_tree(numbers))
        _Structure(objects, tree, numbers).write(paper)
        info = objects.add(b"<</Title %s/Producer(quizgen)/Creator(quizgen)>>" % pdf_text(title))
        metadata = objects.add_stream(
            _XMP.format(title=escape(title)).encode(), b"/Type/Metadata/Subtype/XML", compress=False
        )
        marks = objects.add_all(outline(_bookmarks(paper, numbers), objects.next))
        catalog = objects.add(_catalog(pages, tree, metadata, marks, language))
        return _written(shared, objects, catalog, info)

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


class _Objects:
    """The objects of a file that are its own: small ones and streams, by number."""

    def __init__(self, base: int) -> None:
        self.next = base
        self.small: dict[int, bytes] = {}
        self.streams: dict[int, bytes] = {}

    def reserve(self) -> int:
        number = self.next
        self.next += 1
        return number

    def put(self, number: int, data: bytes) -> None:
        self.small[number] = data

    def add(self, data: bytes) -> int:
        number = self.reserve()
        self.small[number] = data
        return number

    def add_all(self, data: Sequence[bytes]) -> int:
        """Add objects with numbers that follow each other; that of the first."""
        first = self.next
        for each in data:
            self.add(each)
        return first

    def add_stream(self, data: bytes, entries: bytes = b"", compress: bool = True) -> int:
        number = self.reserve()
        self.streams[number] = stream(data, entries, compress)
        return number


def _page(page: Page, parent: int, content: int, resources: int, index: int) -> bytes:
    return (
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.3f %.3f]/Contents %d 0 R/Resources %d 0 R"
        b"/Tabs/S/StructParents %d>>"
        % (
            parent,
            page.width * POINTS_A_PIXEL,
            page.height * POINTS_A_PIXEL,
            content,
            resources,
            index,
        )
    )


def _page_tree(numbers: Sequence[int]) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    return b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(numbers), kids)


def _catalog(pages: int, tree: int, metadata: int, marks: int, language: str) -> bytes:
    return (
        b"<</Type/Catalog/Pages %d 0 R/Lang%s/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>"
        b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R/Outlines %d 0 R"
        b"/PageLabels<</Nums[0<</S/D>>]>>>>" % (pages, pdf_text(language), tree, metadata, marks)
    )


def _bookmarks(paper: Composed, pages: Sequence[int]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(each.level, each.label, pages[each.page], _up(paper.pages[each.page], each.y))
        for each in paper.headings
    )


def _up(page: Page, y: float) -> float:
    """Points from the lower edge of a page."""
    return (page.height - y) * POINTS_A_PIXEL


class _Structure:
    """Writes a paper's structure tree (ISO 32000-1, 14.7)."""

    def __init__(self, objects: _Objects, root: int, pages: Sequence[int]) -> None:
        self._objects, self._root, self._pages = objects, root, pages

    def write(self, paper: Composed) -> None:
        """The root, the document with all its elements, and which element owns which mark."""
        objects = self._objects
        document = objects.reserve()
        self._owners = [[0] * page.marks for page in paper.pages]
        kids = b" ".join(self._element(each, document) for each in paper.structure)
        objects.put(document, b"<</S/Document/P %d 0 R/K[%s]>>" % (self._root, kids))
        nums = b" ".join(
            b"%d[%s]" % (i, b" ".join(b"%d 0 R" % owner if owner else b"null" for owner in owners))
            for i, owners in enumerate(self._owners)
        )
        parents = objects.add(b"<</Nums[%s]>>" % nums)
        objects.put(
            self._root,
            b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (document, parents, len(self._pages)),
        )

    def _element(self, element: Element, parent: int) -> bytes:
        """Put the element; a reference to it."""
        number = self._objects.reserve()
        page = -1
        kids: list[bytes] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._element(kid, number))
            else:
                page = kid.page
                self._owners[page][kid.number] = number
                kids.append(b"%d" % kid.number)
        shown = b"/Pg %d 0 R" % self._pages[page] if page >= 0 else b""
        self._objects.small[number] = b"<</S/%s/P %d 0 R%s%s/K[%s]>>" % (
            element.kind.encode(),
            parent,
            shown,
            element.attributes,
            b" ".join(kids),
        )
        return b"%d 0 R" % number


def _written(shared: Mapping[int, bytes], objects: _Objects, catalog: int, info: int) -> bytes:
    """The file: streams, the object stream, and the cross-reference stream."""
    whole = {n: data for n, data in shared.items() if data.endswith(b"endstream")}
    small = {n: data for n, data in shared.items() if n not in whole} | objects.small
    whole |= objects.streams
    packed, index = objects.reserve(), objects.reserve()
    whole[packed] = _object_stream(small)
    parts, position = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], 15
    entries: dict[int, tuple[int, int, int]] = {n: (2, packed, i) for i, n in enumerate(small)}
    for number, data in whole.items():
        entries[number] = (1, position, 0)
        part = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        parts.append(part)
        position += len(part)
    entries[index] = (1, position, 0)
    mark = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode()
    head = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
    table = b"".join(_entry(entries.get(n, (0, 0, 65535))) for n in range(index + 1))
    parts.append(
        b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (index, stream(table, head % (index + 1, catalog, info, mark, mark)), position)
    )
    return b"".join(parts)


def _entry(entry: tuple[int, int, int]) -> bytes:
    kind, place, more = entry
    return kind.to_bytes(1, "big") + place.to_bytes(4, "big") + more.to_bytes(2, "big")


def _object_stream(small: Mapping[int, bytes]) -> bytes:
    heads, position = [], 0
    for number, data in small.items():
        heads.append(b"%d %d" % (number, position))
        position += len(data) + 1
    head = b" ".join(heads) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(small), len(head))
    return stream(head + b"\n".join(small.values()), entries)
