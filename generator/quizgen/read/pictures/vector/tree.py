"""Bytes of an SVG file → its element tree, within limits; and how elements are named and removed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from lxml import etree

from quizgen.read.pictures.unusable import Unusable

SVG = "http://www.w3.org/2000/svg"
HREF = "{http://www.w3.org/1999/xlink}href"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MOST_ELEMENTS = 10_000
DEEPEST = 50
LARGEST = 5_000_000
"""Bytes of an SVG file."""
PLAIN = "export it as plain SVG with texts and objects turned into paths, or save it as PNG"

Element = etree._Element


def parse(data: bytes) -> Element:
    """The root `svg`, without comments. No DTD, entity or other file is ever read.

    Unusable if it is no well-formed SVG, declares entities, or is too large or deep.
    """
    if len(data) > LARGEST:
        raise Unusable(f"is too large: at most {LARGEST // 1_000_000} MB of SVG", "save it as PNG")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.parse(BytesIO(data), parser)
    except etree.XMLSyntaxError as error:
        raise _unreadable(data, error) from None
    _refuse_declarations(tree)
    root = tree.getroot()
    if root.tag != f"{{{SVG}}}svg":
        raise Unusable(
            "is no picture: its outermost element is no <svg> of SVG's namespace",
            "save it as PNG, JPEG or SVG",
        )
    _refuse_excess(root)
    return root


def _unreadable(data: bytes, error: etree.XMLSyntaxError) -> Unusable:
    if b"<svg" not in data and b":svg" not in data:
        return Unusable("is no picture", "save it as PNG, JPEG or SVG")
    return Unusable(f"is damaged: {error.msg}", "export or download it again")


def _refuse_declarations(tree: etree._ElementTree) -> None:
    """A bare DOCTYPE is common and harmless; declarations in it are neither."""
    dtd: Any = tree.docinfo.internalDTD
    if dtd is not None and (any(dtd.iterentities()) or any(dtd.iterelements())):
        raise Unusable("has a DTD with declarations, which are not allowed", PLAIN)


def _refuse_excess(root: Element) -> None:
    count = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST:
            raise too_deep()
        if count > 2 * MOST_ELEMENTS:
            raise too_complex()


def too_complex() -> Unusable:
    """What is said of drawings beyond the limits, written out or by repetition."""
    return Unusable(
        f"is too complex: it draws more than {MOST_ELEMENTS:,} elements", "save it as PNG"
    )


def too_deep() -> Unusable:
    """What is said of drawings nested deeper than can be drawn."""
    return Unusable(f"is nested deeper than {DEEPEST} elements", PLAIN)


def local(element: Element) -> str:
    """The element's name in SVG; empty for any other vocabulary and for what is no element."""
    tag = str(element.tag)
    prefix = f"{{{SVG}}}"
    return tag[len(prefix) :] if tag.startswith(prefix) else ""


def where(element: Element) -> str:
    """The element as messages name it."""
    return f"<{local(element)}> in line {element.sourceline}"


def unprintable(what: str, hint: str = PLAIN) -> Unusable:
    """What is said of parts that would be lost or wrong on paper."""
    return Unusable(f"cannot be printed: {what}", hint)


def take(element: Element, name: str) -> str | None:
    """Remove an attribute; what it said, or None if there is none."""
    value = element.get(name)
    if value is not None:
        del element.attrib[name]
    return value


def remove(element: Element) -> None:
    """Take the element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)
