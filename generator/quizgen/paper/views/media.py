"""Formulas, pictures, gaps and code of authored text → HTML for print, and the pictures it uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from quizgen.markup.formula import Formula
from quizgen.model import Gap, Node, Picture
from quizgen.paper.views.asset import Asset
from quizgen.paper.views.code import highlight

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(cm|mm|in|px|pt|em|%)")

GAP_WIDTHS = ((8, "short"), (20, "medium"), (10_000, "long"))
"""Up to how many characters of the longest model answer a question's gaps are how wide."""


@dataclass(frozen=True, slots=True)
class PaperMedia:
    """How a paper shows what HTML alone cannot; `gaps` are those of the question shown.

    `picture_label` describes a picture whose author gave no description.
    """

    formulas: Mapping[tuple[str, bool], Formula]
    pictures: Mapping[str, Picture]
    picture_label: str
    gaps: tuple[Gap, ...] = ()

    def formula(self, node: Node) -> str:
        """The drawn formula at its size in the text, standing on the base line."""
        display = node.kind == "formula_block" or node.get("display") == "true"
        formula = self.formulas[node.text, display]
        image = formula_image(formula)
        style = f"width: {formula.width:.4f}em; vertical-align: {-formula.depth:.4f}em"
        alt = escape(formula.spoken or formula.tex)
        drawn = f'<img class="formula" src="{image.address}" alt="{alt}" style="{style}">'
        return f'<span class="display">{drawn}</span>' if display else drawn

    def image(self, node: Node) -> str:
        """The picture as wide as the author asks, else in its natural size of 96 pixels an inch."""
        picture = self.pictures[node.get("picture")]
        sizes = {name: _length(node.get(name)) for name in ("width", "height")}
        if not any(sizes.values()):
            sizes["width"] = f"{picture.width}px"
        style = "; ".join(f"{name}: {size}" for name, size in sizes.items() if size)
        alt = escape(node.get("alt") or self.picture_label)
        address = picture_image(picture).address
        return f'<img class="picture" src="{address}" alt="{alt}" style="{style}">'

    def gap(self, node: Node) -> str:
        """A blank; all gaps of a question are equally wide, so that width tells nothing."""
        number = int(node.get("number"))
        longest = max((len(str(gap.answers[0])) for gap in self.gaps if gap.answers), default=0)
        width = next(name for most, name in GAP_WIDTHS if longest <= most)
        hint = self.gaps[number].hint if number < len(self.gaps) else ""
        shown = f' <span class="gap-hint">({escape(hint)})</span>' if hint else ""
        return f'<span class="gap gap-{width}" data-target="line"></span>&NoBreak;{shown}'

    def code(self, node: Node) -> str:
        """Code, highlighted by weight and slant so that it reads in black and white."""
        return f"<pre><code>{highlight(node.text, node.get('language'))}</code></pre>\n"


def formula_image(formula: Formula) -> Asset:
    """The picture that a formula is printed as."""
    return Asset("image/svg+xml", formula.svg.encode())


def picture_image(picture: Picture) -> Asset:
    """The picture as a document fetches it."""
    return Asset(picture.media_type, picture.data)


def _length(text: str) -> str:
    """A CSS length, or nothing; a bare number counts pixels."""
    text = text.strip()
    if text.isdigit():
        return f"{text}px"
    return text if _LENGTH.fullmatch(text) else ""
