"""A cell → a passage."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizgen.importers.shared import text
from quizgen.importers.shared.formulas import with_formulas
from quizgen.importers.shared.html import passage as html_passage
from quizgen.importers.table.cells import Cell
from quizgen.model import Markup, Node

_TEX = re.compile(r"(?<![\\$\w])\$(?!\s)(?:[^$\n]*[\\^_={}][^$\n]*|[a-zA-Z])(?<!\s)\$(?![\d$])")
_HTML = re.compile(
    r"<(p|div|span|ul|ol|table|h[1-6])\b[^<>]*>.*</(p|div|span|ul|ol|table|h[1-6])>", re.DOTALL
)
_LEGEND = re.compile(r"^(?:[A-Za-z]|\d{1,2})[.)][ \t]+(?=\S)")


def is_html(cell: str) -> bool:
    """Whether a cell is a piece of HTML from its beginning to its end, not one that speaks of it."""
    return bool(_HTML.fullmatch(cell.strip()))


def of(cell: Cell, html: bool, warn: Callable[[str], None]) -> Markup:
    """The cell's text as paragraphs; what is bold or raised in a workbook stays so.

    Formulas stand between \\(…\\), $$…$$, or single dollars where what is between them is surely TeX.
    """
    if html and "<" in cell.text:
        return html_passage(cell.text, lambda attributes: None, warn)
    if cell.marked:
        return with_formulas((Node("paragraph", children=_trimmed(cell.marked)),))
    return text.passage(cell.text, dollars=bool(_TEX.search(cell.text)))


def _trimmed(marked: Markup) -> Markup:
    """Without line breaks at the ends."""
    nodes = list(marked)
    while nodes and nodes[-1].kind == "linebreak":
        nodes.pop()
    while nodes and nodes[0].kind == "linebreak":
        nodes.pop(0)
    return tuple(nodes)


def unlettered(options: list[Cell]) -> list[Cell]:
    """Options without letters or numbers in front, where all have them in order: A. … B. … C. …"""
    starts = [_LEGEND.match(option.text) for option in options]
    signs = [start[0].strip(" \t.)").upper() if start else "" for start in starts]
    wanted = ([chr(65 + n) for n in range(len(signs))], [str(n + 1) for n in range(len(signs))])
    if len(options) < 2 or signs not in wanted or any(option.marked for option in options):
        return options
    return [Cell(_LEGEND.sub("", option.text)) for option in options]
