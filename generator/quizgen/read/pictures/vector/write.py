"""A tree that was found printable → the bytes of a new one that holds only what is known."""

from __future__ import annotations

from collections.abc import Callable

from fontTools.misc.transform import Identity, Transform
from lxml import etree

from quizgen.read.pictures.unusable import Unusable
from quizgen.read.pictures.vector import values
from quizgen.read.pictures.vector.frame import Frame
from quizgen.read.pictures.vector.outline import outline, polygon, with_directed_start
from quizgen.read.pictures.vector.pattern import anchored
from quizgen.read.pictures.vector.printable import refuse_element
from quizgen.read.pictures.vector.reach import references
from quizgen.read.pictures.vector.text import arrange, is_text
from quizgen.read.pictures.vector.tree import HREF, PLAIN, SVG, Element, local, take, where
from quizgen.read.pictures.vector.vocabulary import ELEMENTS, PROPERTIES

_FITTING = frozenset({"svg", "symbol", "marker"})
_INK = frozenset({"path", "rect", "circle", "ellipse", "line", "text", "use"})
_EMPTY = f'<svg xmlns="{SVG}" xmlns:xlink="{HREF[1:].partition("}")[0]}"/>'


def write(root: Element, frame: Frame) -> bytes:
    """The new SVG in canonical XML. Unusable if an element or a value is not known, or all is empty."""
    by_id = {element.get("id", ""): element for element in root.iter()}
    for text in list(root.iter(f"{{{SVG}}}text")):
        arrange(text)
    written: Element = etree.fromstring(_EMPTY)
    _copy_attributes(root, written)
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
    matrix = _matrix(element, "transform")
    data = _fitted(element, _path_data(element), by_id)
    if not matrix[0] * matrix[3] - matrix[1] * matrix[2] or data == "" or _is_void(element):
        return
    name = "path" if data is not None else _name(element, parent)
    written = etree.SubElement(parent, f"{{{SVG}}}{name}")
    if data is not None:
        written.set("d", data)
    if matrix != Identity:
        written.set("transform", values.show_transform(matrix))
    _copy_attributes(element, written)
    _complete(element, written, by_id)
    if is_text(written):
        written.text = element.text
    for child in element:
        _copy(child, written, by_id)


def _name(element: Element, parent: Element) -> str:
    """What the element is called from now on. Unusable if it is not known."""
    name = local(element)
    if name == "a":
        return "tspan" if is_text(parent) else "g"
    if name not in ELEMENTS:
        refuse_element(element)
    return name


def _fitted(element: Element, data: str | None, by_id: dict[str, Element]) -> str | None:
    """The outline, prepared for a pattern in it or an arrowhead at its start."""
    fill = dict(references(element)).get("fill", "")
    if data != "" and fill and local(by_id[fill]) == "pattern":
        pattern = by_id[fill]
        return anchored(element, data, pattern, _matrix(pattern, "patternTransform"))
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
        return _spelled(element, "d", data, lambda text: "" if text == "none" else outline(text))
    if name in ("polyline", "polygon"):
        closed = name == "polygon"
        return _spelled(element, "points", points, lambda text: polygon(text, closed))
    return None


def _matrix(element: Element, name: str) -> Transform:
    written, origin = element.get(name), element.get("transform-origin")
    if written is None:
        return Identity
    try:
        matrix = values.transform(written)
        return values.around(matrix, origin) if origin else matrix
    except ValueError:
        raise _unreadable(element, name, written) from None


def _copy_attributes(element: Element, written: Element) -> None:
    """What is known of the element's attributes, in one spelling."""
    for name in ("id", HREF):
        value = element.get(name)
        if value is not None:
            written.set(name, value)
    for name, spell in ELEMENTS[local(written)].items():
        value = element.get(name)
        if value is not None:
            written.set(name, _spelled(element, name, value, spell))
    for name, spell in PROPERTIES.items():
        if element.get(name) is not None:
            _set_property(element, written, name, spell)


def _set_property(
    element: Element, written: Element, name: str, spell: Callable[[str], str]
) -> None:
    try:
        written.set(name, spell(element.get(name, "")))
    except ValueError:
        return  # CSS demands that a wrong value be ignored


def _spelled(element: Element, name: str, value: str, spell: Callable[[str], str]) -> str:
    try:
        return spell(value)
    except ValueError:
        raise _unreadable(element, name, value) from None


def _unreadable(element: Element, name: str, value: str) -> Unusable:
    return Unusable(f"has an unreadable {name}=“{value[:40]}” of {where(element)}", PLAIN)


def _complete(element: Element, written: Element, by_id: dict[str, Element]) -> None:
    """Say what SVG has by default where WeasyPrint has another default or inherits by mistake."""
    name = local(written)
    if name in _FITTING and written.get("preserveAspectRatio") is None:
        written.set("preserveAspectRatio", "xMidYMid meet")
    target = by_id.get(element.get(HREF, "")[1:])
    if name == "svg" or (name == "use" and target is not None and local(target) in _FITTING):
        given = target if target is not None and local(target) == "svg" else None
        for side in ("width", "height"):
            default = given.get(side, "100%") if given is not None else "100%"
            if written.get(side) is None:
                written.set(side, values.length(default))
    for moved in ("gradientTransform", "patternTransform"):
        if element.get(moved) and name != "g":
            written.set(moved, values.show_transform(_matrix(element, moved)))
    space = "{http://www.w3.org/XML/1998/namespace}space"
    if name == "text" and element.get(space):
        written.set(space, "preserve")
