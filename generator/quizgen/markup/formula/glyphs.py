"""Font files → outlines of letters that MathJax's own fonts lack."""

import hashlib
import importlib.util
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Final

X_HEIGHT: Final = 431
DEFAULT_FONTS: Final = (
    ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf"),
    ("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf"),
)
"""Installed packages and their font files; one that is missing is passed over."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """Measures in em, the path in thousandths of an em, y upwards, without its first M and last Z."""

    height: float
    depth: float
    width: float
    path: str


def default_fonts() -> tuple[Path, ...]:
    """The font files of DEFAULT_FONTS that are installed."""
    found = ((importlib.util.find_spec(package), name) for package, name in DEFAULT_FONTS)
    files = (
        Path(folder) / "files" / name
        for spec, name in found
        if spec is not None
        for folder in spec.submodule_search_locations or ()
    )
    return tuple(file for file in files if file.is_file())


class FallbackFonts:
    """Fonts that are asked in turn for a letter; any format that fontTools reads."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = tuple(files)

    @cached_property
    def digest(self) -> str:
        """Tells whether other fonts would draw otherwise."""
        digests = (hashlib.sha256(file.read_bytes()).hexdigest() for file in self._files)
        return " ".join(digests)

    def glyph(self, character: str) -> Glyph | None:
        """The letter's outline, if a font has it and it stands alone (no joining, no reordering)."""
        if not stands_alone(character):
            return None
        found = (font for font in self._fonts if ord(character) in font.getBestCmap())
        font = next(found, None)
        return _outline(font, character) if font else None

    @cached_property
    def _fonts(self) -> list[Any]:
        from fontTools.ttLib import TTFont  # slow to load, seldom needed

        return [TTFont(BytesIO(file.read_bytes()), lazy=True) for file in self._files]


def stands_alone(character: str) -> bool:
    """Whether a character can be set one by one, left to right.

    Arabic joins its letters and Devanagari reorders them: set singly they would be misspelt.
    """
    if unicodedata.bidirectional(character) in ("R", "AL"):
        return False
    if unicodedata.category(character) == "Lo":
        return unicodedata.east_asian_width(character) in ("W", "F") or character in "ªº"
    return unicodedata.category(character)[0] in "LNPS"


def _scale(font: Any) -> float:
    """Font units → thousandths of an em, so that small letters are as high as MathJax's."""
    height = getattr(font["OS/2"], "sxHeight", 0)
    return X_HEIGHT / height if height else 1000 / font["head"].unitsPerEm


def _outline(font: Any, character: str) -> Glyph:
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs, name = font.getGlyphSet(), font.getBestCmap()[ord(character)]
    scale = _scale(font)
    path, bounds = SVGPathPen(glyphs, ntos=lambda number: f"{number:.0f}"), BoundsPen(glyphs)
    glyphs[name].draw(TransformPen(path, (scale, 0, 0, scale, 0, 0)))
    glyphs[name].draw(TransformPen(bounds, (scale, 0, 0, scale, 0, 0)))
    _, low, _, high = bounds.bounds or (0, 0, 0, 0)
    commands = path.getCommands().removeprefix("M").removesuffix("Z")
    return Glyph(high / 1000, -low / 1000, glyphs[name].width * scale / 1000, commands)
