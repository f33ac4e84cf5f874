"""MathJax's SVG → a small, safe SVG that prints alike inline and as a picture.

MathJax leaves three things to a style sheet of the web page: no stroke around glyphs, the lines of
tables, and dashes. Here they are written into the drawing itself, and everything else is dropped.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from PIL import ImageColor

from quizgen.markup.formula.ink import ink_box
from quizgen.markup.formula.safety import ATTRIBUTES, NAMESPACE, SHAPES, is_safe

EM_PER_UNIT: Final = 0.5 / 442
"""1000 units are an em of the formula's font, whose x-height of 0.442 em is set to the 0.5 em
that text fonts have."""
TABLE_LINE: Final = "70"
DASHES: Final = {"mjx-dashed": "140", "mjx-dotted": "1,140"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A cleaned SVG with its measures in em; depth is the part of the height below the baseline."""

    svg: str
    width: float
    height: float
    depth: float


class ForeignText(Exception):
    """The drawing needs characters that the formula fonts lack: `characters`."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters


class BadColour(Exception):
    """A colour is unknown: its `value`, empty if it broke the drawing altogether."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


class Immeasurable(Exception):
    """A length is beyond all numbers."""


def clean(raw: str) -> Drawing:
    """MathJax's root `<svg>` → its drawing; raises ForeignText, BadColour or Immeasurable."""
    if re.search("Infinity|NaN", raw):
        raise Immeasurable
    root = _parsed(raw)
    text = "".join(str(element.text or "") for element in root.iter(f"{{{NAMESPACE}}}text"))
    if text:
        raise ForeignText(text)
    body = "".join(_shape(child, "currentColor") for child in root)
    left, top, right, bottom = _box(root, body)
    width, height, depth = (_em(units) for units in (right - left, bottom - top, bottom))
    size = f'width="{width}em" height="{height}em" viewBox="{left} {top} {right - left} {bottom - top}"'
    style = f'style="vertical-align:{-depth}em"'
    svg = f'<svg xmlns="{NAMESPACE}" {size} {style}>{body}</svg>'
    if not is_safe(svg):
        raise BadColour("")
    return Drawing(svg, width, height, depth)


def _parsed(raw: str) -> etree._Element:
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:  # only what an author calls a colour is copied as it is
        raise BadColour("") from error
    for element in root.iter():
        for name in ("fill", "stroke"):
            _check_colour(element.get(name, "none"))
    return root


def _check_colour(value: str) -> None:
    try:
        if value not in ("none", "currentColor", "transparent"):
            ImageColor.getrgb(value)
    except ValueError as error:
        raise BadColour(value) from error


def _box(root: etree._Element, body: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the layout and of the ink, and down to the baseline at least."""
    x, y, width, height = (float(number) for number in root.get("viewBox", "0 0 0 0").split())
    ink = ink_box(_parsed(f'<svg xmlns="{NAMESPACE}">{body}</svg>')) or (x, y, x, y)
    left, top = math.floor(min(x, ink[0])), math.floor(min(y, ink[1], 0))
    return left, top, math.ceil(max(x + width, ink[2])), math.ceil(max(y + height, ink[3], 0))


def _em(units: float) -> float:
    return round(units * EM_PER_UNIT, 3) + 0.0


def _shape(element: etree._Element, colour: str) -> str:
    name = etree.QName(element).localname
    colour = element.get("stroke", colour)
    attributes = _attributes(element)
    children = "".join(_shape(child, colour) for child in element)
    if name in ("g", "svg"):
        return f"<{name}{attributes}>{children}</{name}>" if attributes else children
    return f"<{name}{attributes}{_stroke(element, colour)}/>" if name in SHAPES else children


def _attributes(element: etree._Element) -> str:
    values = ((name, element.get(name)) for name in ATTRIBUTES)
    return "".join(f' {name}="{value}"' for name, value in values if value is not None)


def _stroke(element: etree._Element, colour: str) -> str:
    """Only what has a thickness of its own is stroked: else every glyph gets a hairline."""
    width = _thickness(element)
    if not width or colour == "none":
        return ""
    dashes = DASHES.get(element.get("class", ""))
    table = f' fill="none"{_dashes(element, dashes)}' if _is_table_line(element) else ""
    return f'{table} stroke="{colour}" stroke-width="{width}"'


def _dashes(element: etree._Element, dashes: str | None) -> str:
    if not dashes or element.get("stroke-dasharray"):
        return ""
    return f' stroke-dasharray="{dashes}"'


def _thickness(element: etree._Element) -> str:
    styled = re.search(r"stroke-width:\s*([\d.]+)", element.get("style", ""))
    width = styled.group(1) if styled else element.get("stroke-width", "")
    if _is_table_line(element):
        return element.get("stroke-thickness", TABLE_LINE)
    return "" if width == "0" else width


def _is_table_line(element: etree._Element) -> bool:
    return element.get("data-line") is not None or element.get("data-frame") is not None
