"""Formulas, pictures, gaps and code of authored text → HTML that becomes a Word document."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape

from quizgen.export.lms.drawing import png_of
from quizgen.export.lms.media import delimited, pixels
from quizgen.markup.formula import Formula
from quizgen.model import Gap, Node, Picture

BLANK = "_" * 20
WIDEST = 600
"""Pixels, at 96 an inch, between the margins of A4."""


@dataclass(frozen=True, slots=True)
class WordMedia:
    """How a Word document shows what HTML alone cannot; see `quizgen.markup.html.Media`."""

    formulas: Mapping[tuple[str, bool], Formula]
    pictures: Mapping[str, Picture]
    picture_label: str
    gaps: tuple[Gap, ...] = ()

    def formula(self, node: Node) -> str:
        """TeX, of which pandoc makes an equation that Word can edit."""
        block = node.kind == "formula_block"
        shown = delimited(node.text.strip(), block or bool(node.get("display")))
        return f"<p>{shown}</p>\n" if block else shown

    def image(self, node: Node) -> str:
        """The picture, within the page; drawings become PNG, since not every Word shows SVG."""
        picture = self.pictures[node.get("picture")]
        width = pixels(node.get("width")) or str(min(picture.width, WIDEST))
        alt = escape(node.get("alt") or self.picture_label)
        return f'<img src="{_address(picture)}" alt="{alt}" width="{width}">'

    def gap(self, node: Node) -> str:
        """A blank; all are equally wide, so that width tells nothing."""
        hint = self.gaps[int(node.get("number"))].hint
        return f"{BLANK} ({escape(hint)})" if hint else BLANK

    def code(self, node: Node) -> str:
        """Code as it was written."""
        return f"<pre><code>{escape(node.text.rstrip())}</code></pre>\n"


@cache
def _address(picture: Picture) -> str:
    is_drawing = picture.media_type == "image/svg+xml"
    media_type = "image/png" if is_drawing else picture.media_type
    data = png_of(picture) if is_drawing else picture.data
    return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"
