"""Cards, the questions made of them, and the bank that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar

from quizgen.model.text import NOWHERE, Markup, Place

DERIVED = "derived"
"""The tag of questions that were not written but derived from a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an author wrote: a front and a back.

    `notation` names the way it was written (such as "heading" or "table row"). `points` is None where
    the author gave none. `named` tells whether the id is the author's own. `derive` tells whether
    questions may be derived from it, `distractors` where their wrong options come from ("near",
    "topic" or "spread"), and `source` which card it was itself derived from before it was written out.
    """

    id: str
    front: Markup
    back: Markup
    deck: str
    topic: str
    tags: tuple[str, ...]
    points: Decimal | None = None
    difficulty: Decimal = Decimal("0.6")
    language: str = "en"
    named: bool = False
    multiple: bool = False
    case: bool = False
    derive: bool = True
    distractors: str = "near"
    source: str = ""
    notation: str = "heading"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A labelled remark. `label` is one of feedback, memory_tip, analogy, source."""

    label: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric, with its points where the author weighed it."""

    text: Markup
    points: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that can be asked and marked; every kind adds what makes its key.

    `difficulty` is the expected share of right answers, 0 to 1. `notes` are shown after answering,
    `rubric` to markers only, and neither ever to a candidate before the exam ends. `card` is the id of
    the card that it was derived from, "" where it is the card itself.
    """

    kind: ClassVar[str] = ""

    id: str
    stem: Markup
    deck: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    points: Decimal = Decimal(1)
    difficulty: Decimal = Decimal("0.6")
    language: str = "en"
    hints: tuple[Markup, ...] = ()
    notes: tuple[Note, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    card: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def origin(self) -> str:
        """The card it comes from: questions of one origin help to answer each other."""
        return self.card or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer that can be picked.

    `right` tells the key; `credit` is the share of the points that picking it earns when exactly one
    option may be picked, from -1 to 1, where the author gave one ({credit=50%}). `pin` is "first",
    "last" or "" for free.
    """

    text: Markup
    right: bool
    credit: Decimal | None = None
    feedback: Markup = ()
    pin: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """Pick one option, or all that are right (`multiple`)."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]
    multiple: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """Is the statement of the stem true?"""

    kind: ClassVar[str] = "truefalse"
    answer: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """An accepted answer. Each part is literal text; between two parts stands a wildcard `*`."""

    parts: tuple[str, ...]

    @property
    def wild(self) -> bool:
        """Whether anything may stand somewhere in it."""
        return len(self.parts) > 1

    def __str__(self) -> str:
        return "*".join(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(Question):
    """Write a word or two; any of the patterns is right. The first is the model answer."""

    kind: ClassVar[str] = "short"
    answers: tuple[Pattern, ...]
    case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Question):
    """Write a number within [value - tolerance, value + tolerance]; `is_range` if written a .. b."""

    kind: ClassVar[str] = "numeric"
    value: Decimal
    tolerance: Decimal = Decimal(0)
    is_range: bool = False
    unit: str = ""

    @property
    def low(self) -> Decimal:
        """The smallest right answer."""
        return self.value - self.tolerance

    @property
    def high(self) -> Decimal:
        """The largest right answer."""
        return self.value + self.tolerance


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that belong together: `left` is asked, `right` is the answer."""

    left: Markup
    right: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """Find for each left entry the right one; `distractors` are right-hand entries too many."""

    kind: ClassVar[str] = "matching"
    pairs: tuple[Pair, ...]
    distractors: tuple[Markup, ...] = ()

    @property
    def entries(self) -> tuple[Markup, ...]:
        """The different right-hand entries: those of the pairs in order, then the distractors."""
        return tuple(dict.fromkeys((*(pair.right for pair in self.pairs), *self.distractors)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """Bring the entries, given here in the right order, into it."""

    kind: ClassVar[str] = "ordering"
    entries: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in a text; the first pattern is the model answer."""

    answers: tuple[Pattern, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps(Question):
    """Fill the gaps: the stem holds nodes of kind "gap" that number them."""

    kind: ClassVar[str] = "gaps"
    gaps: tuple[Gap, ...]
    case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Question):
    """Answer in own words; `answer` is the model answer (the card's back), for markers only."""

    kind: ClassVar[str] = "open"
    answer: Markup = ()


KINDS: tuple[type[Question], ...] = (
    Choice,
    TrueFalse,
    ShortAnswer,
    Numeric,
    Matching,
    Ordering,
    Gaps,
    Open,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is shown everywhere: checked, re-encoded, without metadata.

    `key` is the SHA-256 of the data in hex; the size is in pixels (SVG: CSS pixels).
    """

    key: str
    media_type: str
    data: bytes = field(repr=False)
    width: int
    height: int

    @property
    def name(self) -> str:
        """A file name that tells nothing of the author's own: picture-1a2b3c4d5e6f.png."""
        suffix = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
        return f"picture-{self.key[:12]}.{suffix[self.media_type]}"


@dataclass(frozen=True, slots=True)
class Deck:
    """One Markdown file: what its front matter says; the cards name it by `name`."""

    name: str
    title: str
    course: str
    language: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions of a project in reading order, with the decks and pictures they refer to."""

    questions: tuple[Question, ...] = ()
    decks: tuple[Deck, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=lambda: MappingProxyType({}))
