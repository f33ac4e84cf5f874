"""A PDF → what a reader finds on its pages: characters and drawings in reading order, where they
stand, and whether they can be seen.

The order is that of the structure tree, by which screen readers read; places and visibility are
taken from the pages as drawn, by another program (PDFium) than the one that wrote them.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

from quizgen.paper.checks.shapes import Box, Shape, around, points, shapes
from quizgen.paper.composing.composed import PlacedTarget

RESOLUTION = 100
"""Pixels an inch at which pages are looked at."""

FAINTEST = 48
"""Of 255 steps from black to white: what differs less from its ground is not seen."""

PALEST, PALEST_LINE = 24, 4
"""Of those steps: what squares differ by at least, and thin dotted lines between two rows of pixels."""

EDGE = 8.5
"""Points (3 mm) along each edge of the sheet that printers leave white."""

DRAWINGS = frozenset({"Figure", "Formula"})
"""The types of elements that are drawn and described."""

LABEL = "Lbl"
"""The type of the bullets and numbers of lists, and of the letters of options."""

HYPHEN_AT_LINE_END = "\x02"
"""What PDFium gives for a hyphen at a line's end."""


@dataclass(frozen=True, slots=True)
class Token:
    """A character, or a drawing with the description that it carries.

    `begins` tells that no letter or figure stands right before it in the same run of text, `placed`
    that it stands on the part of the sheet that prints, `seen` that moreover all of it stands out
    from its ground. Characters of one `run` were set at once, on one line; `size` is that of their
    font in points.
    """

    text: str
    drawing: bool
    page: int
    box: Box
    begins: bool
    placed: bool
    seen: bool
    run: int = 0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: its tokens in reading order, and all text of each page as it is drawn.

    `heights` are those of the pages in points. Of the targets that were asked for,
    `blank` are those where nothing is to be seen.
    """

    tokens: tuple[Token, ...]
    pages: tuple[str, ...]
    heights: Mapping[int, float] = field(default_factory=dict)
    blank: tuple[PlacedTarget, ...] = ()


def read(
    data: bytes | BinaryIO,
    numbers: Iterable[int] | None = None,
    targets: Iterable[PlacedTarget] = (),
) -> Reading:
    """What is on the pages of a tagged PDF, or on those of these numbers, counted from 0."""
    document = pypdfium2.PdfDocument(data)
    try:
        chosen = range(len(document)) if numbers is None else numbers
        pages = [_Page(document[i], i) for i in chosen]
        tokens = tuple(token for page in pages for token in page.tokens())
        sought = tuple(targets)
        blank = (each for page in pages for each in sought if page.is_blank(each))
        heights = {page.number: page.height for page in pages}
        return Reading(tokens, tuple(page.text for page in pages), heights, tuple(blank))
    finally:
        document.close()


class _Page:
    def __init__(self, page: Any, number: int) -> None:
        self.number = number
        self._width, self.height = page.get_size()
        self._sight = page.render(scale=RESOLUTION / 72, grayscale=True).to_pil().convert("L")
        text_page = page.get_textpage()
        self._characters: dict[int, list[Token]] = {}
        for mark, token in self._read_characters(text_page):
            self._characters.setdefault(mark, []).append(token)
        if any(map(_is_right_to_left, self._characters.values())):
            self._undo_reordering()
        self._shapes: dict[int, list[Shape]] = {}
        for mark, shape in shapes(page):
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

    def is_blank(self, target: PlacedTarget) -> bool:
        """Whether the target is on this page, and nothing is seen of it where it prints."""
        if target.page != self.number:
            return False
        box = points(target.box, self.height)
        # A thin line may be drawn in the next row of pixels; beside a square there may be text.
        margin, least = (1, PALEST_LINE) if target.kind.endswith("line") else (0, PALEST)
        darkest, lightest = self._crop(box, margin).getextrema()
        return not self._is_placed(box) or lightest - darkest < least

    def _undo_reordering(self) -> None:
        """Where a line has text from right to left, PDFium turns its other runs round, too."""
        for tokens in self._characters.values():
            if not _is_right_to_left(tokens):
                tokens.sort(key=lambda token: token.box[0])

    def _drawing(self, description: str, drawn: list[Shape]) -> Token:
        visible = [box for shape in drawn if (box := shape.clipped)]
        box = around(visible) if visible else (0.0, 0.0, 0.0, 0.0)
        whole = all(shape.is_whole for shape in drawn if shape.image)
        placed = bool(visible) and whole and self._is_placed(box)
        seen = placed and all(self._is_seen(shape.box) for shape in drawn)
        return Token(description, True, self.number, box, True, placed, seen)

    def _read_characters(self, text_page: Any) -> Iterator[tuple[int, Token]]:
        raw, high = text_page.raw, 0
        runs = _Runs(raw)
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
            run = runs.of(owner, i)
            yield mark, Token(character, False, self.number, box, begins, placed, seen, *run)

    def _is_placed(self, box: Box) -> bool:
        left, bottom, right, top = box
        across = EDGE <= left <= right <= self._width - EDGE
        return bool(across and EDGE <= bottom <= top <= self.height - EDGE)

    def _is_seen(self, box: Box) -> bool:
        darkest, lightest = self._crop(box).getextrema()
        return bool(lightest - darkest >= FAINTEST)

    def _crop(self, box: Box, margin: int = 1) -> Any:
        """What is drawn within the box and so many pixels around it."""
        scale = RESOLUTION / 72
        left, bottom, right, top = box
        return self._sight.crop(
            (
                int(left * scale) - margin,
                int((self.height - top) * scale) - margin,
                int(right * scale) + 1 + margin,
                int((self.height - bottom) * scale) + 1 + margin,
            )
        )


class _Runs:
    """The runs of text of a page, numbered from 1, with their sizes as they are drawn."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._known: dict[int | None, tuple[int, float]] = {}

    def of(self, owner: Any, character: int) -> tuple[int, float]:
        """Number and size of the run that a text object is, which holds a character."""
        address = ctypes.cast(owner, ctypes.c_void_p).value
        if address not in self._known:
            self._known[address] = (len(self._known) + 1, self._size(character))
        return self._known[address]

    def _size(self, character: int) -> float:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._raw, character, matrix)
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        return float(pdfium.FPDFText_GetFontSize(self._raw, character)) * scale


def _is_right_to_left(tokens: list[Token]) -> bool:
    return any(unicodedata.bidirectional(token.text) in {"R", "AL"} for token in tokens)


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
