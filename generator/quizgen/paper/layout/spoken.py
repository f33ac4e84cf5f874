"""The words of a formula → invisible text behind its drawing, so that it can be selected and found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from quizgen.paper.composing.blocks import Rect
from quizgen.paper.composing.lettering import Lettering
from quizgen.paper.layout.boxes import content_box

SHARE = 0.7
"""The size of the letters, of the height of the formula."""

LARGEST = 14.0
"""Pixels: a tall matrix need not have tall letters."""

_END = b"EMC"


class InvisibleWords:
    """Sets words in the first of the fonts that WeasyPrint embeds, that of the margins as a rule; the
    glyphs that they need are added to it."""

    def __init__(self, fonts: Mapping[Any, Any]) -> None:
        self._fonts = fonts

    @property
    def _font(self) -> Any:
        return next(iter(self._fonts.values()))

    @cached_property
    def _lettering(self) -> Lettering:
        font = self._font
        return Lettering({font.hash: bytes(font.file_content)})

    def put(self, operators: Iterable[Any], marks: Mapping[Any, int]) -> Iterator[Any]:
        """The operators that drew boxes with marks of these numbers, with words behind all formulas."""
        words = dict(self._behind(marks)) if self._fonts else {}
        behind = b""
        for operator in operators:
            if isinstance(operator, Mapping) and "MCID" in operator:
                behind = words.get(operator["MCID"], b"")
            elif operator == _END and behind:
                yield behind
                behind = b""
            yield operator

    def _behind(self, marks: Mapping[Any, int]) -> Iterator[tuple[int, bytes]]:
        """The words of each formula, by the number of its mark."""
        for box, mark in marks.items():
            if box.element is not None and box.element.attrib.get("class") == "formula":
                words = box.element.attrib.get("alt", "")
                if operators := self._set(words, content_box(box)):
                    yield mark, operators

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
