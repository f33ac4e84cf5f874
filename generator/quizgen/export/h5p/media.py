"""Passages and pictures of questions → the HTML, texts and picture files of H5P."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from functools import cache
from html import unescape

from quizgen.export.h5p.simple import simplified, stressed
from quizgen.export.lms.drawing import png_of
from quizgen.export.lms.facts import digest
from quizgen.export.lms.media import Style
from quizgen.labels import labels
from quizgen.model import Markup, Node, Picture, Question, walk

FOLDER = "images"
"""Below content/, where H5P looks for pictures."""

_STYLE = Style(address=lambda picture: "")
_END = re.compile(r"</p>|<br>")
_TAG = re.compile(r"<[^>]*>")
_SIZE = slice(16, 24)
"""Width and height in a PNG (W3C PNG, 11.2.1 IHDR)."""


def rich(markup: Markup, picture: str = "") -> str:
    """A passage as paragraphs."""
    return _STYLE.rich(simplified(markup, picture), {}).html.strip()


def strong_only(markup: Markup) -> str:
    """The same for a field that knows no emphasis."""
    return _STYLE.rich(stressed(simplified(markup)), {}).html.strip()


def boxed(markup: Markup) -> str:
    """An option or its feedback: H5P's own editor puts the lines of these into div."""
    return rich(markup).replace("<p>", "<div>").replace("</p>", "</div>")


def flat(markup: Markup) -> str:
    """The passage for a field without any elements: one line, whose text is escaped all the same."""
    return " ".join(_TAG.sub("", _END.sub(" ", rich(markup))).split())


def words(markup: Markup) -> str:
    """The passage as plain words in one line, not escaped."""
    return unescape(flat(markup))


def stem(question: Question) -> str:
    """What is asked; words stand for a picture within a line, which H5P shows above."""
    return rich(question.stem, picture_words(question))


def picture_words(question: Question) -> str:
    """What stands in a line for a picture."""
    return f"[{labels(question.language).print['picture']}]"


def images(markup: Markup) -> tuple[Node, ...]:
    """The pictures in a passage."""
    return tuple(node for node in walk(markup) if node.kind == "image")


def shown(question: Question, pictures: Mapping[str, Picture]) -> tuple[Picture, str] | None:
    """The picture above the question and its description, if it has one. Raises NotDrawn, OSError."""
    for node in images(question.stem):
        alt = node.get("alt") or labels(question.language).print["picture"]
        return pixels_of(pictures[node.get("picture")]), alt
    return None


@cache
def pixels_of(picture: Picture) -> Picture:
    """The picture in a format that H5P takes: it refuses drawings. Raises NotDrawn, OSError."""
    if picture.media_type != "image/svg+xml":
        return picture
    data = png_of(picture)
    width, height = struct.unpack(">II", data[_SIZE])
    return Picture(digest(data), "image/png", data, width, height)
