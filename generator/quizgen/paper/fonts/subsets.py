"""Texts → the fonts that print them, cut down to their characters, and the characters no font has.

A text is set in one of three stacks. Each stack begins with a family of ours in four styles; what
that family lacks comes from the first of the fallback fonts that has it. Every font is cut to the
characters it is there for, so that the choice is ours and never that of a machine's settings.
"""

from __future__ import annotations

import importlib.util
import io
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont, TTLibError

Axes = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Face:
    """A font as a document loads it by @font-face; `data` is a static TrueType font."""

    family: str
    weight: int
    italic: bool
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Typeset:
    """What a document is set with: its fonts, and for each stack the families in order."""

    faces: tuple[Face, ...]
    stacks: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Family:
    """A variable font family: its upright and italic files, and the axes of regular and bold."""

    upright: str
    italic: str
    regular: Axes
    bold: Axes

    @property
    def styles(self) -> Iterable[tuple[int, bool, str, Axes]]:
        """Weight as CSS counts it, italic, file, axes."""
        for weight, axes in ((400, self.regular), (700, self.bold)):
            yield weight, False, self.upright, axes
            yield weight, True, self.italic, axes


# Bold is a little lighter than 700: it has to stand beside formulas, which have no bold.
_FAMILIES: Mapping[str, _Family] = {
    "serif": _Family(
        "fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf",
        "fontpkg_source_serif_4/files/SourceSerif4-Italic[opsz,wght].ttf",
        (("opsz", 11), ("wght", 400)),
        (("opsz", 11), ("wght", 660)),
    ),
    "sans": _Family(
        "fontpkg_source_sans_3/files/SourceSans3[wght].ttf",
        "fontpkg_source_sans_3/files/SourceSans3-Italic[wght].ttf",
        (("wght", 400),),
        (("wght", 620),),
    ),
    "mono": _Family(
        "fontpkg_source_code_pro/files/SourceCodePro[wght].ttf",
        "fontpkg_source_code_pro/files/SourceCodePro-Italic[wght].ttf",
        (("wght", 400),),
        (("wght", 660),),
    ),
}

_MATHJAX = "mathjax/static/mathjax/es5/output/chtml/fonts/woff-v2/MathJax_"
_WIDTH_AND_WEIGHT: Axes = (("wdth", 100), ("wght", 400))

# Symbols come from the fonts of the formulas, so that they look alike in text and in formulas.
_FALLBACKS: tuple[tuple[str, Axes], ...] = (
    ("fontpkg_noto_serif/files/NotoSerif[wdth,wght].ttf", _WIDTH_AND_WEIGHT),
    (f"{_MATHJAX}Main-Regular.woff", ()),
    (f"{_MATHJAX}AMS-Regular.woff", ()),
    (f"{_MATHJAX}Size1-Regular.woff", ()),
    (f"{_MATHJAX}Size4-Regular.woff", ()),
    ("fontpkg_source_code_pro/files/SourceCodePro[wght].ttf", (("wght", 400),)),
    ("fontpkg_source_sans_3/files/SourceSans3[wght].ttf", (("wght", 400),)),
    ("fontpkg_frank_ruhl_libre/files/FrankRuhlLibre[wght].ttf", (("wght", 400),)),
    ("fontpkg_ibm_plex_sans_arabic/files/IBMPlexSansArabic-Regular.ttf", ()),
    ("fontpkg_noto_sans_devanagari/files/NotoSansDevanagari[wdth,wght].ttf", _WIDTH_AND_WEIGHT),
    ("fontpkg_noto_sans_thai/files/NotoSansThai[wdth,wght].ttf", _WIDTH_AND_WEIGHT),
    ("noto_cjk_sans_jp_regular/NotoSansCJKjp-Regular.otf", ()),  # of the extra quizgen[cjk]
)
_OPTIONAL = frozenset({"noto_cjk_sans_jp_regular"})

# Unicode counts them among the formatting characters, yet they are drawn.
_PRINTED_FORMATS = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, *range(0xFFF9, 0xFFFC)))
)

# A run of text keeps its font over blanks, so every font needs them.
_BLANKS = frozenset(" \xa0\u200c\u200d")

# The vowel am of Thai and Lao is always drawn as two signs, which need their glyphs.
_AM = re.compile("[\u0e33\u0eb3]")

# Kept besides what HarfBuzz keeps by default: figures that stand in columns, small capitals.
_FEATURES = ("lnum", "tnum", "pnum", "smcp", "c2sc")


