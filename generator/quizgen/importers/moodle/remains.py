"""A question that cannot be read as one of ours → its words, for a note."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from quizgen.importers.moodle import texts
from quizgen.importers.shared import html
from quizgen.markup.plain import plain

_LEFT_OUT = frozenset({"name", "file", "tags", "image_base64"})
_LABELS = {"questiontext": "", "generalfeedback": "Feedback", "graderinfo": "For graders"}


def words(element: _Element) -> str:
    """All texts in it, line by line, with the share that an answer earns."""
    return "\n".join((f"({element.get('type') or 'no type'})", *_lines(element)))


def _lines(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or not isinstance(child.tag, str):
            continue
        text = _text(child) if child.find("text") is not None else ""
        if text:
            label = _LABELS.get(child.tag, child.tag)
            share = f" ({child.get('fraction')} %)" if child.get("fraction") else ""
            yield f"{label}{share}: {text}".removeprefix(": ")
        yield from (f"    {line}" for line in _lines(child))


def _text(element: _Element | None) -> str:
    if element is None:
        return ""
    source = texts.as_html(texts.source(element), element.get("format", "html"))
    if not texts.marked_up(source):
        return " ".join(source.split())
    return plain(html.passage(source, lambda attributes: None, lambda message: None))
