"""An XML tree of QTI 2.x or 3.0 → the same tree in the words of QTI 2.1, without namespaces.

QTI 3.0 (1EdTech, Assessment, Section and Item Information Model) spells the names of QTI 2 with hyphens,
and elements with "qti-" before them; XHTML keeps its own names in all versions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lxml import etree

MATHML: Final = "http://www.w3.org/1998/Math/MathML"
LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_HYPHEN = re.compile(r"-([a-z])")


def normalised(root: etree._Element) -> etree._Element:
    """The root, with all names below it as QTI 2.1 has them; MathML elements lose their namespace only."""
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.localname == "qti-map-entry":
            # Unlike QTI 2, QTI 3.0 says that the case does not count by default.
            element.set("case-sensitive", element.get("case-sensitive") or "false")
        element.tag = name.localname if name.namespace == MATHML else _name(name.localname)
        for key, value in list(element.attrib.items()):
            plain = _attribute(str(key))
            if plain != key:
                del element.attrib[key]
                element.set(plain, value)
    etree.cleanup_namespaces(root)
    return root


@cache
def _name(name: str) -> str:
    return _camel(name.removeprefix("qti-")) if name.startswith("qti-") else name


@cache
def _attribute(name: str) -> str:
    if name == LANGUAGE:
        return "lang"
    local = name.rpartition("}")[2]
    return local if local.startswith(("data-", "aria-")) else _camel(local)


def _camel(name: str) -> str:
    return _HYPHEN.sub(lambda match: match[1].upper(), name)


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """Its children of that name; none where there is no element."""
    return [] if element is None else element.findall(name)


def words(element: etree._Element | None) -> str:
    """Its text on one line; "" for none."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def is_true(element: etree._Element, name: str, default: bool = False) -> bool:
    """What an attribute of XML Schema's type boolean says."""
    text = element.get(name, "").strip()
    return text in ("true", "1") if text else default
