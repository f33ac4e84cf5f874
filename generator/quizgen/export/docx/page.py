"""A Word document → the same on sheets of another size.

Source: ECMA-376, part 1, 17.6.13 (pgSz), 17.6.11 (pgMar); lengths are twentieths of a point.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from quizgen.export.lms.package import package

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SIZES = {"A4": (11906, 16838), "Letter": (12240, 15840)}
_MARGIN = 1134
"""2 cm."""

_BODY = "word/document.xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def sized(docx: bytes, size: str) -> bytes:
    """The document on sheets of that size, A4 or Letter."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[_BODY], _PARSER)
    for section in root.iter(f"{{{_WORD}}}sectPr"):
        _set(section, size)
    parts[_BODY] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return package(parts)


def _set(section: etree._Element, size: str) -> None:
    width, height = _SIZES[size]
    _element(section, "pgSz", w=width, h=height)
    sides = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN)
    _element(section, "pgMar", **sides, header=708, footer=708, gutter=0)


def _element(parent: etree._Element, tag: str, **values: int) -> None:
    attributes = {f"{{{_WORD}}}{name}": str(value) for name, value in values.items()}
    etree.SubElement(parent, f"{{{_WORD}}}{tag}", attributes)
