"""Files → the imsmanifest.xml that lists them (IMS Content Packaging as Common Cartridge 1.1 has it)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import _Element

from quizgen.export.qti1.texts import FOLDER
from quizgen.export.qti1.xml import Maker
from quizgen.model import Picture

PACKAGING = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
listing = Maker(PACKAGING)


def resource(
    ident: str, kind: str, hrefs: Sequence[str], needs: Iterable[str] = (), **attributes: str
) -> _Element:
    """A resource with its files and the resources that it depends on."""
    files = (listing("file", href=href) for href in hrefs)
    dependencies = (listing("dependency", identifierref=name) for name in needs)
    return listing("resource", *files, *dependencies, identifier=ident, type=kind, **attributes)


def picture_path(picture: Picture) -> str:
    """Where a picture lies in the package."""
    return f"{FOLDER}/{picture.name}"


def picture_ident(picture: Picture) -> str:
    """What a picture is called in the manifest."""
    return f"i{picture.key[:32]}"


def picture_resources(pictures: Iterable[Picture]) -> Iterator[_Element]:
    """A resource for each picture."""
    for picture in pictures:
        path = picture_path(picture)
        yield resource(picture_ident(picture), "webcontent", [path], href=path)
