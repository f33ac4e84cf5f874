"""A drawing (SVG) → the same as pixels (PNG), for programs that show no SVG."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from fontTools.ttLib import TTFont

from quizgen.model import Picture
from quizgen.paper.fonts.drawing import words_of
from quizgen.paper.fonts.subsets import Face, typeset
from quizgen.sandbox import MEGABYTE, Allowance, Sandbox, SandboxFailure
from quizgen.temporary import temporary_folder

SHARPNESS, WIDEST = 3, 4_000
"""Pixels for one of the drawing's: 288 an inch; and so many at most from side to side."""

SERVANT = "quizgen.export.lms.drawing_servant"
ALLOWANCE = Allowance(seconds=40, memory=1536 * MEGABYTE)

_ITALIC, _REGULAR = 1 << 0, 1 << 6
"""Bits of OS/2.fsSelection (OpenType 1.9, OS/2)."""

_FAMILY, _STYLE, _POSTSCRIPT = 1, 2, 6
_WINDOWS_ENGLISH = (3, 1, 0x409)
"""Names, and the platform, encoding and language of those (OpenType 1.9, name)."""


class NotDrawn(Exception):
    """There are no pixels of a drawing; the message says why."""


def png_of(drawing: Picture) -> bytes:
    """The pixels, with words in our fonts whatever the machine has. Raises NotDrawn, OSError."""
    words = words_of(drawing).strip()
    with _fonts(words) as files:
        pixels = _pixels(drawing, files)
    # What draws them leaves out words for which it finds no font, without a sound.
    if words and pixels == _pixels(drawing, []):
        raise NotDrawn("the words in a drawing could not be drawn")
    return pixels


def _pixels(drawing: Picture, fonts: list[str]) -> bytes:
    """In a process of its own: what draws is written in another language, and may hang or crash."""
    sharpness = min(SHARPNESS, WIDEST / max(drawing.width, drawing.height))
    try:
        answer = _sandbox().call(drawing.data.decode(), sharpness, "\n".join(fonts))
    except SandboxFailure as failure:
        raise NotDrawn(f"a drawing could not be drawn: {failure}") from failure
    if "png" not in answer:
        raise NotDrawn(f"a drawing could not be drawn: {answer.get('failure')}")
    return b64decode(answer["png"])


@cache
def _sandbox() -> Sandbox:
    """It is started with the first drawing."""
    return Sandbox(ALLOWANCE, SERVANT)


@contextmanager
def _fonts(words: str) -> Iterator[list[str]]:
    """Files of the fonts for these words, as long as they are needed."""
    with temporary_folder() as folder:
        files = []
        for number, data in enumerate(_faces(words)):
            files.append(folder / f"{number}.ttf")
            files[-1].write_bytes(data)
        yield list(map(str, files))


def _faces(words: str) -> Iterator[bytes]:
    for face in typeset((words,)).faces if words else ():
        yield _named(face)


def _named(face: Face) -> bytes:
    """The font with its family and style written into it: those who load a file know nothing else."""
    font = TTFont(io.BytesIO(face.data))
    style, name = "Italic" if face.italic else "Regular", font["name"]
    compact = f"{face.family.replace(' ', '')}-{face.weight}{style}"
    name.names = []
    for number, text in ((_FAMILY, face.family), (_STYLE, style), (_POSTSCRIPT, compact)):
        name.setName(text, number, *_WINDOWS_ENGLISH)
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = _ITALIC if face.italic else _REGULAR
    written = io.BytesIO()
    font.save(written, reorderTables=None)
    return written.getvalue()
