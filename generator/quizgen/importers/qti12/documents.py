"""The elements of a document → its items, each with what is said of all in its section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element

from quizgen.importers.qti12 import tree


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its topic, the points of each in its group, the text that it is about."""

    topic: str = ""
    points: str = ""
    stimulus: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A section from which some are drawn: so many; `bank` is the bank that they are in, if in another."""

    element: _Element
    title: str
    number: str
    bank: str


@dataclass(frozen=True, slots=True)
class Document:
    """A quiz or a question bank; `path` is where it lies in a package."""

    root: _Element
    path: str = ""

    @property
    def main(self) -> _Element:
        """The assessment, the bank, or what stands for them."""
        if self.root.tag != "questestinterop":
            return self.root
        inner = [each for each in self.root if each.tag in ("assessment", "objectbank", "section")]
        return inner[0] if len(inner) == 1 else self.root

    @property
    def ident(self) -> str:
        """What the quiz is called for machines."""
        return self.main.get("ident", "")

    @property
    def title(self) -> str:
        """The title of the quiz or the bank."""
        return (self.main.get("title") or tree.fields(self.main).get("bank_title", "")).strip()

    @property
    def is_bank(self) -> bool:
        """Whether it is a question bank."""
        return self.main.tag == "objectbank"

    def parts(self) -> Iterator[tuple[_Element | Group, Place]]:
        """All items and groups in order, with their places."""
        yield from _parts(self.root, Place())


def _parts(element: _Element, place: Place) -> Iterator[tuple[_Element | Group, Place]]:
    for child in element:
        if child.tag == "item":
            told = child.get("parent_stimulus_item_ident")
            yield child, replace(place, stimulus=told) if told else place
        elif child.tag in ("assessment", "objectbank"):
            yield from _parts(child, place)
        elif child.tag == "section":
            group = _group(child)
            if group:
                yield group, place
            yield from _parts(child, _within(child, place))


def _within(section: _Element, place: Place) -> Place:
    title = " ".join(section.get("title", "").split())
    selection = tree.first(section, "selection_ordering/selection")
    points = None if selection is None else next(selection.iter("points_per_item"), None)
    each = tree.text(points)
    told = section.get("parent_stimulus_item_ident", "")
    return Place(title or place.topic, each or place.points, told or place.stimulus)


def _group(section: _Element) -> Group | None:
    """The group that a section is, if any are drawn from it."""
    selection = tree.first(section, "selection_ordering/selection")
    number = tree.text(tree.first(section, "selection_ordering/selection/selection_number"))
    if selection is None or not number:
        return None
    bank = next(selection.iter("sourcebank_ref"), None)
    title = " ".join(section.get("title", "").split())
    return Group(section, title, number, tree.text(bank))
