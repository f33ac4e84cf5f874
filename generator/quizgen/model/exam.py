"""What a teacher asks for (blueprint) and what came of it (exam and its forms)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from quizgen.model.question import (
    Choice,
    Deck,
    Matching,
    Option,
    Ordering,
    Picture,
    Question,
)
from quizgen.model.text import NOWHERE, Markup, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which questions may be drawn. An empty set allows everything; exclusions always win.

    `difficulty` is the allowed range of the expected share of right answers, both ends included.
    `derived` is "include", "exclude" or "only".
    """

    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()  # all of them must be there
    topics: frozenset[str] = frozenset()
    decks: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    difficulty: tuple[Decimal, Decimal] = (Decimal(0), Decimal(1))
    exclude_kinds: frozenset[str] = frozenset()
    exclude_tags: frozenset[str] = frozenset()  # none of them may be there
    exclude_topics: frozenset[str] = frozenset()
    exclude_decks: frozenset[str] = frozenset()
    exclude_ids: frozenset[str] = frozenset()
    derived: str = "include"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the blueprint: either `questions` by name in their order, or `count` of a selection.

    `count` None means all of the selection. `wrong` is the share of a question's points that a wrong
    choice costs, 0 or negative (-0.25). `per_form` draws anew for each form.
    """

    title: str = ""
    instructions: Markup = ()
    selection: Selection = Selection()
    questions: tuple[str, ...] = ()
    count: int | None = None
    points: Decimal | None = None
    wrong: Decimal = Decimal(0)
    per_form: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How the paper looks. `size` A4 or Letter; `font_size` in points; `answer_space` lines, box or none.

    `codes` puts a QR code on every page, which tells scanners which one it is.
    """

    size: str = "A4"
    columns: int = 1
    font_size: Decimal = Decimal(11)
    answer_space: str = "lines"
    answer_sheet: bool = False
    codes: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who sits the exam. The id is text: 0012 is not 12."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What the teacher asks for before any question is chosen.

    `name` is the exam's file-system name; `date` and `duration` are shown as written. `forms` counts
    the versions; with `candidates` each of them gets a form of their own instead. `independent` keeps
    questions apart that come from one card or give away each other's answers.
    """

    name: str
    title: str
    course: str = ""
    date: str = ""
    duration: str = ""
    language: str = "en"
    seed: str = ""
    forms: int = 1
    candidates: tuple[Candidate, ...] = ()
    shuffle_questions: bool = True
    shuffle_options: bool = True
    independent: bool = True
    instructions: Markup = ()
    sections: tuple[Section, ...] = (Section(),)
    paper: Paper = Paper()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as one form asks it.

    `order` gives the printed order of what is shuffled, as positions in the question: the options of
    a choice, the right-hand `entries` of a matching, the entries of an ordering; else empty.
    `points` is what it is worth here and `wrong` the share of them that a wrong choice costs.
    """

    number: int
    question: Question
    points: Decimal
    wrong: Decimal = Decimal(0)
    order: tuple[int, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """A choice's options as printed; empty for the other kinds."""
        question = self.question
        return (
            tuple(question.options[i] for i in self.order) if isinstance(question, Choice) else ()
        )

    @property
    def entries(self) -> tuple[Markup, ...]:
        """A matching's right-hand entries or an ordering's entries as printed; else empty."""
        question = self.question
        if isinstance(question, Matching | Ordering):
            written = question.entries
            return tuple(written[i] for i in self.order)
        return ()

    @property
    def key(self) -> tuple[int, ...]:
        """Where the right answers are printed, counted from 0.

        Choice: the positions of the right options. Matching: for each pair, the position of its
        right-hand entry. Ordering: the positions of the entries, first to last. Else empty.
        """
        question = self.question
        if isinstance(question, Choice):
            return tuple(i for i, option in enumerate(self.options) if option.right)
        if isinstance(question, Matching):
            entries = self.entries
            return tuple(entries.index(pair.right) for pair in question.pairs)
        if isinstance(question, Ordering):
            return tuple(self.order.index(i) for i in range(len(question.entries)))
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A part of a form, with its questions in printed order."""

    title: str = ""
    instructions: Markup = ()
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One arrangement of the exam: "Version A", or one candidate's personal paper.

    `label` is A, B, … Z, AA …; for a candidate it is a running number such as 007.
    """

    label: str
    sections: tuple[FormSection, ...] = ()
    candidate: Candidate | None = None

    @property
    def questions(self) -> Iterator[Asked]:
        """All questions of the form, in printed order."""
        return (asked for section in self.sections for asked in section.questions)

    @property
    def points(self) -> Decimal:
        """What the whole form is worth."""
        return sum((asked.points for asked in self.questions), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """An assembled exam: everything that an exporter needs, and nothing it must decide.

    A bank upload is an exam too, with one unshuffled form of all questions. `code` tells this draw
    from any other one, and nothing of its keys; a bank has none.
    """

    blueprint: Blueprint
    forms: tuple[Form, ...]
    decks: tuple[Deck, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=lambda: MappingProxyType({}))
    code: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Each question that any form asks, once, in order of first appearance."""
        asked = (asked.question for form in self.forms for asked in form.questions)
        return tuple({question.id: question for question in asked}.values())
