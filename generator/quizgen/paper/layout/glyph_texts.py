"""Glyphs that are drawn together → the text of each, for what is copied, searched or read aloud.

WeasyPrint gives the text of a cluster to the last of its glyphs and none to the others, where PDF
readers then show chance characters. Whether an accented letter is one glyph or two depends on the
version of Pango. Here every glyph gets its own character. Importing this module imports WeasyPrint.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import uharfbuzz
from weasyprint.draw import text as drawing
from weasyprint.svg import text as svg_drawing
from weasyprint.text.ffi import ffi, pango

NO_TEXT = "\u200b"
"""The text of a glyph without any: PDF readers take an empty one for a missing one."""

_draw_first_line = drawing.draw_first_line


def install() -> None:
    """From now on the texts of glyphs are ours."""
    drawing.draw_first_line = svg_drawing.draw_first_line = _draw


def shares(
    glyphs: Sequence[int], text: str, characters: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """The glyphs of a cluster in order, each with its part of the cluster's text.

    `characters` are those a font has each glyph for. A glyph that is there for none of the text's,
    as a ligature or a variant, gets what the others leave; of several such the last.
    """
    if len(glyphs) == 1:
        yield glyphs[0], text
        return
    rest = unicodedata.normalize("NFKD", text)
    parts: dict[int, str] = {}
    for i, glyph in enumerate(glyphs):
        part = next((c for c in characters.get(glyph, "") if _holds(rest, c)), "")
        if part:
            parts[i] = part
            rest = _without(rest, part)
    left = max(set(range(len(glyphs))) - set(parts), default=-1)
    for i, glyph in enumerate(glyphs):
        yield glyph, parts.get(i) or (i == left and unicodedata.normalize("NFC", rest)) or NO_TEXT


def _holds(text: str, character: str) -> bool:
    return all(letter in text for letter in unicodedata.normalize("NFKD", character))


def _without(text: str, character: str) -> str:
    for letter in unicodedata.normalize("NFKD", character):
        text = text.replace(letter, "", 1)
    return text


def _draw(stream: Any, textbox: Any, *rest: Any) -> Any:
    """As WeasyPrint's, but that the texts of the glyphs are known before."""
    if textbox.text.strip():
        _record(stream, textbox.pango_layout)
    return _draw_first_line(stream, textbox, *rest)


def _record(stream: Any, layout: Any) -> None:
    """Give the glyphs of a line that have no text yet their own; the first text counts."""
    text = layout.text.encode()
    run = layout.get_first_line()[0].runs
    while run != ffi.NULL:
        item, run = run.data, run.next
        font, _ = stream.add_font(item.item.analysis.font)
        for glyphs, part in _clusters(item, text):
            if any(_lacks_text(font, glyph) for glyph in glyphs):
                characters = _characters(font.file_content, font.index)
                shared = shares(glyphs, part, characters)
                font.to_unicode.update(each for each in shared if _lacks_text(font, each[0]))


def _lacks_text(font: Any, glyph: int) -> bool:
    return bool(font.to_unicode.get(glyph, NO_TEXT) == NO_TEXT)


def _clusters(glyph_item: Any, text: bytes) -> Iterator[tuple[list[int], str]]:
    """The glyphs of each cluster of a run, in their order on the line, and its text."""
    start, length = glyph_item.item.offset, glyph_item.item.length
    drawn = glyph_item.glyphs
    glyphs: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(drawn.num_glyphs):
        glyph = drawn.glyphs[i].glyph
        if glyph < pango.PANGO_GLYPH_EMPTY:
            glyphs[drawn.log_clusters[i]].append(glyph)
    starts = {drawn.log_clusters[i] for i in range(drawn.num_glyphs)}
    for first, end in pairwise([*sorted(starts), length]):
        if glyphs[first]:
            yield glyphs[first], text[start + first : start + end].decode()


@lru_cache(maxsize=64)
def _characters(font: bytes, index: int) -> Mapping[int, str]:
    """The characters that a font has each of its glyphs for."""
    face = uharfbuzz.Face(uharfbuzz.Blob(font), index)
    shaper = uharfbuzz.Font(face)
    found: defaultdict[int, str] = defaultdict(str)
    for code in face.unicodes:
        found[shaper.get_nominal_glyph(code)] += chr(code)
    return dict(found)
