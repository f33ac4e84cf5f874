"""A paper that is composed, as plain data: its pages, its structure, and what stands where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from quizgen.paper.composing.blocks import Rect

POINTS_A_PIXEL = 0.75


class Element(NamedTuple):
    """An element of the structure tree, whose marked contents are numbered within their page."""

    kind: str
    attributes: bytes
    kids: tuple[Element | Mark | LinkMark, ...]


class Mark(NamedTuple):
    """A marked content: its page, and its number there."""

    page: int
    number: int


class LinkMark(NamedTuple):
    """A link: its page, and its number there."""

    page: int
    number: int


class Link(NamedTuple):
    """An address on the web, and where on a page a click leads there (pixels from its upper left)."""

    address: str
    box: Rect


@dataclass(frozen=True, slots=True)
class PlacedTarget:
    """What a candidate marks or fills in, on which page and where (pixels from its upper left)."""

    question: int
    kind: str
    page: int
    box: Rect


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block, or those of its strips that stand together: of which use, on which page, and where
    (pixels from the upper left of the page area)."""

    use: int
    page: int
    box: Rect
    strips: range


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading, on which page and how far from its top (pixels)."""

    level: int
    label: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is drawn: operators, the number of its marked contents, its size in pixels, its links
    by their numbers."""

    operators: bytes = field(repr=False)
    marks: int
    width: float
    height: float
    links: Mapping[int, Link] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper: its pages, its structure in reading order, what its operators refer to, and what
    stands where."""

    pages: tuple[Page, ...]
    structure: tuple[Element, ...] = field(repr=False)
    resources: frozenset[tuple[str, str]] = field(repr=False)
    targets: tuple[PlacedTarget, ...] = field(repr=False)
    headings: tuple[PlacedHeading, ...] = ()
    blocks: tuple[PlacedBlock, ...] = field(default=(), repr=False)
