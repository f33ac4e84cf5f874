r"""Markup → HTML for a learning platform, and the pictures that go with it.

Unless the platform's `Style` has it otherwise, formulas stand in \(…\) and \[…\], which platforms hand to
MathJax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape

from pygments import format as formatted
from pygments.formatters import HtmlFormatter

from quizgen.markup import html
from quizgen.markup.code import tokens
from quizgen.model import Markup, Node, Picture, walk

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(cm|mm|in|pt|px|em|%|)")
_PIXELS = {"cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96, "pt": 96 / 72, "px": 1, "em": 16, "": 1}

_MATHS = re.compile(r"\\(?=[(\[])|\$(?=\$)")
"""Where MathJax would take authored words for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Rich:
    """HTML and the pictures it shows, each once, in the order of their appearance."""

    html: str = ""
    pictures: tuple[Picture, ...] = ()


def delimited(tex: str, display: bool) -> str:
    r"""TeX between the delimiters that MathJax looks for, as HTML."""
    escaped = escape(tex, quote=False)
    return f"\\[{escaped}\\]" if display else f"\\({escaped}\\)"


def gap_mark(number: int) -> str:
    """What stands for the gap with that number, from 0, until it is put there: no text can hold it."""
    return f"\2{number}\3"


@dataclass(frozen=True, slots=True)
class Style:
    """How a platform is told of what is more than text; each function returns HTML.

    `address` gives the address of a picture's file, `formula` shows TeX (True: displayed), `gap` stands
    for the gap of that number, `attributes` are added to each picture, such as a class. Code is
    `coloured` where the platform takes styles of single words.
    """

    address: Callable[[Picture], str]
    formula: Callable[[str, bool], str] = delimited
    gap: Callable[[int], str] = gap_mark
    attributes: str = ' style="max-width: 100%"'
    coloured: bool = True

    def rich(self, markup: Markup, pictures: Mapping[str, Picture]) -> Rich:
        """A passage of its own: the stem, feedback, hints."""
        return self._rich(html.render, markup, pictures)

    def inline(self, markup: Markup, pictures: Mapping[str, Picture]) -> Rich:
        """A passage that stands beside a button or in a cell: an option, an entry."""
        return self._rich(html.render_inline, markup, pictures)

    def _rich(
        self,
        render: Callable[[Markup, html.Media], str],
        markup: Markup,
        pictures: Mapping[str, Picture],
    ) -> Rich:
        keys = dict.fromkeys(node.get("picture") for node in walk(markup) if node.kind == "image")
        text = render(tuple(map(literal, markup)), _Media(self, pictures))
        return Rich(text, tuple(pictures[key] for key in keys))


@dataclass(frozen=True, slots=True)
class _Media:
    """See `quizgen.markup.html.Media`."""

    style: Style
    pictures: Mapping[str, Picture]

    def formula(self, node: Node) -> str:
        block = node.kind == "formula_block"
        shown = self.style.formula(node.text.strip(), block or bool(node.get("display")))
        return f"<p>{shown}</p>\n" if block else shown

    def image(self, node: Node) -> str:
        """The picture; on narrow screens it shrinks."""
        source = escape(self.style.address(self.pictures[node.get("picture")]))
        size = _size("width", node.get("width")) + _size("height", node.get("height"))
        return f'<img src="{source}" alt="{escape(node.get("alt"))}"{size}{self.style.attributes}>'

    def gap(self, node: Node) -> str:
        return self.style.gap(int(node.get("number")))

    def code(self, node: Node) -> str:
        """Code with colours as styles of its own: platforms have no style sheet of ours."""
        language = node.get("language")
        text = formatted(tokens(node.text, language * self.style.coloured), _FORMATTER)
        named = f' class="language-{escape(language)}"' if language else ""  # as HTML proposes it
        return f"<pre><code{named}>{text.rstrip()}</code></pre>\n"


def literal(node: Node) -> Node:
    """Keep MathJax from reading formulas into words, by an invisible word joiner; code it skips."""
    text = _MATHS.sub("\\g<0>\N{WORD JOINER}", node.text) if node.kind == "text" else node.text
    children = tuple(map(literal, node.children))
    if text == node.text and children == node.children:
        return node
    return replace(node, text=text, children=children)


def pixels(length: str) -> str:
    """A length such as 6cm, at 96 pixels an inch, or a percentage as it is; "" for anything else."""
    match = _LENGTH.fullmatch(length.strip())
    if not match:
        return ""
    number, unit = match.groups()
    return f"{number}%" if unit == "%" else str(max(1, round(float(number) * _PIXELS[unit])))


def _size(name: str, length: str) -> str:
    value = pixels(length)
    return f' {name}="{value}"' if value else ""


_FORMATTER: HtmlFormatter[str] = HtmlFormatter(noclasses=True, nowrap=True)
