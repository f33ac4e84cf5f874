"""Bytes of an XML file → its elements, named without namespaces: each tool has its own, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.etree import _Element

from quizgen.importers.shared import xml

_MOST_LINES = 65_535
"""lxml counts no further."""

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>")
"""One that only names the file of the standard, as old tools write it; it is never read."""

_PROLOG = 4_000


def parsed(data: bytes) -> _Element:
    """The root element. Raises Refused where it is no sound XML, or defines entities."""
    start = _DOCTYPE.sub(lambda match: b" " * len(match[0]), data[:_PROLOG], count=1)
    root = xml.root(start + data[_PROLOG:])
    for element in root.iter(etree.Element):
        element.tag = xml.local(element)
    return root


def line(element: _Element) -> int:
    """The line in the file; 0 where it is not known."""
    found: Any = element.sourceline
    return found if found and found < _MOST_LINES else 0


def first(element: _Element, path: str) -> _Element | None:
    """The first element of that path, such as presentation/material."""
    found: _Element | None = element.find(path)
    return found


def every(element: _Element, *names: str) -> Iterator[_Element]:
    """All elements below of these names, in order."""
    return element.iter(*names)


def text(element: _Element | None) -> str:
    """All text in an element, on one line."""
    return " ".join(xml.words(element).split())


def fields(element: _Element) -> dict[str, str]:
    """Labelled values of an item, an assessment or a bank, and bare ones, as Blackboard has them."""
    found: dict[str, str] = {}
    for parent in element:
        if parent.tag in _METADATA:
            for child in every(parent, "qtimetadatafield", "qti_metadatafield"):
                label = text(first(child, "fieldlabel")).lower()
                found.setdefault(label, text(first(child, "fieldentry")))
            bare = (child for child in parent if not len(child))
            found.update((str(child.tag).lower(), text(child)) for child in bare)
    return found


_METADATA = frozenset(
    {"itemmetadata", "qtimetadata", "assessmentmetadata", "sectionmetadata", "objectbankmetadata"}
)
