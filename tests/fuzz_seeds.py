"""A sort of file → whole files of it to begin a search with, and the pieces that they are made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import fuzz_pieces as made_of
from builders import assembled, bank, blueprint, choice, sample_bank, short
from PIL import Image

from quizgen.record import dump

HERE = Path(__file__).parent
FOUND = HERE / "fuzz"

RECORD = dump(assembled(sample_bank(), blueprint(forms=2)), quizgen="0", secret="")
SMALL_RECORD = dump(assembled(bank(choice("a"), short("b")), blueprint()), quizgen="0", secret="")
SPOTS = [[1, "square", 1, 2.5, 3.5, 4, 4], [2, "line", 1, 1.0, 2.0, 3.0, 4.0]]
POSITIONS = [{"form": "A", "pages": 1, "spots": SPOTS}]
PRINTED_RECORD = json.dumps({**json.loads(SMALL_RECORD), "positions": POSITIONS})


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
    "picture": (*made_of.SVG_PIECES, *made_of.SVG_HEADS),
    "record": ("NaN", "1e999", "null", "[]", "{}", '"kind": "', '"text": "', "\\ud800"),
    "roster": (*made_of.ROSTER_CELLS, *made_of.ODD),
    "style": (*made_of.STYLE_PIECES, *made_of.ODD),
}
"""Pieces by sort of file."""


def seeds_of(sort: str) -> Iterator[bytes]:
    """Whole files of the sort: samples, those of `tests/errors`, and what was found before."""
    yield from (path.read_bytes() for path in sorted((FOUND / sort).glob("*")))
    yield from _files(sort)


def _files(sort: str) -> Iterator[bytes]:
    patterns = {"deck": "*.md", "exam": "*.exam.yaml", "roster": "*.csv"}
    if sort in patterns:
        yield from (path.read_bytes() for path in sorted((HERE / "errors").glob(patterns[sort])))
    if sort == "picture":
        drawn = "<rect width='9' height='5'/><text x='1' y='5'>Hi</text></svg>"
        yield from PHOTOGRAPHS
        yield from ((head + drawn).encode() for head in made_of.SVG_HEADS)
    if sort == "record":
        yield PRINTED_RECORD.encode()
    if sort == "exam":
        yield from (text.encode() for text in made_of.WHOLE_EXAM)
    if sort == "style":
        yield b".question { columns: 2; content: counter(page) } @page :first { margin: 1cm }"
