"""Boxes and their marked contents → structure elements, as PDF/UA-1 wants them.

The types are those of ISO 32000-1, 14.8.4. What only serves layout leaves no trace: a `Div` says
nothing, and an element without content is none, but for the cells of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

from quizgen.paper.composing.blocks import Clickable, Hole, Tag
from quizgen.paper.layout.boxes import children, content_box, descendants, unwrapped
from quizgen.paper.pdf.objects import pdf_text

Kid = Tag | Hole | Clickable | int

_TYPES: Mapping[str, str] = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("p", "pre", "dt", "dd", "header", "div"), "P"),
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    "li": "LI",
    "section": "Sect",
    "blockquote": "BlockQuote",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
_NUMBERINGS = {"decimal": "Decimal", "disc": "Disc", "circle": "Circle", "square": "Square"}
_MARKER = "li::marker"
_INLINE = frozenset({"Figure", "Formula", "Link"})
_HOLDS_TEXT = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "Lbl", "LBody"})
_CELLS = frozenset({"TH", "TD", "TR"})


def structure(
    box: Any,
    marks: Mapping[Any, int],
    holes: Mapping[Any, Hole],
    links: Mapping[Any, int] = MappingProxyType({}),
) -> tuple[Kid, ...]:
    """The elements of a box; `marks` are the numbers of marked contents by their boxes, so are `links`.

    `holes` tell which boxes are drawn apart. Text that stands in no paragraph gets one.
    """
    return _in_paragraphs(_elements(box, None, _Source(marks, holes, links)))


@dataclass(frozen=True, slots=True)
class _Source:
    marks: Mapping[Any, int]
    holes: Mapping[Any, Hole]
    links: Mapping[Any, int]


def _elements(box: Any, parent: Any, source: _Source) -> Iterator[Kid]:
    box = unwrapped(box)
    if box in source.holes:
        yield source.holes[box]
    elif box in source.marks:
        yield _leaf(box, source.marks[box])
    elif box.element_tag == _MARKER and box.element is not None:
        yield from _label(box, source)
    elif box.element is None or box.element is parent:
        yield from _within(box, parent, source)
    else:
        yield from _element(box, source)


def _within(box: Any, element: Any, source: _Source) -> Iterator[Kid]:
    for child in children(box):
        yield from _elements(child, element, source)


def _label(marker: Any, source: _Source) -> Iterator[Kid]:
    """The bullet or number of a list's item, which may stand in several boxes."""
    marks = tuple(source.marks[box] for box in descendants(marker) if box in source.marks)
    if marks:
        yield Tag("Lbl", b"", marks)


def _element(box: Any, source: _Source) -> Iterator[Kid]:
    kids = tuple(_within(box, box.element, source))
    kind = _TYPES.get(box.element_tag, "")
    if not kids and kind not in _CELLS:
        return
    build = _BUILDERS.get(kind)
    if box in source.links:
        yield Tag("Link", b"", (*kids, Clickable(source.links[box])))
    elif build is not None:
        yield build(box, kids)
    elif kind == "P" and not all(map(_is_inline, kids)):
        yield from _in_paragraphs(iter(kids))
    elif kind:
        yield Tag(kind, _language(box), kids if kind in _HOLDS_TEXT else _in_paragraphs(iter(kids)))
    else:
        yield from kids


def _language(box: Any) -> bytes:
    """The language of what is not in that of the document."""
    named = box.element.attrib.get("lang", "")
    return b"/Lang%s" % pdf_text(named) if named else b""


def _leaf(box: Any, mark: int) -> Kid:
    """A text as it is; a picture with its description, a formula in spoken words."""
    if box.element is None or box.element.tag != "img":
        return mark
    words = pdf_text(box.element.attrib.get("alt", ""))
    room = content_box(box)
    if box.element.attrib.get("class") == "formula":
        return Tag("Formula", b"/Alt %s/ActualText %s" % (words, words), (mark,))
    size = b"/A<</O/Layout/Width %.2f/Height %.2f>>" % (room.width * 0.75, room.height * 0.75)
    return Tag("Figure", b"/Alt %s%s" % (words, size), (mark,))


def _in_paragraphs(kids: Iterator[Kid]) -> tuple[Kid, ...]:
    """The elements, with what is inline gathered in paragraphs."""
    found: list[Kid] = []
    for inline, group in groupby(kids, _is_inline):
        together = tuple(group)
        found += (Tag("P", b"", together),) if inline else together
    return tuple(found)


def _is_inline(kid: Kid) -> bool:
    """Whether it belongs into a paragraph: parts are blocks of their own."""
    if isinstance(kid, Hole):
        return bool(kid.slot)
    return not isinstance(kid, Tag) or kid.kind in _INLINE


def _list(box: Any, kids: tuple[Kid, ...]) -> Tag:
    style = box.style["list_style_type"]
    numbering = _NUMBERINGS.get(style if isinstance(style, str) else "", "None")
    lettered = numbering == "None" and any(_has_label(kid) for kid in kids)
    named = "UpperAlpha" if lettered else numbering
    terms = box.element_tag == "dl"
    items = tuple(
        kid if _is_item(kid) and not terms else Tag("LI", b"", (_body((kid,)),)) for kid in kids
    )
    return Tag("L", b"/A<</O/List/ListNumbering/%s>>" % named.encode(), items)


def _is_item(kid: Kid) -> bool:
    return isinstance(kid, Hole) or (isinstance(kid, Tag) and kid.kind == "LI")


def _has_label(kid: Kid) -> bool:
    return isinstance(kid, Hole) or (
        isinstance(kid, Tag) and any(isinstance(k, Tag) and k.kind == "Lbl" for k in kid.kids)
    )


def _item(_: Any, kids: tuple[Kid, ...]) -> Tag:
    """A list's item: its label, a slot or a marker, and its body."""
    first = kids[0]
    if isinstance(first, Hole) and first.slot:
        return Tag("LI", b"", (Tag("Lbl", b"", (first,)), _body(kids[1:])))
    if isinstance(first, Tag) and first.kind == "Lbl":
        return Tag("LI", b"", (first, _body(kids[1:])))
    return Tag("LI", b"", (_body(kids),))


def _body(kids: tuple[Kid, ...]) -> Tag:
    return Tag("LBody", b"", kids)


def _cell(box: Any, kids: tuple[Kid, ...]) -> Tag:
    spans = (("ColSpan", box.colspan), ("RowSpan", box.rowspan))
    parts = [b"/%s %d" % (name.encode(), count) for name, count in spans if count != 1]
    kind = _TYPES[box.element_tag]
    if kind == "TH":
        scope = "Row" if box.element.attrib.get("scope") == "row" else "Column"
        parts.append(b"/Scope/%s" % scope.encode())
    attributes = b"/A<</O/Table%s>>" % b"".join(parts) if parts else b""
    return Tag(kind, attributes, kids)


_BUILDERS: Mapping[str, Callable[[Any, tuple[Kid, ...]], Tag]] = {
    "L": _list,
    "LI": _item,
    "TH": _cell,
    "TD": _cell,
}
