"""A content package or a single file of QTI → its items in their order, with what is known of them.

IMS Content Packaging 1.1.4, the QTI 2.1 and 3.0 Overviews (resource types), IEEE 1484.12.3 (XML of Learning
Object Metadata).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from lxml import etree

from quizgen.importers.broken import Broken
from quizgen.importers.importer import Refused
from quizgen.importers.qti.normal import normalised, words
from quizgen.importers.qti.passages import joined
from quizgen.importers.qti.values import number
from quizgen.importers.shared import xml
from quizgen.importers.shared.archive import Archive

MANIFEST: Final = "imsmanifest.xml"
_EASE = {
    "very easy": Decimal("0.9"),
    "easy": Decimal("0.8"),
    "medium": Decimal("0.6"),
    "difficult": Decimal("0.3"),
    "very difficult": Decimal("0.15"),
}
"""The words of Learning Object Metadata (5.8 Educational.Difficulty) as shares of right answers."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a package: its file, the section it stands in, what the manifest says of it."""

    path: str
    topic: str = ""
    weight: Decimal = Decimal(1)
    tags: tuple[str, ...] = ()
    difficulty: Decimal | None = None


@dataclass
class Package:
    """A package: the titles of what it holds, and its items."""

    archive: Archive
    root: str = ""
    title: str = ""
    resources: Mapping[str, etree._Element] = field(default_factory=dict)
    sections: set[str] = field(default_factory=set)

    def tree(self, path: str) -> etree._Element:
        """The normalised tree of a file. Raises Refused, with the path in its words."""
        if path not in self.archive:
            hint = "export it again, with all its files"
            raise Refused(f"the file {path} is not in the package", 0, hint)
        try:
            return normalised(xml.root(self.archive.read(path)))
        except Refused as refused:
            message = f"the file {path}: {refused.message}"
            raise Refused(message, 0, refused.hint) from None

    def section(self, path: str) -> etree._Element:
        """A file with a section of a test; nothing is in it the second time, so that none holds itself."""
        if path in self.sections:
            return etree.Element("assessmentSection")
        self.sections.add(path)
        return self.tree(path)

    def file(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        return self.archive.read(path) if path in self.archive else None


def manifest_path(archive: Archive) -> str:
    """Where the manifest lies: at the top, or in the one folder that holds everything; "" for nowhere."""
    found = [name for name in archive.names if name.rpartition("/")[2] == MANIFEST]
    return min(found, key=lambda name: (name.count("/"), name), default="")


def opened(archive: Archive) -> tuple[Package, tuple[Listed, ...]]:
    """The package and its items: in the order of its tests, then those in none. Raises Refused."""
    path = manifest_path(archive)
    if not path:
        hint = "export it again, as a package (zip)"
        raise Refused(f"there is no {MANIFEST} in it, which says what else is", 0, hint)
    package = Package(archive, path.rpartition("/")[0])
    manifest = package.tree(path)
    resources = {each.get("identifier", ""): each for each in manifest.iter("resource")}
    hrefs = ((_href(path, each), each) for each in resources.values())
    package.resources = {href: each for href, each in hrefs if href}
    package.title = _title(manifest)
    listed: dict[str, Listed] = {}
    for test_path, resource in package.resources.items():
        kind = resource.get("type", "")
        if kind.startswith(("imsqti_test_", "imsqti_assessment_")):
            for each in _of_test(package, test_path):
                listed.setdefault(each.path, each)
    for item_path, resource in package.resources.items():
        if resource.get("type", "").startswith("imsqti_item_"):
            listed.setdefault(item_path, Listed(item_path, **_about(resource)))
    return package, tuple(listed.values())


def _href(path: str, resource: etree._Element) -> str:
    href = resource.get("href") or next((f.get("href", "") for f in resource.iterfind("file")), "")
    base = resource.get("base", "")
    return joined(path, f"{base}{href}") if href else ""


def _title(manifest: etree._Element) -> str:
    return words(manifest.find("metadata/lom/general/title"))


def _of_test(package: Package, path: str) -> Iterator[Listed]:
    """The items of a test, each with the title of its section."""
    test = package.tree(path)
    sections = [*test.iter("assessmentSection")]
    titles = [each.get("title", "").strip() for each in sections]
    common = _common(titles, test.get("title", "").strip())
    package.title = common or test.get("title", "").strip() or package.title
    yield from _of_sections(package, path, test, common)


def _of_sections(
    package: Package, path: str, root: etree._Element, common: str
) -> Iterator[Listed]:
    for each in root.iter("assessmentItemRef", "assessmentSectionRef"):
        target = joined(path, each.get("href", ""))
        if each.tag == "assessmentSectionRef":
            yield from _of_sections(package, target, package.section(target), common)
            continue
        section = next(each.iterancestors("assessmentSection"), None)
        topic = section.get("title", "").strip() if section is not None else ""
        topic = topic.removeprefix(f"{common} – ") if common else topic
        resource = package.resources.get(target)
        about = _about(resource) if resource is not None else {}
        yield Listed(target, "" if topic == common else topic, _weight(each), **about)


def _common(titles: list[str], test: str) -> str:
    """The deck's title that our exporter puts before each topic; "" where there is none."""
    heads = {title.partition(" – ")[0] for title in titles}
    return heads.pop() if len(heads) == 1 and any(" – " in title for title in titles) else ""


def _weight(reference: etree._Element) -> Decimal:
    """What the test multiplies the points of an item with."""
    weights = reference.findall("weight")
    try:
        found = number(weights[0].get("value", "")) if len(weights) == 1 else Decimal(1)
    except Broken:
        return Decimal(1)
    return found if found > 0 else Decimal(1)


def _about(resource: etree._Element) -> dict[str, Any]:
    """The keywords and the difficulty that metadata tell."""
    keywords = (words(each) for each in resource.iterfind("metadata/lom/general/keyword"))
    ease = words(resource.find("metadata/lom/educational/difficulty/value")).casefold()
    return {"tags": tuple(dict.fromkeys(filter(None, keywords))), "difficulty": _EASE.get(ease)}
