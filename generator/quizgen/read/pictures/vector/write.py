"""A tree that was found printable → the bytes of a new one that holds only what is known."""

from __future__ import annotations

from fontTools.misc.transform import Identity
from lxml import etree

from quizgen.read.pictures.unusable import Unusable
from quizgen.read.pictures.vector import values
from quizgen.read.pictures.vector.attributes import (
    complete,
    copy_attributes,
    is_flat,
    matrix_of,
    spelled,
)
from quizgen.read.pictures.vector.frame import Frame
from quizgen.read.pictures.vector.outline import outline, polygon, with_directed_start
from quizgen.read.pictures.vector.pattern import anchored
from quizgen.read.pictures.vector.reach import references
from quizgen.read.pictures.vector.text import arrange, is_text
from quizgen.read.pictures.vector.tree import (
    HREF,
    PLAIN,
    SVG,
    Element,
    local,
    take,
)

_CONTAINERS = frozenset({"svg", "g", "defs", "symbol", "marker", "pattern", "clipPath"})
_INK = frozenset({"path", "rect", "circle", "ellipse", "line", "text", "use"})
_EMPTY = f'<svg xmlns="{SVG}" xmlns:xlink="{HREF[1:].partition("}")[0]}"/>'


def write(root: Element, frame: Frame) -> bytes:
    """The new SVG in canonical XML. Unusable if an element or a value is not known, or all is empty."""
    by_id = {element.get("id", ""): element for element in root.iter()}
    for text in list(root.iter(f"{{{SVG}}}text")):
        arrange(text)
    written: Element = etree.fromstring(_EMPTY)
    copy_attributes(root, written)
    for name in ("x", "y"):
        take(written, name)
    written.set("width", values.show(frame.width))
    written.set("height", values.show(frame.height))
    written.set("viewBox", frame.view_box)
    for child in root:
        _copy(child, written, by_id)
    if written.get("font-family") is None and written.find(f".//{{{SVG}}}text") is not None:
        written.set("font-family", "serif")  # what browsers take; WeasyPrint would take sans-serif
    if not any(local(element) in _INK for element in written.iter()):
        raise Unusable("is empty: nothing in it is drawn", PLAIN)
    etree.cleanup_namespaces(written, keep_ns_prefixes=["xlink"])
    return bytes(etree.tostring(written, method="c14n"))


def _copy(element: Element, parent: Element, by_id: dict[str, Element]) -> None:
    if not _belongs(element, parent):
        return
    matrix = matrix_of(element, "transform")
    data = _fitted(element, _path_data(element), by_id)
    if is_flat(matrix) or data == "" or _is_void(element):
        return
    name = "path" if data is not None else _name(element, parent)
    written = etree.SubElement(parent, f"{{{SVG}}}{name}")
    if data is not None:
        written.set("d", data)
    if matrix != Identity:
        written.set("transform", values.show_transform(matrix))
    copy_attributes(element, written)
    complete(element, written, by_id)
    if is_text(written):
        written.text = element.text
    for child in element:
        _copy(child, written, by_id)


def _belongs(element: Element, parent: Element) -> bool:
    """Whether SVG draws such an element there: what stands elsewhere is drawn by no browser."""
    name, outer = local(element), local(parent)
    if outer in ("text", "tspan"):
        return name in ("tspan", "a")
    if outer in ("linearGradient", "radialGradient"):
        return name == "stop"
    return outer in _CONTAINERS and name not in ("tspan", "stop")


def _name(element: Element, parent: Element) -> str:
    """What the element is called from now on: links are only groups."""
    if local(element) == "a":
        return "tspan" if is_text(parent) else "g"
    return local(element)


def _fitted(element: Element, data: str | None, by_id: dict[str, Element]) -> str | None:
    """The outline, prepared for a pattern in it or an arrowhead at its start."""
    fill = dict(references(element)).get("fill", "")
    if data != "" and fill and local(by_id[fill]) == "pattern":
        pattern = by_id[fill]
        return anchored(element, data, pattern, matrix_of(pattern, "patternTransform"))
    if data and element.get("marker-start") and not element.get("marker-mid"):
        return with_directed_start(data)
    return data


def _is_void(element: Element) -> bool:
    """Whether it is a reference to nothing or a text without characters."""
    if local(element) == "text":
        return not "".join(map(str, element.itertext()))
    return local(element) == "use" and element.get(HREF) is None


def _path_data(element: Element) -> str | None:
    """The outline of what is written as a path, "" if it draws nothing; None for anything else."""
    name, points = local(element), element.get("points", "")
    if name == "path":
        data = element.get("d", "")
        return spelled(element, "d", data, lambda text: "" if text == "none" else outline(text))
    if name in ("polyline", "polygon"):
        closed = name == "polygon"
        return spelled(element, "points", points, lambda text: polygon(text, closed))
    return None
