"""The address of a picture in a question → the file in the package, whatever tool wrote the address."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from quizgen.importers.archive import Archive
from quizgen.importers.gathering import Gathering
from quizgen.importers.qti12.broken import Broken
from quizgen.model import Node

_BASE = re.compile(r"^(?:\$IMS[-_]CC[-_]FILEBASE\$|\$CANVAS_[A-Z_]+\$)/*(?:\.\./)*", re.IGNORECASE)
_DATA = re.compile(r"data:image/([\w.+-]+)(?:;[\w=.-]+)*;base64,(.*)", re.DOTALL | re.IGNORECASE)
_NUMBERED = re.compile(r"xid-\d+_\d+")
"""What Blackboard calls its files."""

_EQUATION = "equation_images/"
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|%)?\s*")
_PIXELS_OF_A_CM = 96 / 2.54
_WEB = "save the picture, show it from the package or the folder of the file, and export again"
_AGAIN = "export it again, with its files"


class Pictures:
    """Finds the pictures of one document; `folder` is where it lies in the package, "" if in none."""

    def __init__(self, found: Gathering, archive: Archive | None, folder: str = "") -> None:
        self._found, self._archive, self._folder = found, archive, folder
        self._by_name: Mapping[str, list[str]] | None = None

    def node(self, attributes: Mapping[str, str]) -> Node:
        """The picture of an <img>, or its formula. Raises Broken where it is not in the package."""
        tex = formula(attributes)
        if tex:
            return Node("formula", tex)
        source = attributes.get("src", "").strip()
        alt = " ".join(attributes.get("alt", "").split())
        width = _centimetres(attributes.get("width", ""))
        height = "" if width else _centimetres(attributes.get("height", ""))
        if source.lower().startswith("data:"):
            return self._found.picture("picture", _decoded(source), alt, width, height)
        name = self._path(source)
        assert self._archive
        return self._found.picture(name, self._archive.read(name), alt, width, height)

    def _path(self, source: str) -> str:
        """The path in the package."""
        plain = unquote(source)
        if re.match(r"(?:https?:)?//", plain):
            raise Broken(f"it shows the picture {source[:100]} from the web", _WEB)
        path = unquote(_BASE.sub("", plain).partition("?")[0]).removeprefix("./")
        found = next(filter(self._has, self._candidates(path)), "") or self._alike(path)
        if not found:
            raise Broken(f"the picture {path[:100] or source[:100]} is not in the package", _AGAIN)
        return found

    def _candidates(self, path: str) -> tuple[str, ...]:
        inner = path
        while inner.startswith("../"):
            inner = inner[3:]
        within = (str(PurePosixPath(self._folder) / inner), f"web_resources/{inner}")
        return (path, inner, *within)

    def _has(self, path: str) -> bool:
        return self._archive is not None and path in self._archive

    def _alike(self, path: str) -> str:
        """The only file of that name in the package; Blackboard puts a number into it."""
        if self._by_name is None:
            self._by_name = _names(self._archive)
        numbered = _NUMBERED.search(path)
        name = numbered[0] if numbered else PurePosixPath(path).name
        found = self._by_name.get(name, [])
        return found[0] if len(found) == 1 else ""


def _names(archive: Archive | None) -> Mapping[str, list[str]]:
    """The paths of all files by their names and their numbers."""
    found: dict[str, list[str]] = {}
    for path in archive.names if archive else ():
        numbered = _NUMBERED.search(PurePosixPath(path).name)
        if not path.endswith(".xml"):
            found.setdefault(numbered[0] if numbered else PurePosixPath(path).name, []).append(path)
    return found


def formula(attributes: Mapping[str, str]) -> str:
    """The TeX of a picture of a formula, as Canvas makes them; "" for any other picture."""
    source, alt = unquote(attributes.get("src", "")), attributes.get("alt", "").strip()
    told = attributes.get("data-equation-content", "").strip()
    if told:
        return told
    if "equation_image" not in attributes.get("class", "").split() and _EQUATION not in source:
        return ""
    if alt.lower().startswith("latex:"):
        return alt[len("latex:") :].strip()
    if _EQUATION in source:
        return unquote(source.partition(_EQUATION)[2].partition("?")[0]).strip()
    return alt


def _decoded(source: str) -> bytes:
    match = _DATA.fullmatch(source)
    try:
        return base64.b64decode("".join(match[2].split()), validate=True) if match else _damaged()
    except binascii.Error:
        return _damaged()


def _damaged() -> bytes:
    raise Broken("a picture that stands in its text is damaged")


def _centimetres(size: str) -> str:
    """A size of HTML, in pixels or as a percentage, as a deck has it."""
    match = _SIZE.fullmatch(size)
    if not match or not float(match[1]):
        return ""
    if match[2] == "%":
        return f"{match[1]}%"
    return f"{float(match[1]) / _PIXELS_OF_A_CM:.1f}cm".replace(".0cm", "cm")


Show = Callable[[Mapping[str, str]], Node | None]
"""The attributes of an <img> → its node."""
