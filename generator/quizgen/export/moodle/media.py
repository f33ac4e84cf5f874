r"""Markup → HTML for Moodle, and the pictures that go with it.

Formulas stand in \(…\) and \[…\], which Moodle hands to MathJax. Pictures are addressed as
@@PLUGINFILE@@/name; the files stand beside the text in the XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from urllib.parse import quote

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

from quizgen.markup import html
from quizgen.model import Markup, Node, Picture, walk

PLUGINFILE = "@@PLUGINFILE@@"

MOST_COLOURED = 5_000
"""Characters of code; the lexers of some languages take seconds for more."""

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(cm|mm|in|pt|px|em|%|)")
_PIXELS = {"cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96, "pt": 96 / 72, "px": 1, "em": 16, "": 1}

_MATHS = re.compile(r"\\(?=[(\[])|\$(?=\$)")
"""Where MathJax would take authored words for the beginning of a formula."""

LIKE_A_GAP = re.compile(r"\{(?=#\d|\d*:[A-Z_]+:)")
"""Where Moodle would take authored words or TeX for a gap of a Cloze question."""


@dataclass(frozen=True, slots=True)
class Rich:
    """HTML and the pictures it shows, each once, in the order of their appearance."""

    html: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class MoodleMedia:
    """What Moodle shows in its own way."""

    pictures: Mapping[str, Picture]

    def formula(self, node: Node) -> str:
        """TeX between the delimiters that Moodle's MathJax filter looks for."""
        block = node.kind == "formula_block"
        # A blank after the brace is nothing to TeX.
        tex = escape(LIKE_A_GAP.sub("{ ", node.text.strip()), quote=False)
        if block or node.get("display"):
            return f"<p>\\[{tex}\\]</p>\n" if block else f"\\[{tex}\\]"
        return f"\\({tex}\\)"

    def image(self, node: Node) -> str:
        """The picture; on narrow screens it shrinks."""
        source = f"{PLUGINFILE}/{quote(self.pictures[node.get('picture')].name)}"
        size = _size("width", node.get("width")) + _size("height", node.get("height"))
        return f'<img src="{source}" alt="{escape(node.get("alt"))}"{size} class="img-fluid">'

    def gap(self, node: Node) -> str:
        """A mark that no text can hold, for the gap to be put in its place."""
        return gap_mark(int(node.get("number")))

    def code(self, node: Node) -> str:
        """Code with colours as styles of its own: Moodle has no style sheet of ours."""
        language = node.get("language") if len(node.text) <= MOST_COLOURED else ""
        # Lexers need a line break at the end: without one, those of consoles lose the last line.
        text = highlight(node.text.rstrip("\n") + "\n", _lexer(language), _FORMATTER)
        return f"<pre><code>{text.rstrip()}</code></pre>\n"


def gap_mark(number: int) -> str:
    """What stands for the gap with that number, from 0."""
    return f"\2{number}\3"


def rich(markup: Markup, pictures: Mapping[str, Picture]) -> Rich:
    """A passage of its own: the stem, feedback, hints."""
    return _rich(html.render, markup, pictures)


def rich_inline(markup: Markup, pictures: Mapping[str, Picture]) -> Rich:
    """A passage that stands beside a button or in a cell: an option, an entry."""
    return _rich(html.render_inline, markup, pictures)


_Render = Callable[[Markup, html.Media], str]


def _rich(render: _Render, markup: Markup, pictures: Mapping[str, Picture]) -> Rich:
    keys = dict.fromkeys(node.get("picture") for node in walk(markup) if node.kind == "image")
    text = render(tuple(map(_literal, markup)), MoodleMedia(pictures))
    return Rich(text, tuple(pictures[key] for key in keys))


def _literal(node: Node) -> Node:
    """Keep MathJax from reading formulas into words, by an invisible word joiner; code it skips."""
    text = _MATHS.sub("\\g<0>\N{WORD JOINER}", node.text) if node.kind == "text" else node.text
    children = tuple(map(_literal, node.children))
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


@cache
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)
