"""A PDF → what a reader finds on its pages: characters and drawings in reading order, where they
stand, and whether they can be seen.

The order is that of the structure tree, by which screen readers read; places and visibility are
taken from the pages as drawn, by another program (PDFium) than the one that wrote them.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

RESOLUTION = 100
"""Pixels an inch at which pages are looked at."""

FAINTEST = 48
"""Of 255 steps from black to white: what differs less from its ground is not seen."""

EDGE = 8.5
"""Points (3 mm) along each edge of the sheet that printers leave white."""

DRAWINGS = frozenset({"Figure", "Formula"})
"""The types of elements that are drawn and described."""

LABEL = "Lbl"
"""The type of the bullets and numbers of lists, and of the letters of options."""

HYPHEN_AT_LINE_END = "\x02"
"""What PDFium gives for a hyphen at a line's end."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left corner of the page."""


@dataclass(frozen=True, slots=True)
class Token:
    """A character, or a drawing with the description that it carries.

    `begins` tells that no letter or figure stands right before it in the same run of text, `placed`
    that it stands on the part of the sheet that prints, `seen` that moreover all of it stands out
    from its ground.
    """

    text: str
    drawing: bool
    page: int
    box: Box
    begins: bool
    placed: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: its tokens in reading order, and all text of each page as it is drawn."""

    tokens: tuple[Token, ...]
    pages: tuple[str, ...]


def read(data: bytes | BinaryIO, numbers: Iterable[int] | None = None) -> Reading:
    """What is on the pages of a tagged PDF, or on those of these numbers, counted from 0."""
    document = pypdfium2.PdfDocument(data)
    try:
        chosen = range(len(document)) if numbers is None else numbers
        pages = [_Page(document[i], i) for i in chosen]
        tokens = tuple(token for page in pages for token in page.tokens())
        return Reading(tokens, tuple(page.text for page in pages))
    finally:
        document.close()


class _Page:
    def __init__(self, page: Any, number: int) -> None:
        self._number = number
        self._width, self._height = page.get_size()
        self._sight = page.render(scale=RESOLUTION / 72, grayscale=True).to_pil().convert("L")
        text_page = page.get_textpage()
        self._characters: dict[int, list[Token]] = {}
        for mark, token in self._read_characters(text_page):
            self._characters.setdefault(mark, []).append(token)
        if any(map(_is_right_to_left, self._characters.values())):
            self._undo_reordering()
        self._shapes: dict[int, list[_Shape]] = {}
        for mark, shape in _shapes(page):
            self._shapes.setdefault(mark, []).append(shape)
        self.text: str = text_page.get_text_range()
        self._marks = list(_marks(page))

    def tokens(self) -> Iterator[Token]:
        """The page's characters and drawings in reading order.

        Not those that no author wrote: a label with more than letters or a number is a list's bullet.
        """
        for mark, description, kind in self._marks:
            characters = self._characters.get(mark, [])
            if kind in DRAWINGS:
                yield self._drawing(description, self._shapes.get(mark, []))
            elif kind != LABEL or all(token.text.isalnum() for token in characters):
                yield from characters

    def _undo_reordering(self) -> None:
        """Where a line has text from right to left, PDFium turns its other runs round, too."""
        for tokens in self._characters.values():
            if not _is_right_to_left(tokens):
                tokens.sort(key=lambda token: token.box[0])

    def _drawing(self, description: str, shapes: list[_Shape]) -> Token:
        visible = [box for shape in shapes if (box := shape.clipped)]
        box = _around(visible) if visible else (0.0, 0.0, 0.0, 0.0)
        whole = all(shape.is_whole for shape in shapes if shape.image)
        placed = bool(visible) and whole and self._is_placed(box)
        seen = placed and all(self._is_seen(shape.box) for shape in shapes)
        return Token(description, True, self._number, box, True, placed, seen)

    def _read_characters(self, text_page: Any) -> Iterator[tuple[int, Token]]:
        raw, high = text_page.raw, 0
        before = (-1, "")
        sides = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = sides
        for i in range(text_page.count_chars()):
            code = pdfium.FPDFText_GetUnicode(raw, i)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            owner = pdfium.FPDFText_GetTextObject(raw, i)
            mark = pdfium.FPDFPageObj_GetMarkedContentID(owner) if owner else -1
            if mark < 0:
                continue
            pdfium.FPDFText_GetCharBox(raw, i, *sides)
            box = (left.value, bottom.value, right.value, top.value)
            character = "-" if chr(code) == HYPHEN_AT_LINE_END else chr(code)
            placed = self._is_placed(box)
            seen = placed and self._is_seen(box)
            begins = mark != before[0] or not before[1].isalnum()
            before = (mark, character)
            yield mark, Token(character, False, self._number, box, begins, placed, seen)

    def _is_placed(self, box: Box) -> bool:
        left, bottom, right, top = box
        across = EDGE <= left <= right <= self._width - EDGE
        return bool(across and EDGE <= bottom <= top <= self._height - EDGE)

    def _is_seen(self, box: Box) -> bool:
        darkest, lightest = self._crop(box).getextrema()
        return bool(lightest - darkest >= FAINTEST)

    def _crop(self, box: Box) -> Any:
        """What is drawn within the box and a pixel around it."""
        scale = RESOLUTION / 72
        left, bottom, right, top = box
        return self._sight.crop(
            (
                int(left * scale) - 1,
                int((self._height - top) * scale) - 1,
                int(right * scale) + 2,
                int((self._height - bottom) * scale) + 2,
            )
        )


def _is_right_to_left(tokens: list[Token]) -> bool:
    return any(unicodedata.bidirectional(token.text) in {"R", "AL"} for token in tokens)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A drawn object that is no text: its box, and the part of it that a clipping path leaves."""

    box: Box
    clipped: Box | None
    image: bool

    @property
    def is_whole(self) -> bool:
        """Whether clipping takes nothing off it, but for fractions of a point."""
        clipped = self.clipped
        return clipped is not None and all(
            abs(side - other) < 1 for side, other in zip(self.box, clipped, strict=True)
        )


