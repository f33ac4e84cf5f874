"""Pictures that decks refer to → checked pictures by the SHA-256 of their data, or problems.

A picture is read once, under the project's root only, and written anew: what a file holds besides
what it shows is in no output, nor is its name, which may give an answer away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from quizgen.model import Markup, Node, Picture, Place
from quizgen.problem import Problem
from quizgen.read.pictures import raster
from quizgen.read.pictures.locate import Locator, decoded, read_bytes
from quizgen.read.pictures.unusable import Unusable

__all__ = ["PictureReader", "resolve"]

_FORMATS = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "compressed SVG (svgz)"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"8BPS", "Photoshop"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
)
_CONVERT = "save it as PNG, JPEG or SVG"


class PictureReader:
    """Reads the pictures of one project; each file once."""

    def __init__(self, root: Path) -> None:
        self._locator = Locator(root)
        self._read: dict[Path, Picture | Unusable] = {}

    def read(self, src: str, deck_path: str, place: Place) -> Picture | Problem:
        """The picture at an address, percent-encoded and relative to the deck's folder.

        `deck_path` is relative to the root, with forward slashes. A problem stands at `place`.
        """
        try:
            found = self._load(self._locator.locate(src, deck_path))
        except Unusable as unusable:
            found = unusable
        if isinstance(found, Unusable):
            return Problem(place, f"the picture {_shown(src)}{found.message}", found.hint)
        return found

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """All pictures read so far, by key, sorted by key."""
        read = [found for found in self._read.values() if isinstance(found, Picture)]
        return MappingProxyType({p.key: p for p in sorted(read, key=lambda picture: picture.key)})

    def paths(self, root: Path) -> Mapping[str, str]:
        """Where the pictures lie below the root, by key; one of those files that show the same."""
        found = ((p, shown) for p, shown in self._read.items() if isinstance(shown, Picture))
        inside = ((path, shown.key) for path, shown in found if path.is_relative_to(root))
        return {key: path.relative_to(root).as_posix() for path, key in sorted(inside)}

    def _load(self, path: Path) -> Picture | Unusable:
        if path not in self._read:
            try:
                self._read[path] = _rewritten(read_bytes(path))
            except Unusable as unusable:
                self._read[path] = unusable
        return self._read[path]


def _shown(src: str) -> str:
    """The name as the author wrote it, with a blank, or nothing where there is none."""
    try:
        return f"{decoded(src)} "
    except Unusable:
        return f"{src} " if src else ""


def _rewritten(data: bytes) -> Picture:
    """The picture written anew, by what it holds and not by its name."""
    if data.startswith((raster.PNG, raster.JPEG)):
        image = raster.rewrite(data)
        return _picture(image.media_type, image.data, image.width, image.height)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        from quizgen.read.pictures import vector  # its libraries take a while to load

        drawing = vector.rewrite(data)
        return _picture("image/svg+xml", drawing.data, drawing.width, drawing.height)
    raise _unsupported(data)


def _picture(media_type: str, data: bytes, width: int, height: int) -> Picture:
    return Picture(hashlib.sha256(data).hexdigest(), media_type, data, width, height)


def _unsupported(data: bytes) -> Unusable:
    if not data:
        return Unusable("is an empty file", "export or download it again")
    if data[8:12] == b"WEBP":
        name = "WebP"
    elif data[4:8] == b"ftyp":
        name = "HEIC or AVIF"
    else:
        name = next((name for start, name in _FORMATS if data.startswith(start)), "unknown")
    return Unusable(f"has a format that is not supported: {name}", _CONVERT)


def resolve(
    markup: Markup, deck_path: str, reader: PictureReader
) -> tuple[Markup, tuple[Problem, ...]]:
    """The markup with every picture's key in place of its address, and the problems at the images.

    A picture that cannot be used stays an image without picture. What holds no image is the same
    object as before.
    """
    problems: list[Problem] = []
    resolved = _all(markup, deck_path, reader, problems)
    return resolved, tuple(problems)


def _all(nodes: Markup, deck_path: str, reader: PictureReader, problems: list[Problem]) -> Markup:
    found = tuple(_one(node, deck_path, reader, problems) for node in nodes)
    return nodes if all(new is old for new, old in zip(found, nodes, strict=True)) else found


def _one(node: Node, deck_path: str, reader: PictureReader, problems: list[Problem]) -> Node:
    if node.kind == "image":
        return _image(node, deck_path, reader, problems)
    if not node.children:
        return node
    children = _all(node.children, deck_path, reader, problems)
    return node if children is node.children else replace(node, children=children)


def _image(node: Node, deck_path: str, reader: PictureReader, problems: list[Problem]) -> Node:
    attributes = dict(node.attributes)
    if "src" not in attributes:
        return node
    found = reader.read(attributes.pop("src"), deck_path, node.place)
    if isinstance(found, Picture):
        attributes["picture"] = found.key
    else:
        problems.append(found)
    return replace(node, attributes=tuple(sorted(attributes.items())))
