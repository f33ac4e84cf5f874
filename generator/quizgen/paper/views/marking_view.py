"""What markers are given, as plain data: the keys of the forms, and a guide to each question."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup as Html

from quizgen.paper.views.view import CandidateView, Sheet


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A question of a form: its right answer in short, or nothing where the guide must tell.

    `codes` are the answer piece by piece where it consists of letters and numbers, which differ from
    form to form; they get `room` (em) each. `derived` says so if the question was derived from a
    card, and is else empty; so in the guide.
    """

    number: str
    answer: str
    codes: tuple[str, ...]
    room: str
    points: str
    derived: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormKey:
    """All right answers of a form."""

    label: str
    candidate: CandidateView | None
    points: str
    rows: tuple[KeyRow, ...]

    @property
    def whose(self) -> str:
        """Whose key it is: a candidate's, or that of a version."""
        candidate = self.candidate
        return f"{candidate.name} · {candidate.id}" if candidate else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """The keys of the forms of an exam, a page each."""

    sheet: Sheet
    forms: tuple[FormKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGuide:
    """An option: whether it is right, the credit it earns where the author gave one, feedback."""

    right: bool
    credit: str
    html: Html
    feedback: Html


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line of the guide: an answer, a note, or a criterion with its points."""

    label: str
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGuide:
    """All there is to know about a question when it is marked; `asked` is where it stands."""

    id: str
    derived: str
    kind: str
    language: str
    points: str
    asked: tuple[str, ...]
    stem: Html
    options: tuple[OptionGuide, ...]
    answers: tuple[Line, ...]
    rubric: tuple[Line, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """The marking guide: each question of the exam once."""

    sheet: Sheet
    questions: tuple[QuestionGuide, ...]
