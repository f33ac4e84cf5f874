"""The words of a formula → invisible text behind its drawing, so that it can be selected and found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quizgen.paper.composing.blocks import Rect
from quizgen.paper.composing.lettering import Lettering
from quizgen.paper.layout.boxes import content_box

SHARE = 0.7
"""The size of the letters, of the height of the formula."""

LARGEST = 14.0
"""Pixels: a tall matrix need not have tall letters."""

_END = b"\nEMC"


class InvisibleWords:
    """Sets words in a font that WeasyPrint embeds; the glyphs that they need are added to it."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self._lettering = Lettering({font.hash: bytes(font.file_content)})

    def put(self, segments: tuple[bytes, ...], marks: Mapping[Any, int]) -> tuple[bytes, ...]:
        """The operators of an ink with words behind all its formulas."""
        behind = dict(self._behind(marks))
        return tuple(
            segment.replace(_END, b"\n" + behind[i] + _END, 1) if i in behind else segment
            for i, segment in enumerate(segments)
        )

    def _behind(self, marks: Mapping[Any, int]) -> Iterator[tuple[int, bytes]]:
        """The words of each formula, by the segment that its drawing is in."""
        for box, mark in marks.items():
            if box.element is not None and box.element.attrib.get("class") == "formula":
                words = box.element.attrib.get("alt", "")
                if operators := self._set(words, content_box(box)):
                    yield mark + 1, operators

    def _set(self, words: str, box: Rect) -> bytes:
        """Text in rendering mode 3 (ISO 32000-1, 9.3.6), squeezed to the width of the formula."""
        line = self._lettering.line(self._font.hash, (), words)
        if line is None or not line.width or not box.width:
            return b""
        add_glyphs(self._font, line.texts, line.widths)
        size = min(LARGEST, SHARE * box.height)
        scale = 100 * box.width / (line.width * size)
        base = box.bottom - 0.25 * (box.height - 0.5 * size)
        place = (self._font.hash.encode(), size, scale, box.x, base, line.shown)
        return b"q BT 3 Tr /%s %.4g Tf %.4g Tz 1 0 0 -1 %.3f %.3f Tm [%s] TJ ET Q" % place


def add_glyphs(font: Any, texts: Mapping[int, str], widths: Mapping[int, int]) -> None:
    """Let WeasyPrint embed these glyphs of a font, with their texts and widths."""
    for glyph, text in texts.items():
        font.to_unicode.setdefault(glyph, text)
        font.widths.setdefault(glyph, widths[glyph])
