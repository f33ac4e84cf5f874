"""The address of a picture in a question → the file in the package, whatever tool wrote the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from quizgen.importers.broken import Broken
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import Refused
from quizgen.importers.shared import html
from quizgen.importers.shared.archive import Archive
from quizgen.model import Node

_BASE = re.compile(r"^\$(?:IMS[-_]CC[-_]FILEBASE|CANVAS_[A-Z_]+)\$/*", re.IGNORECASE)
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_NUMBERED = re.compile(r"xid-\d+_\d+")
"""What Blackboard calls its files."""

_EQUATIONS = "equation_images/"
_UPLOAD = "upload the picture to the course, show it from there, and export again"
_AGAIN = "export it again, with its files"


class Pictures:
    """Finds the pictures of a document after the other; `folder` is where it lies in the package."""

    def __init__(self, found: Gathering, archive: Archive | None) -> None:
        self.folder = ""
        self._archive = archive
        self._show = html.pictures(found, self._bytes)
        self._by_name = _names(archive)

    def node(self, attributes: Mapping[str, str]) -> Node | None:
        """The picture of an <img>, or its formula. Raises Broken where nobody has it."""
        tex = formula(attributes)
        if tex:
            return Node("formula", tex)
        source = attributes.get("src", "").strip()
        if _WEB.match(source):
            raise Broken(f"the picture {source[:100]} is on the web, not in the file", _UPLOAD)
        return self._show(attributes)

    def _bytes(self, source: str) -> bytes:
        if source.lower().startswith("data:"):
            raise Broken("a picture that stands in its text is damaged", _AGAIN)
        path = unquote(_BASE.sub("", source).partition("?")[0]).removeprefix("./")
        candidates = (each for each in self._candidates(path) if each in self._names)
        name = next(candidates, "") or self._alike(path)
        if not name or self._archive is None:
            raise Broken(f"the picture {path[:100]} is not in the file", _AGAIN)
        try:
            return self._archive.read(name)
        except Refused as refused:
            raise Broken(refused.message, refused.hint) from None

    @property
    def _names(self) -> Archive | tuple[str, ...]:
        return self._archive or ()

    def _candidates(self, path: str) -> tuple[str, ...]:
        inner = path
        while inner.startswith("../"):
            inner = inner[3:]
        return path, inner, str(PurePosixPath(self.folder) / inner), f"web_resources/{inner}"

    def _alike(self, path: str) -> str:
        """The only file of that name in the package; Blackboard puts a number into the name."""
        found = self._by_name.get(_key(path), [])
        return found[0] if len(found) == 1 else ""


def _names(archive: Archive | None) -> Mapping[str, list[str]]:
    """The paths of all files by their names."""
    found: dict[str, list[str]] = {}
    for path in archive.names if archive else ():
        if not path.endswith(".xml"):
            found.setdefault(_key(path), []).append(path)
    return found


def _key(path: str) -> str:
    numbered = _NUMBERED.search(path)
    return numbered[0] if numbered else PurePosixPath(path).name


def formula(attributes: Mapping[str, str]) -> str:
    """The TeX of a picture of a formula, as Canvas makes them; "" for any other picture."""
    source, alt = unquote(attributes.get("src", "")), attributes.get("alt", "").strip()
    told = attributes.get("data-equation-content", "").strip()
    if told:
        return told
    if "equation_image" not in attributes.get("class", "").split() and _EQUATIONS not in source:
        return ""
    if alt.lower().startswith("latex:"):
        return alt[len("latex:") :].strip()
    return unquote(source.partition(_EQUATIONS)[2].partition("?")[0]).strip() or alt