def _shapes(page: Any) -> Iterator[tuple[int, _Shape]]:
    """The shapes of a page by their marks."""
    sides = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = sides
    for i in range(pdfium.FPDFPage_CountObjects(page.raw)):
        shape = pdfium.FPDFPage_GetObject(page.raw, i)
        mark, kind = (
            pdfium.FPDFPageObj_GetMarkedContentID(shape),
            pdfium.FPDFPageObj_GetType(shape),
        )
        if mark >= 0 and kind != pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFPageObj_GetBounds(shape, *sides)
            box = (left.value, bottom.value, right.value, top.value)
            clipped = _common([box, *_clips(shape)])
            yield mark, _Shape(box, clipped, kind == pdfium.FPDF_PAGEOBJ_IMAGE)


def _clips(shape: Any) -> Iterator[Box]:
    """The boxes around the paths that a shape is clipped to."""
    path = pdfium.FPDFPageObj_GetClipPath(shape)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(max(0, pdfium.FPDFClipPath_CountPaths(path))):
        points: list[Box] = []
        for j in range(pdfium.FPDFClipPath_CountPathSegments(path, i)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, i, j)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value, x.value, y.value))
        if points:
            yield _around(points)


def _around(boxes: list[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _common(boxes: list[Box]) -> Box | None:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    box = (max(lefts), max(bottoms), min(rights), min(tops))
    return box if box[0] <= box[2] and box[1] <= box[3] else None


def _marks(page: Any) -> Iterator[tuple[int, str, str]]:
    """The page's marks in the order of the structure tree: mark, description, type of element."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    try:
        for i in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from _element_marks(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _element_marks(element: Any, label: bool = False) -> Iterator[tuple[int, str, str]]:
    kind = LABEL if label else _string(pdfium.FPDF_StructElement_GetType, element)
    drawing = kind in DRAWINGS
    description = _string(pdfium.FPDF_StructElement_GetAltText, element) if drawing else ""
    for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
        if mark >= 0:
            yield mark, description, kind
        elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, i):
            yield from _element_marks(child, kind == LABEL)


def _string(function: Callable[..., int], element: Any) -> str:
    length = function(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    function(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le")
