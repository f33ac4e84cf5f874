"""A paper that is composed, as plain data: its pages, its structure, and what stands where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from quizgen.paper.composing.blocks import Rect

POINTS_A_PIXEL = 0.75


class Element(NamedTuple):
    """An element of the structure tree, whose marked contents are numbered within their page."""

    kind: str
    attributes: bytes
    kids: tuple[Element | Mark, ...]


class Mark(NamedTuple):
    """A marked content: its page, and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class PlacedTarget:
    """What a candidate marks or fills in, on which page and where (pixels from its upper left)."""

    question: int
    kind: str
    page: int
    box: Rect
    filled: bool = False


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading, on which page and how far from its top (pixels)."""

    level: int
    label: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is drawn: operators, the number of its marked contents, its size in pixels."""

    operators: bytes = field(repr=False)
    marks: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper: its pages, its structure in reading order, what its operators refer to, and targets."""

    pages: tuple[Page, ...]
    structure: tuple[Element, ...] = field(repr=False)
    resources: frozenset[tuple[str, str]] = field(repr=False)
    targets: tuple[PlacedTarget, ...] = field(repr=False)
    headings: tuple[PlacedHeading, ...] = ()
