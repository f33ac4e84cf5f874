"""What was laid out once and is placed on the pages of many papers, as plain data.

Lengths are CSS pixels (96 an inch), with y downwards. An `Ink` is drawn in the coordinates of the
sheet that it was laid out on; everything else in a block counts from the upper left corner of the block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rect:
    """Left, top, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Hole:
    """Where in a structure something of its own belongs: a slot by its name, or all the parts."""

    slot: str = ""


@dataclass(frozen=True, slots=True)
class Clickable:
    """Where in a structure a link belongs: its number on the page."""

    number: int


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure tree (ISO 32000-1, 14.8.4): its type, its attributes as they are
    written, and what it is made of; a number counts the marked contents of the same ink."""

    kind: str
    attributes: bytes = b""
    kids: tuple[Tag | Hole | Clickable | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ink:
    """Drawing operators, and the structure of what they draw.

    The number of a marked content belongs between each two of the `segments`. `resources` are the
    (category, name) that the operators use.
    """

    segments: tuple[bytes, ...] = field(default=(b"",), repr=False)
    tags: tuple[Tag | Hole, ...] = ()
    resources: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """A line of text that differs from form to form: the room for it, and how it is set.

    What the text leaves free of the room goes to its left by a `share`: 0 left, 0.5 centred, 1
    right. No text may be wider than `limit`. `size` is that of the font in pixels, `features` are
    OpenType's. The `segments` are the operators around the text, as of an `Ink`.
    """

    name: str
    room: Rect
    share: float
    baseline: float
    font: str
    size: float
    features: tuple[tuple[str, int], ...]
    limit: float
    segments: tuple[bytes, ...] = field(repr=False)
    resources: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """What a candidate marks or fills in: a square or a line."""

    kind: str
    box: Rect


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a block that trades places with its siblings; `box` is where it was laid out."""

    box: Rect
    ink: Ink
    slots: tuple[Slot, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a block that is taller than a page; the pages may change between two of them.

    It `keeps` with the next one if they can stand together; text that `continues` is of the same
    paragraph as the strip before. A strip `is_part` where a part belongs, which it does not draw;
    one that `holds_parts` has all of them within.
    """

    box: Rect
    ink: Ink = Ink()
    targets: tuple[Target, ...] = ()
    keeps: bool = False
    continues: bool = False
    is_part: bool = False
    holds_parts: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a block stands in: where each begins, from the left of the page area.

    Between them there is a line of `rule` width in a `colour` (red, green, blue); none if that is 0.
    """

    lefts: tuple[float, ...]
    width: float
    balanced: bool
    rule: float = 0.0
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a bookmark leads to: its level from 1, its text, and the distance from the top."""

    level: int
    label: str
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a paper that stands on a page as a whole.

    `origin` is its upper left corner on the sheet that it was laid out on, `left` its distance from
    the left of the page area or of its column. `above` and `below` are its margins. `strips` are
    there for a block that is too tall for any page.
    """

    role: str
    origin: tuple[float, float]
    left: float
    width: float
    height: float
    above: float = 0.0
    below: float = 0.0
    keep_with_next: bool = False
    new_page: bool = False
    columns: Columns | None = None
    ink: Ink = Ink()
    slots: tuple[Slot, ...] = ()
    parts: tuple[Part, ...] = ()
    strips: tuple[Strip, ...] = ()
    targets: tuple[Target, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A page without its content: its size, the area for the content, and what runs in the margins."""

    width: float
    height: float
    area: Rect
    ink: tuple[Ink, ...] = ()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Galley:
    """Everything that the papers of an exam are made of.

    `blocks` are known by what is in them, `frames` are those of a first, a left and a right page.
    `objects` are PDF objects that refer to each other by number; `resources` name those that inks
    use, by category and name. `faces` are the font files that texts of slots are set in, by name.
    `running` are texts in the margins that cannot be set like others, drawn for each of the frames.
    """

    blocks: Mapping[str, Block]
    frames: tuple[Frame, ...]
    objects: Mapping[int, bytes] = field(repr=False)
    resources: Mapping[tuple[str, str], bytes] = field(repr=False)
    faces: Mapping[str, bytes] = field(repr=False)
    running: Mapping[str, tuple[Ink, ...]] = field(default_factory=dict, repr=False)
