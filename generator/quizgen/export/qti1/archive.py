"""The bytes of a package → its files, found by the manifest that lists them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from quizgen.export.qti1.found_texts import child, parsed, path

BROKEN = (etree.XMLSyntaxError, ValueError, ArithmeticError, LookupError, zipfile.BadZipFile)
"""What reading a damaged package raises."""

_PICTURES = "images/"


@dataclass(frozen=True, slots=True)
class Archive:
    """The files by their paths, and for each type of resource the path of its first file."""

    files: Mapping[str, bytes]
    resources: Mapping[str, str]

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """The pictures by their names."""
        found = self.files.items()
        return {p.removeprefix(_PICTURES): d for p, d in found if p.startswith(_PICTURES)}

    def require_pictures(self, shown: Iterable[str]) -> None:
        """Raise ValueError unless these are all the pictures."""
        if set(self.pictures) != set(shown):
            raise ValueError("pictures that no text shows, or that are missing")


def archive(data: bytes) -> Archive:
    """The package. Raises one of `BROKEN` where it is none."""
    with zipfile.ZipFile(BytesIO(data)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    return Archive(files, _listed(files.pop("imsmanifest.xml"), files))


def _listed(manifest: bytes, files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Raises ValueError unless all files are listed once."""
    resources = path(child(parsed(manifest), "resources"), "resource")
    hrefs = [[file.get("href", "") for file in path(one, "file")] for one in resources]
    names = [one.get("identifier", "") for one in resources]
    needed = {need.get("identifierref") for one in resources for need in path(one, "dependency")}
    flat = sorted(href for each in hrefs for href in each)
    if flat != sorted(files) or len(set(names)) < len(names) or needed.difference(names):
        raise ValueError("a manifest that does not list the files of the package")
    return {one.get("type", ""): each[0] for one, each in zip(resources, hrefs, strict=True)}
