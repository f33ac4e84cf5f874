"""HTML tables → tables with one header row and cells of one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from quizgen.importers.shared.html.inlines import Inlines
from quizgen.importers.shared.html.trimming import trimmed
from quizgen.model import Markup, Node

_ALIGN = re.compile(r"text-align:\s*(left|center|right)")
_MOST_CELLS = 20_000


class Tables:
    """Turns tables into nodes. The first row is the header, as Markdown wants one."""

    def __init__(self, inlines: Inlines, warn: Callable[[str], None]) -> None:
        self._inlines, self._warn = inlines, warn

    def table(self, element: HtmlElement) -> Iterator[Node]:
        """The caption as a paragraph, and the table."""
        for caption in element.findall("caption"):
            words = trimmed(tuple(self._inlines.inside(caption)))
            yield from (Node("paragraph", children=words),) if words else ()
        rows = [cells for row in _own_rows(element) if (cells := self._cells(row))]
        width = max(map(len, rows), default=0)
        if width * len(rows) > _MOST_CELLS:
            self._warn(f"a table of more than {_MOST_CELLS:,} cells in it is left out")
            return
        if not width:
            return
        if any(cell.get("colspan") or cell.get("rowspan") for cell in element.iter("td", "th")):
            self._warn("cells of a table that span others are single cells now")
        yield Node("table", children=tuple(_rows(rows, width)))

    def _cells(self, row: HtmlElement) -> list[tuple[Markup, str]]:
        return [self._cell(cell) for cell in row if cell.tag in ("td", "th")]

    def _cell(self, cell: HtmlElement) -> tuple[Markup, str]:
        found = trimmed(tuple(self._inlines.inside(cell)))
        children = tuple(Node("text", " ") if n.kind == "linebreak" else n for n in found)
        align = _ALIGN.search(cell.get("style") or "")
        return children, align[1] if align else (cell.get("align") or "")


def _own_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of the table, without those of tables in its cells, which are text of these."""
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from part.findall("tr")


def _rows(rows: list[list[tuple[Markup, str]]], width: int) -> Iterator[Node]:
    aligns = [align if align in ("left", "center", "right") else "" for _, align in rows[0]]
    aligns += [""] * (width - len(aligns))
    for number, cells in enumerate(rows):
        texts = [children for children, _ in cells] + [()] * (width - len(cells))
        yield Node(
            "row",
            children=tuple(
                _cell(children, align, number == 0)
                for children, align in zip(texts, aligns, strict=True)
            ),
        )


def _cell(children: Markup, align: str, header: bool) -> Node:
    attributes = (("align", align),) if align else ()
    return Node("cell", children=children, attributes=attributes + ((("header", "true"),) * header))
