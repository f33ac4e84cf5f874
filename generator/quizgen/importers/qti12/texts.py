"""<material> of any tool → passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from lxml import etree
from lxml.etree import _Element

from quizgen.importers.qti12 import tree
from quizgen.importers.shared import html
from quizgen.importers.shared.text import passage
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Node

_TEXTS = ("mattext", "mat_formattedtext", "matemtext")
_MEDIA = {
    "matimage": "picture",
    "mataudio": "audio",
    "matvideo": "video",
    "matapplet": "applet",
    "matapplication": "file",
}
_LIKE_HTML = re.compile(
    r"</(?:p|div|span|strong|em|b|i|u|ul|ol|li|sub|sup|a|table|pre|code|h\d)>|<(?:br|img)\b"
    r"|&(?:amp|lt|gt|nbsp|quot|#\d+);",
    re.IGNORECASE,
)
_GUARDED = "<\N{WORD JOINER}"
"""What keeps platforms from reading plain text as HTML (`export/qti1/texts.py`)."""


class Texts:
    """Turns what stands in a document into passages.

    `show` makes nodes of pictures, `warn` is told what is lost.
    """

    def __init__(self, show: html.Pictures, warn: Callable[[str], None]) -> None:
        self._show, self._warn = show, warn

    def of(self, element: _Element | None) -> Markup:
        """All materials in an element. Raises Broken for a missing picture."""
        if element is None:
            return ()
        return tuple(node for each in self._parts(element) for node in self._part(each))

    def line(self, element: _Element | None) -> str:
        """The same as plain text on one line."""
        return one_line(self.of(element))

    def html(self, source: str) -> Markup:
        """The passage that HTML is."""
        return html.passage(source, self._show, self._warn)

    def _parts(self, element: _Element) -> Iterator[_Element]:
        if element.tag in (*_TEXTS, *_MEDIA):
            yield element
            return
        for child in element:
            yield from self._parts(child)

    def _part(self, element: _Element) -> Markup:
        if element.tag in _TEXTS:
            return self._text(element)
        address = element.get("uri") or element.get("src") or ""
        if element.tag == "matimage" and (address or tree.text(element)):
            return self._picture(element, address)
        self._warn(f"the {_MEDIA[str(element.tag)]} in it is left out: {address}".rstrip(": "))
        return ()

    def _picture(self, element: _Element, address: str) -> Markup:
        if not address and element.get("embedded", "").lower() == "base64":
            kind = element.get("imagtype") or "image/png"
            address = f"data:{kind};base64,{''.join(tree.text(element).split())}"
        given = {name: element.get(name) or "" for name in ("width", "height")}
        shown = {"src": address, "alt": element.get("label") or "", **given}
        node = self._show(shown)
        return (Node("paragraph", children=(node,)),) if node else ()

    def _text(self, element: _Element) -> Markup:
        words, kind = _source(element), _kind(element)
        if len(element) or kind == "html" or (not kind and _LIKE_HTML.search(words)):
            return self.html(words)
        if "<" in words:
            words = words.replace(_GUARDED, "<")
        return passage(words)


def _source(element: _Element) -> str:
    """The text, or the source of elements that stand in it unescaped."""
    if not len(element):
        return element.text or ""
    within = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return escape(element.text or "") + "".join(within)


def _kind(element: _Element) -> str:
    """html, plain or "" where nothing is said; Blackboard's smart text is HTML."""
    told = (element.get("texttype") or element.get("type") or "").lower()
    if "html" in told or told == "smart_text":
        return "html"
    return "plain" if told else ""


def stem(presentation: _Element | None, texts: Texts) -> Markup:
    """What is asked: all materials but those of the places to answer."""
    if presentation is None:
        return ()
    blocks = (flow for flow in presentation.iter("flow") if flow.get("class") == "QUESTION_BLOCK")
    asked = next(blocks, presentation)
    return tuple(node for each in _outside(asked) for node in texts.of(each))


def _outside(element: _Element) -> Iterator[_Element]:
    for child in element:
        if str(child.tag).startswith("material"):
            yield child
        elif not str(child.tag).startswith(("response_", "render_")):
            yield from _outside(child)


def as_line(markup: Markup) -> Markup:
    """The passage as one paragraph, for a cell of a table; line breaks part its blocks."""
    found: list[Node] = []
    for block in markup:
        if block.kind != "paragraph":
            return markup
        found += [Node("linebreak")] * bool(found) + list(block.children)
    return (Node("paragraph", children=tuple(found)),) if found else ()
