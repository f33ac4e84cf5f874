"""A written SCORM package and its exam → where the two differ; nothing is handed out unless equal."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms.facts import Facts
from quizgen.export.lms.verify import compared
from quizgen.export.page.reading import parsed
from quizgen.export.practice import readback
from quizgen.materials import Materials
from quizgen.model import Asked, Exam

_NAMES = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
_SCO = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype"
_CALLS = ("LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish")


def differences(
    exam: Exam, asked: tuple[Asked, ...], materials: Materials, data: bytes
) -> tuple[str, ...]:
    """What is not in the package as the exam plans it, one line for each."""
    try:
        files = _files(data)
        root = etree.fromstring(files["imsmanifest.xml"], etree.XMLParser(resolve_entities=False))
        launched = _sco(root).get("href", "")
        page = files[launched]
        facts = {**_package(root), "files": tuple(files), "calls": _calls(page)}
    except (BadZipFile, etree.XMLSyntaxError, ValueError, KeyError) as problem:
        return (f"the package cannot be read: {problem}",)
    return (
        *compared([_planned(exam, launched)], [facts], "package"),
        *readback.differences(exam, asked, materials, page),
    )


def _planned(exam: Exam, page: str) -> Facts:
    title = exam.blueprint.title
    return {
        "standard": ("ADL SCORM", "1.2"),
        "titles": (title, title),
        "kind": ("webcontent", "sco"),
        "listed": (page,),
        "files": ("imsmanifest.xml", page),
        "calls": _CALLS,
    }


def _files(data: bytes) -> Mapping[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _package(root: _Element) -> Facts:
    sco, course = _sco(root), _course(root)
    metadata = _the(root, "cp:metadata")
    titles = course, _the(course, "cp:item")
    return {
        "standard": tuple(_text(metadata, f"cp:{name}") for name in ("schema", "schemaversion")),
        "titles": tuple(_text(titled, "cp:title") for titled in titles),
        "kind": (sco.get("type"), sco.get(_SCO)),
        "listed": tuple(file.get("href") for file in sco.iterfind("cp:file", _NAMES)),
    }


def _course(root: _Element) -> _Element:
    """The only organization, which must be the default."""
    organizations = _the(root, "cp:organizations")
    course = _the(organizations, "cp:organization")
    if organizations.get("default") != course.get("identifier"):
        raise ValueError("no default organization")
    return course


def _sco(root: _Element) -> _Element:
    """The only resource, which the only entry of the organization must launch."""
    sco = _the(_the(root, "cp:resources"), "cp:resource")
    if _the(_course(root), "cp:item").get("identifierref") != sco.get("identifier"):
        raise ValueError("an entry that launches nothing")
    return sco


def _text(element: _Element, path: str) -> str:
    return _the(element, path).text or ""


def _the(element: _Element, path: str) -> _Element:
    """The only element of this path. Raises ValueError where there is none, or another one."""
    found = element.findall(path, _NAMES)
    if len(found) != 1:
        raise ValueError(f"{len(found)} times {path}")
    return found[0]


def _calls(page: bytes) -> tuple[str, ...]:
    """What the page asks of a platform."""
    scripts = "".join("".join(script.itertext()) for script in parsed(page).iter("script"))
    return tuple(name for name in _CALLS if f'"{name}"' in scripts)
