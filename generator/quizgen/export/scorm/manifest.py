"""An exam → the imsmanifest.xml of its package (SCORM 1.2, Content Aggregation Model, section 2.3).

One organization with one SCO, the page. No schema files: the standard's are not ours to hand out, and the
manifest does not refer to them. No mastery score: whether a percentage suffices is up to the platform.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms.facts import digest
from quizgen.model import Exam

PAGE = "practice.html"
TITLE_LENGTH = 200
"""Characters of a title that every platform must hold (IMS Content Packaging 1.1.2, title)."""

_PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_NAMES: Any = {None: _PACKAGING, "adlcp": _ADL}  # the stubs know no default namespace
"""Some platforms, Moodle among them, look for the prefix adlcp as it is."""


def manifest(exam: Exam) -> bytes:
    """The file's bytes: UTF-8, LF. The title must be one that XML can hold."""
    name = identifier(exam)
    schema = _make("schema", "ADL SCORM"), _make("schemaversion", "1.2")
    organizations = _make("organizations", _organization(exam, name), default=f"{name}-course")
    root = _make(
        "manifest",
        _make("metadata", *schema),
        organizations,
        _make("resources", _page(name)),
        identifier=name,
        version="1.0",
    )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def identifier(exam: Exam) -> str:
    """The same for the same exam, so that a platform can know a new version of it."""
    named = f"{exam.blueprint.name}\n{exam.blueprint.title}"
    return f"quizgen-{digest(named.encode())[:32]}"


def _organization(exam: Exam, name: str) -> _Element:
    title = exam.blueprint.title
    references = {"identifier": f"{name}-entry", "identifierref": f"{name}-page"}
    entry = _make("item", _make("title", title), **references)
    return _make("organization", _make("title", title), entry, identifier=f"{name}-course")


def _page(name: str) -> _Element:
    file = _make("file", href=PAGE)
    page = _make("resource", file, identifier=f"{name}-page", type="webcontent", href=PAGE)
    page.set(f"{{{_ADL}}}scormtype", "sco")
    return page


def _make(tag: str, *parts: _Element | str, **attributes: str) -> _Element:
    """An element with a text or with elements in it."""
    element = etree.Element(f"{{{_PACKAGING}}}{tag}", attributes, _NAMES)
    for part in parts:
        if isinstance(part, str):
            element.text = part
        else:
            element.append(part)
    return element
