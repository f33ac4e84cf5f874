"""The bytes of a file → the documents in it, those of a package in the order of its manifest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml.etree import _Element

from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Refused
from quizgen.importers.qti12 import tree
from quizgen.importers.qti12.documents import Document
from quizgen.importers.qti12.recognising import MANIFEST, starts_so
from quizgen.importers.shared.archive import Archive, is_archive

_AGAIN = "export it again"
_TYPES = ("imsqti_xmlv1p", "x-bb-qti", "x-bb-pool")
_BLACKBOARD = "{http://www.blackboard.com/content-packaging/}file"
_CANVAS = "non_cc_assessments/"
_SETTINGS = "assessment_meta.xml"
_ROOTS = ("questestinterop", "assessment", "section", "objectbank", "item")
_SUFFIXES = (".xml", ".qti", ".dat")


@dataclass(frozen=True, slots=True)
class Quiz:
    """What Canvas says of a quiz beside it."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Package:
    """The documents of a file; `archive` is None where it is a single one."""

    documents: tuple[Document, ...]
    archive: Archive | None = None
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    language: str = ""


def opened(file: File, found: Gathering) -> Package:
    """The documents. Raises Refused where there are none; damaged ones among others are told."""
    if not is_archive(file.data):
        return Package((Document(_root(file.data)),))
    archive = Archive(file.data)
    manifest = _manifest(archive)
    listed = tuple(dict.fromkeys(_listed(manifest))) if manifest is not None else ()
    _tell_missing(listed, archive, found)
    documents = tuple(_documents(listed, archive, found))
    if not documents and not found.imported().problems:
        raise Refused("it holds no questions in QTI 1.2", 0, _AGAIN)
    quizzes = dict(_quizzes(archive))
    return Package(_each_once(documents), archive, quizzes, _language(manifest))


def _manifest(archive: Archive) -> _Element | None:
    name = min((n for n in archive.names if n.endswith(MANIFEST)), key=len, default="")
    return _parsed(archive, name) if name else None


def _root(data: bytes) -> _Element:
    """The root of a single file. Raises Refused where it is of another format."""
    root = tree.parsed(data)
    if root.tag not in _ROOTS:
        raise Refused(f"it begins with <{root.tag}>, not as a file of QTI 1.2 does", 1, _AGAIN)
    return root


def _parsed(archive: Archive, name: str) -> _Element:
    """The root of a file in the package. Raises Refused, which names it."""
    try:
        return tree.parsed(archive.read(name))
    except Refused as refused:
        where = f" (line {refused.line})" if refused.line else ""
        told = f"the file {name} in it: {refused.message}{where}"
        raise Refused(told, 0, refused.hint) from None


def _listed(manifest: _Element) -> Iterator[str]:
    """The paths of all documents, as the manifest tells them."""
    for resource in manifest.iter("resource"):
        if not any(kind in resource.get("type", "") for kind in _TYPES):
            continue
        own = (resource.get("href"), resource.get(_BLACKBOARD))
        hrefs = (*own, *(each.get("href") for each in resource.iter("file")))
        yield from (href for href in hrefs if href and href.lower().endswith(_SUFFIXES))


def _tell_missing(listed: tuple[str, ...], archive: Archive, found: Gathering) -> None:
    for name in listed:
        if _path(name, archive) is None:
            found.error(f"the file {name}, which its manifest lists, is not in it", _AGAIN)


def _path(name: str, archive: Archive) -> str | None:
    """Where it is: some tools pack everything into one more folder."""
    if name in archive:
        return name
    return next((n for n in archive.names if n.endswith(f"/{name}")), None)


def _documents(listed: tuple[str, ...], archive: Archive, found: Gathering) -> Iterator[Document]:
    """Those that the manifest lists, then others, such as Canvas's question banks."""
    first = [path for name in listed if (path := _path(name, archive))]
    rest = [name for name in archive.names if name.lower().endswith(_SUFFIXES)]
    for path in dict.fromkeys((*first, *rest)):
        if path not in first and not starts_so(archive.read(path)[:4_000]):
            continue
        try:
            yield Document(_parsed(archive, path), path)
        except Refused as refused:
            found.error(refused.message, refused.hint)


def _each_once(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Canvas writes a quiz twice: as the standard has it, and with everything. The latter is kept."""
    whole = {each.ident: each for each in documents if each.ident and _CANVAS in each.path}
    kept = (whole.get(each.ident, each) for each in documents)
    return tuple({id(each): each for each in kept}.values())


def _quizzes(archive: Archive) -> Iterator[tuple[str, Quiz]]:
    for name in archive.names:
        if PurePosixPath(name).name == _SETTINGS:
            root = _parsed(archive, name)
            title, description = tree.first(root, "title"), tree.first(root, "description")
            words = (description.text or "") if description is not None else ""
            yield root.get("identifier", ""), Quiz(tree.text(title), words)


def _language(manifest: _Element | None) -> str:
    """The language of the title in the description of the package (LOM)."""
    for title in manifest.iter("title") if manifest is not None else ():
        for string in title:
            if string.get("language"):
                return string.get("language", "")
    return ""
