"""Moodle's text formats → HTML.

Formats are those of Moodle's `lib/weblib.php`: html, moodle_auto_format, plain_text, markdown.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape

from lxml import etree
from markdown_it import MarkdownIt

from quizgen.importers.shared.formulas import with_formulas
from quizgen.importers.shared.text import paragraph
from quizgen.markup.plain import plain
from quizgen.model import Markup, walk

_BLANKS = " \t\n\r\0\x0b"
_BLOCKS = re.compile(r"<(?:p|div|br|ul|ol|table|pre|h[1-6]|blockquote)\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def source(element: etree._Element) -> str:
    """What stands in the <text> of an element, or in itself: trimmed, as Moodle does it.

    HTML that somebody wrote without CDATA is taken for HTML.
    """
    found = element.find("text")
    holder = element if found is None else found
    parts = [holder.text or ""]
    if found is not None:
        for child in found:
            parts += (etree.tostring(child, encoding="unicode"),)
    return "".join(parts).replace("\r\n", "\n").replace("\r", "\n").strip(_BLANKS)


def marked_up(text: str) -> bool:
    """Whether there is any HTML in it."""
    return "<" in text or "&" in text


def plain_paragraph(text: str) -> Markup:
    """The nodes of HTML in which there is none: it reads the same, and is much quicker."""
    words = _SPACES.sub(" ", text).strip(" ")
    if not words:
        return ()
    return with_formulas(paragraph(words))


def as_html(text: str, format: str) -> str:
    """The text of that format as HTML."""
    if format == "markdown":
        return str(_markdown().render(text))
    if format == "plain_text":
        return with_breaks(escape(text, quote=False))
    if format == "html" or _BLOCKS.search(text):
        return text
    return with_breaks(text)


def with_breaks(text: str) -> str:
    """Lines as lines and blank lines as ends of paragraphs, as Moodle shows what was typed without HTML."""
    if "\n" not in text:
        return text
    paragraphs = (part.replace("\n", "<br>\n") for part in _PARAGRAPHS.split(text))
    return "".join(f"<p>{part}</p>" for part in paragraphs)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def empty(text: Markup) -> bool:
    """Whether there is nothing to see."""
    return not plain(text).strip() and not any(node.kind == "image" for node in walk(text))
