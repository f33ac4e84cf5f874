"""Text of a workbook that is partly bold, raised and the like → inline nodes, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quizgen.importers.shared.html.scripts import lowered, raised
from quizgen.model import Markup, Node, walk


def rich(runs: Iterable[Any]) -> Markup:
    """The nodes of openpyxl's rich text: texts, and blocks with a font."""
    return tuple(node for run in runs for node in _run(run))


def _run(run: Any) -> Iterator[Node]:
    font = getattr(run, "font", None)
    lines = str(getattr(run, "text", run)).replace("_x000D_", "").split("\n")
    for number, line in enumerate(lines):
        if number:
            yield Node("linebreak")
        if line:
            yield from _set(Node("text", line), font)


def _set(text: Node, font: Any) -> Iterator[Node]:
    """The text, set as its font says; blanks at its ends stay outside, as Markdown needs it."""
    words = text.text.strip()
    if font is None or not words:
        yield text
        return
    before, _, behind = text.text.partition(words)
    found: tuple[Node, ...] = (Node("text", words),)
    if font.vertAlign in ("superscript", "subscript"):
        found = tuple((raised if font.vertAlign == "superscript" else lowered)(found))
    for holds, kind in ((font.i, "emphasis"), (font.b, "strong"), (font.strike, "strike")):
        found = (Node(kind, children=found),) if holds else found
    yield from (Node("text", before),) if before else ()
    yield from found
    yield from (Node("text", behind),) if behind else ()


def plain_text(marked: Markup) -> str:
    """The words of such nodes."""
    return "".join("\n" if node.kind == "linebreak" else node.text for node in walk(marked))
