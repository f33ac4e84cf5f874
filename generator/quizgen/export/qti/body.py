"""Markup → XHTML as item bodies may hold it, with MathML and the pictures it shows.

IMS QTI 2.1 Information Model, section "Content Model": a subset of XHTML without styles, struck or
marked words and numbers for lists; these are classes here, which the style sheet of the package shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from urllib.parse import quote

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms.media import Rich, Style
from quizgen.markup.formula import Formula
from quizgen.model import Gap, Markup, Picture

MEDIA = "media"
"""The folder of the pictures."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_ALIGNED = re.compile(r"text-align: (\w+)")


class Bodies:
    """Writes the passages of an exam with its pictures and its formulas as drawn."""

    def __init__(
        self, pictures: Mapping[str, Picture], formulas: Mapping[tuple[str, bool], Formula]
    ) -> None:
        self._pictures = pictures
        self._mathml = {(tex.strip(), shown): mathml(f) for (tex, shown), f in formulas.items()}
        self._style = Style(address, lambda *key: self._mathml[key], attributes="/", coloured=False)

    def rich(self, markup: Markup, gaps: tuple[Gap, ...] = ()) -> Rich:
        """A passage of blocks; a gap is followed by its hint."""
        style = replace(self._style, gap=lambda number: _gap(number, gaps[number]))
        return _clean(style.rich(markup, self._pictures))

    def inline(self, markup: Markup) -> Rich:
        """An option or an entry."""
        return _clean(self._style.inline(markup, self._pictures))


def mathml(formula: Formula) -> str:
    """The formula as platforms draw it, with its TeX, which editors and importers take."""
    start, _, inside = formula.mathml.removesuffix("</math>").partition(">")
    if formula.display and " display=" not in start:
        start += ' display="block"'
    tex = escape(formula.tex.strip(), quote=False)
    note = f'<annotation encoding="application/x-tex">{tex}</annotation>'
    return f"{start}><semantics><mrow>{inside}</mrow>{note}</semantics></math>"


def address(picture: Picture) -> str:
    """Where a picture lies in the package, beside whose items its folder is."""
    return f"{MEDIA}/{quote(picture.name)}"


def _gap(number: int, gap: Gap) -> str:
    hint = f" <em>({escape(gap.hint)})</em>" if gap.hint else ""
    return f'<gap n="{number}"/>{hint}'


def _clean(rich: Rich) -> Rich:
    if not rich.html.strip():
        return Rich()
    closed = rich.html.replace("<br>", "<br/>").replace("<hr>", "<hr/>")
    root = etree.fromstring(f"<body>{closed}</body>".encode(), _PARSER)
    for element in list(root.iter(etree.Element)):
        if element.tag in _CLEANERS:
            _CLEANERS[element.tag](element)
    text = etree.tostring(root, encoding="unicode")
    return Rich(text.removeprefix("<body>").removesuffix("</body>").strip(), rich.pictures)


def _struck(element: _Element) -> None:
    element.tag = "span"
    element.set("class", "strike")


def _marked(element: _Element) -> None:
    element.tag = "span"
    element.set("class", "mark")


def _aligned(element: _Element) -> None:
    found = _ALIGNED.search(str(element.attrib.pop("style", "")))
    if found:
        element.set("class", f"align-{found.group(1)}")


def _with_body(table: _Element) -> None:
    """A table needs rows besides its head."""
    if table.find("tbody") is None:
        for head in table.iterfind("thead"):
            head.tag = "tbody"


def _numbered(element: _Element) -> None:
    """A list that does not begin with 1 bears its numbers as words."""
    first = int(str(element.attrib.pop("start", "1")))
    if first == 1:
        return
    element.tag = "ul"
    element.set("class", "numbered")
    for number, item in enumerate(element.iterfind("li"), start=first):
        mark = etree.Element("span", {"class": "number"})
        mark.text, mark.tail, item.text = f"{number}. ", item.text, None
        item.insert(0, mark)


def _sized(image: _Element) -> None:
    """Percentages are whole numbers here."""
    for name in ("width", "height"):
        length = image.get(name, "")
        if length.endswith("%"):
            image.set(name, f"{max(1, round(float(length[:-1])))}%")


_CLEANERS = {
    "s": _struck,
    "mark": _marked,
    "td": _aligned,
    "th": _aligned,
    "table": _with_body,
    "ol": _numbered,
    "img": _sized,
}

SHEET = """\
.strike { text-decoration: line-through; }
.mark { background: #ff9; }
.align-left { text-align: left; }
.align-center { text-align: center; }
.align-right { text-align: right; }
.numbered { list-style: none; }
.footnotes { font-size: smaller; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.2em 0.5em; }
img { max-width: 100%; }
"""
