"""Inline HTML → inline nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lxml.html import HtmlElement

from quizgen.importers.shared.formulas import split
from quizgen.importers.shared.html.scripts import lowered, raised
from quizgen.model import Markup, Node

Pictures = Callable[[Mapping[str, str]], Node | None]
"""The attributes of an <img> (src, alt, width, height) → its node."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_STYLES = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "u": "emphasis",
    "ins": "emphasis",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "mark": "mark",
}
_LINES = frozenset("blockquote caption dd div dl dt li ol p pre table td th tr ul".split())
"""What has lines or a place of its own: words in it are not words with those beside it, as in a cell."""

_EMPTY = frozenset({"linebreak", "image", "footnote", "gap"})


class Inlines:
    """Turns what stands within a paragraph into nodes."""

    def __init__(self, pictures: Pictures, notes: Mapping[str, Markup], dollars: bool) -> None:
        self._pictures, self._notes, self._dollars = pictures, notes, dollars

    def text(self, words: str | None) -> Iterator[Node]:
        """A run of text; blanks of all sorts but the hard ones are one, except in formulas."""
        for node in split(words or "", self._dollars):
            yield Node("text", _BLANKS.sub(" ", node.text)) if node.kind == "text" else node

    def element(self, element: HtmlElement) -> Iterator[Node]:
        """An element, without what follows it."""
        tag = str(element.tag)
        if tag in _STYLES:
            yield from _styled(_STYLES[tag], tuple(self.inside(element)))
        elif tag in _ELEMENTS:
            yield from _ELEMENTS[tag](self, element)
        elif tag in _LINES:
            yield from (Node("text", " "), *self.inside(element), Node("text", " "))
        else:
            yield from self.inside(element)

    def inside(self, element: HtmlElement) -> Iterator[Node]:
        """All that an element holds."""
        yield from self.text(element.text)
        for child in element:
            yield from self.element(child)
            yield from self.text(child.tail)

    def image(self, element: HtmlElement) -> Iterator[Node]:
        """A picture, or its description where there is none."""
        found = self._pictures({str(name): str(value) for name, value in element.attrib.items()})
        if found:
            yield found
        else:
            yield Node("text", element.get("alt") or "")

    def raised(self, element: HtmlElement) -> Iterator[Node]:
        """The sign of a footnote, or raised text."""
        number = "".join(map(str, element.itertext())).strip()
        if number in self._notes:
            yield Node("footnote", children=self._notes[number])
        else:
            yield from raised(self.inside(element))

    def link(self, element: HtmlElement) -> Iterator[Node]:
        """A link; one that leads nowhere useful is its text."""
        children = tuple(self.inside(element))
        href = (element.get("href") or "").strip()
        if href.startswith(("http://", "https://", "mailto:")) and children:
            yield Node("link", children=children, attributes=(("href", href),))
        else:
            yield from children


def _code(inlines: Inlines, element: HtmlElement) -> Iterator[Node]:
    words = _BLANKS.sub(" ", "".join(map(str, element.itertext())))
    if words.strip():
        yield Node("code", words)


def _quoted(inlines: Inlines, element: HtmlElement) -> Iterator[Node]:
    yield from (Node("text", "“"), *inlines.inside(element), Node("text", "”"))


def _styled(kind: str, children: Markup) -> Iterator[Node]:
    """The node, with blanks at its ends outside: Markdown cannot have them within."""
    if not any(node.kind in _EMPTY or node.text.strip() or node.children for node in children):
        yield from children
        return
    first, last = children[0], children[-1]
    before = first.kind == "text" and first.text.startswith(" ")
    behind = last.kind == "text" and last.text.endswith(" ")
    if before:
        children = (replace(first, text=first.text.lstrip(" ")), *children[1:])
    if behind:
        children = (*children[:-1], replace(children[-1], text=children[-1].text.rstrip(" ")))
    yield from (Node("text", " "),) if before else ()
    yield Node(kind, children=children)
    yield from (Node("text", " "),) if behind else ()


_ELEMENTS: Mapping[str, Callable[[Inlines, HtmlElement], Iterator[Node]]] = {
    "br": lambda inlines, element: iter((Node("linebreak"),)),
    "img": Inlines.image,
    "a": Inlines.link,
    "q": _quoted,
    "sup": Inlines.raised,
    "sub": lambda inlines, element: lowered(inlines.inside(element)),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _code),
}
