"""Bytes of an XML file that nobody vouches for → its root element, or what is wrong with it.

No document type, so no entities of its own, no files and no network (OWASP, "XML External Entity
Prevention"): who needs one is refused.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from quizgen.importers.importer import Refused

DEEPEST: Final = 200
_DOCTYPE = "it has a document type (<!DOCTYPE …>), which could make it read other files"

_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
"""What may stand before a document type."""


def root(data: bytes) -> etree._Element:
    """The root element, without comments and processing instructions. Raises Refused."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # pictures are longer than libxml2's limit; the sandbox limits memory
        remove_comments=True,
        remove_pis=True,
    )
    try:
        found = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        _refuse_doctype(data)
        line = getattr(error, "lineno", 0) or 0
        raise Refused(f"it is no well-formed XML: {_said(error)}", line, _hint(error)) from None
    info: Any = found.getroottree().docinfo
    if info.doctype:
        _refuse_doctype(data)
        raise Refused(_DOCTYPE, 1, "delete it")
    _check_depth(found)
    return found


def _refuse_doctype(data: bytes) -> None:
    """Refuse a file whose document type can be seen in its bytes, with the line."""
    found = _PROLOG.match(data)
    if found:
        raise Refused(_DOCTYPE, data.count(b"\n", 0, found.end()) + 1, "delete it")


def _said(error: Exception) -> str:
    return str(getattr(error, "msg", None) or error).partition(", line ")[0]


def _hint(error: Exception) -> str:
    said = str(error)
    if "Entity" in said and "not defined" in said:
        return "XML knows no names such as &nbsp;: write the character itself"
    return "export it again; a file that was cut off or edited by hand is often damaged"


def _check_depth(found: etree._Element) -> None:
    depth = 0
    for event, element in etree.iterwalk(found, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            message = f"its elements are nested more than {DEEPEST} deep"
            raise Refused(message, line(element), "export it again: no program nests so deep")


def line(element: etree._Element) -> int:
    """The line in which an element begins; 0 where that is not known."""
    return int(getattr(element, "sourceline", None) or 0)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def words(element: etree._Element | None) -> str:
    """All text in an element, without blanks at the ends; "" for none."""
    return "".join(map(str, element.itertext())).strip() if element is not None else ""
