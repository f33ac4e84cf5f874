"""A sort of file → whole files of it to begin a search with, and the pieces that they are made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import fuzz_imports
import fuzz_pieces as made_of
from builders import assembled, bank, blueprint, choice, sample_bank, short
from PIL import Image

from quizgen.importers import IMPORTERS
from quizgen.record import dump

HERE = Path(__file__).parent
FOUND = HERE / "fuzz"

RECORD = dump(assembled(sample_bank(), blueprint(forms=2)), quizgen="0", secret="")
SMALL_RECORD = dump(assembled(bank(choice("a"), short("b")), blueprint()), quizgen="0", secret="")
SPOTS = [[1, "square", 1, 2.5, 3.5, 4, 4], [2, "line", 1, 1.0, 2.0, 3.0, 4.0]]
POSITIONS = [{"form": "A", "pages": 1, "spots": SPOTS}]
PRINTED_RECORD = json.dumps({**json.loads(SMALL_RECORD), "positions": POSITIONS})

TEMPLATES = HERE.parent / "templates"
WHOLE_FORMULAS = (
    r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\begin{cases} x & \text{if } x > 0 \\ -x & \text{sonst} \end{cases}",
    r"\left( \sum_{k=0}^{n} \binom{n}{k} \right| \color{red}{\vec{a}}",
    r"\ce{2H2 + O2 ->[\Delta] 2H2O}",
    r"\begin{array}{c|c} a & b \\ \hline \cancel{c} & \text{Größe €} \end{array}",
    r"\def\a#1{\hat{#1}}\a{x}\overset{!}{=}\underbrace{y}_{z}",
)


def _saved(form: str, mode: str, **options: Any) -> bytes:
    data = BytesIO()
    Image.radial_gradient("L").resize((9, 7)).convert(mode).save(data, form, **options)
    return data.getvalue()


PHOTOGRAPHS = (
    *(_saved("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
    _saved("PNG", "P", transparency=3),
    _saved("PNG", "RGB", icc_profile=b"no profile"),
    *(_saved("JPEG", mode) for mode in ("L", "RGB", "CMYK")),
    _saved("JPEG", "RGB", progressive=True, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03"),
)

PIECES = {
    "deck": (*chain(*made_of.DECK_PIECES), *made_of.HEADS),
    "exam": (*made_of.SETTINGS, *made_of.ODD),
    "formula": (*made_of.TEX_PIECES, *made_of.ODD),
    "picture": (*made_of.SVG_PIECES, *made_of.SVG_HEADS),
    "record": ("NaN", "1e999", "null", "[]", "{}", '"kind": "', '"text": "', "\\ud800"),
    "roster": (*made_of.ROSTER_CELLS, *made_of.ODD),
    "style": (*made_of.STYLE_PIECES, *made_of.ODD),
    "template": (*made_of.JINJA_PIECES, *made_of.ODD),
    **{f"import-{name}": fuzz_imports.pieces(name) for name in IMPORTERS},
}
"""Pieces by sort of file."""


def seeds_of(sort: str) -> Iterator[bytes]:
    """Whole files of the sort: samples, those of `tests/errors`, and what was found before."""
    yield from (path.read_bytes() for path in sorted((FOUND / sort).glob("*")))
    if sort.startswith("import-"):
        yield from fuzz_imports.seeds(sort.removeprefix("import-"))
    yield from _files(sort)


def _files(sort: str) -> Iterator[bytes]:
    patterns = {"deck": "*.md", "exam": "*.exam.yaml", "roster": "*.csv"}
    if sort in patterns:
        yield from (path.read_bytes() for path in sorted((HERE / "errors").glob(patterns[sort])))
    if sort == "picture":
        drawn = "<rect width='9' height='5'/><text x='1' y='5'>Hi</text></svg>"
        yield from PHOTOGRAPHS
        yield from ((head + drawn).encode() for head in made_of.SVG_HEADS)
    if sort == "formula":
        yield from (tex.encode() for tex in WHOLE_FORMULAS)
    if sort == "template":
        yield from (path.read_bytes() for path in sorted(TEMPLATES.rglob("*.j2")))
    if sort == "record":
        yield PRINTED_RECORD.encode()
    if sort == "exam":
        yield from (text.encode() for text in made_of.WHOLE_EXAM)
    if sort == "style":
        yield b".question { columns: 2; content: counter(page) } @page :first { margin: 1cm }"
