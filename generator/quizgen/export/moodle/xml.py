"""Values → the elements of Moodle XML.

Moodle loses blanks between tags unless HTML stands in CDATA, and trims texts at both ends.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms.media import Rich
from quizgen.model import Picture

_BLANKS = " \t\n\r\0\x0b"
_SECTIONS = etree.XMLParser(strip_cdata=False)


def element(parent: _Element, tag: str, value: str = "", **attributes: str) -> _Element:
    """An element that holds a plain word or number."""
    child = etree.SubElement(parent, tag, attributes)
    child.text = value or None
    return child


def text(parent: _Element, value: str) -> None:
    """A <text> with the value in CDATA."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").strip(_BLANKS)
    if "]]>" in value:
        parent.append(_in_sections(value))
    else:
        child = etree.SubElement(parent, "text")
        child.text = etree.CDATA(value) if value else None


def _in_sections(value: str) -> _Element:
    """CDATA cannot hold its own end: it is split between two sections, which lxml can only read."""
    sections = value.replace("]]>", "]]]]><![CDATA[>")
    # The characters were checked before; anything that is not XML fails here.
    source = f"<text><![CDATA[{sections}]]></text>"
    return etree.fromstring(source.encode(), _SECTIONS)


def passage(parent: _Element, tag: str, value: Rich, **attributes: str) -> _Element:
    """An element with HTML and the pictures that the HTML shows."""
    child = etree.SubElement(parent, tag, {**attributes, "format": "html"})
    text(child, value.html)
    files(child, value.pictures)
    return child


def plain(parent: _Element, tag: str, value: str, **attributes: str) -> _Element:
    """An element with a plain text, such as a name."""
    child = etree.SubElement(parent, tag, attributes)
    text(child, value)
    return child


def files(parent: _Element, pictures: Iterable[Picture]) -> None:
    """The pictures as files, in base 64."""
    for picture in pictures:
        attributes = {"name": picture.name, "path": "/", "encoding": "base64"}
        element(parent, "file", b64encode(picture.data).decode("ascii"), **attributes)


def document(root: _Element) -> bytes:
    """The file's bytes: UTF-8, LF."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