def typeset(texts: Iterable[str], extra: tuple[bytes, ...] = ()) -> Typeset:
    """The fonts for the texts; `extra` are a teacher's own font files.

    Those are there under their own names, and are the last to be asked for what ours lack.
    Characters that no font has are left out: see `missing`.
    """
    characters = frozenset(c for text in texts for c in _with_parts(text) if not _needs_no_glyph(c))
    own = [
        Face(f"Quizgen {stack.title()}", weight, italic, data)
        for stack, family in _FAMILIES.items()
        for weight, italic, file, axes in family.styles
        for data in _cut(_data(file), axes, characters)
    ]
    common = frozenset.intersection(*(_coverage(_data(f.upright)) for f in _FAMILIES.values()))
    others = _fallbacks(characters - common, extra)
    names = tuple(face.family for face in others)
    stacks = {stack: (f"Quizgen {stack.title()}", *names) for stack in _FAMILIES}
    return Typeset((*own, *others, *_named(extra, characters)), stacks)


def missing(text: str, extra: tuple[bytes, ...] = ()) -> tuple[str, ...]:
    """The characters of the text that neither our fonts nor the extra ones have, in order."""
    rest = {c for c in text if not _needs_no_glyph(c)}
    for font in chain(_files(), extra):
        if not rest:
            return ()
        rest -= _coverage(font)
    return tuple(c for c in dict.fromkeys(text) if c in rest)


def readable(font: bytes) -> bool:
    """Whether it is a font file that we can print with."""
    return bool(_coverage(font)) and bool(_names(font))


def _named(extra: tuple[bytes, ...], characters: frozenset[str]) -> Iterator[Face]:
    """A teacher's own fonts under their own names, for style sheets to ask for."""
    for data in extra:
        for name, weight, italic in _names(data):
            for cut in _cut(data, (), characters | _BLANKS):
                yield Face(name, weight, italic, cut)


def _names(data: bytes) -> tuple[tuple[str, int, bool], ...]:
    """Family, weight as 400 or 700, and slant of a font file; nothing if it cannot be read."""
    try:
        font = TTFont(io.BytesIO(data), lazy=True)
        family = font["name"].getBestFamilyName()
        bold, italic = bool(font["head"].macStyle & 1), bool(font["head"].macStyle & 2)
    except (TTLibError, KeyError, AssertionError, struct.error):
        return ()
    return ((str(family), 700 if bold else 400, italic),) if family else ()


def _fallbacks(rest: frozenset[str], extra: tuple[bytes, ...]) -> list[Face]:
    """Fonts for the characters that are left; each character in the first font that has it."""
    faces: list[Face] = []
    ours = ((_data(file), axes) for file, axes in _FALLBACKS if _is_there(file))
    for data, axes in chain(ours, ((data, ()) for data in extra)):
        if not rest:
            break
        share = rest & _coverage(data)
        for cut in _cut(data, axes, share | _BLANKS) if share else ():
            faces.append(Face(f"Quizgen Fallback {len(faces) + 1}", 400, False, cut))
        rest -= share
    return faces


def _files() -> Iterator[bytes]:
    """Our fonts, those that have most first; each is read when it is asked for."""
    files = (*(family.upright for family in _FAMILIES.values()), *(file for file, _ in _FALLBACKS))
    return (_data(file) for file in files if _is_there(file))


def _is_there(file: str) -> bool:
    """Whether the font is installed; all but the optional ones have to be."""
    package = file.partition("/")[0]
    return package not in _OPTIONAL or importlib.util.find_spec(package) is not None


@cache
def _data(file: str) -> bytes:
    """A font file of an installed package, as TrueType."""
    package, _, path = file.partition("/")
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the font package {package} is not installed")
    data = (Path(spec.submodule_search_locations[0]) / path).read_bytes()
    return _unpacked(data) if data[:4] == b"wOFF" else data


def _unpacked(data: bytes) -> bytes:
    font, unpacked = TTFont(io.BytesIO(data), recalcTimestamp=False), io.BytesIO()
    font.flavor = None
    font.save(unpacked)
    return unpacked.getvalue()


@cache
def _coverage(data: bytes) -> frozenset[str]:
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    return frozenset(map(chr, face.unicodes))


@cache
def _cut(data: bytes, axes: Axes, characters: frozenset[str]) -> tuple[bytes, ...]:
    """The font with these characters only, fixed on its axes; nothing if it has none of them."""
    characters &= _coverage(data)
    if not characters:
        return ()
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(map(ord, characters))
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    for tag, value in axes:
        wanted.pin_axis_location(face, tag, value)
    return (bytes(uharfbuzz.subset(face, wanted).blob.data),)


def _with_parts(text: str) -> str:
    """The text, and the signs as which its characters are drawn."""
    return text + "".join(unicodedata.normalize("NFKD", am) for am in _AM.findall(text))


def _needs_no_glyph(character: str) -> bool:
    """White space of the ASCII range, invisible formatting characters, variation selectors, line ends."""
    invisible = unicodedata.category(character) in {"Cf", "Zl", "Zp"}
    return (
        character < " "
        or (invisible and character not in _PRINTED_FORMATS)
        or "\ufe00" <= character <= "\ufe0f"
    )
