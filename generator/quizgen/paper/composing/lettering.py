"""A line of text and a font → its glyphs as a PDF shows them, and its width.

For the texts that differ from paper to paper, such as names: to lay them out as documents would
take longer than all the rest of a paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import uharfbuzz

Features = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A text set in a font: the operand of `TJ` (ISO 32000-1, 9.4.3), and the width in em.

    `texts` are the characters of each glyph, `widths` the widths of the glyphs in 1/1000 em.
    """

    shown: bytes
    width: float
    texts: Mapping[int, str] = field(repr=False)
    widths: Mapping[int, int] = field(repr=False)


class Lettering:
    """Sets lines of text in the fonts of a galley, each text once."""

    def __init__(self, faces: Mapping[str, bytes]) -> None:
        self._faces = faces
        self.line = cache(self._line)

    def _line(self, font: str, features: Features, text: str) -> Line | None:
        """The text; None where it needs more than glyphs side by side, all of this one font."""
        face, shaper = self._font(font)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if buffer.direction != "ltr":
            return None
        uharfbuzz.shape(shaper, buffer, dict(features))
        glyphs = tuple(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        if any(_is_special(info.codepoint, position) for info, position in glyphs):
            return None
        return _set(text, glyphs, shaper, face.upem)

    def _font(self, name: str) -> tuple[uharfbuzz.Face, uharfbuzz.Font]:
        return _font(self._faces[name])


@cache
def _font(data: bytes) -> tuple[uharfbuzz.Face, uharfbuzz.Font]:
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    return face, uharfbuzz.Font(face)


def _is_special(glyph: int, position: uharfbuzz.GlyphPosition) -> bool:
    return not glyph or any((position.x_offset, position.y_offset, position.y_advance))


def _set(
    text: str,
    glyphs: Iterable[tuple[uharfbuzz.GlyphInfo, uharfbuzz.GlyphPosition]],
    shaper: uharfbuzz.Font,
    upem: int,
) -> Line:
    glyphs = tuple(glyphs)
    ends = [info.cluster for info, _ in glyphs[1:]] + [len(text)]
    shown, width = "", 0
    texts: dict[int, str] = {}
    widths: dict[int, int] = {}
    for (info, position), end in zip(glyphs, ends, strict=True):
        glyph = info.codepoint
        own = widths[glyph] = round(shaper.get_glyph_h_advance(glyph) * 1000 / upem)
        texts.setdefault(glyph, text[info.cluster : end])
        kerning = round(own - position.x_advance * 1000 / upem)
        shown += f"{glyph:04x}" + (f">{kerning}<" if kerning else "")
        width += position.x_advance
    return Line(f"<{shown}>".replace("<>", "").encode(), width / upem, texts, widths)
