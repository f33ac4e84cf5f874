"""The outlines of all forms → documents that hold every block once, to be laid out for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.model import Form
from quizgen.paper.outlines.names import role
from quizgen.paper.outlines.outline import Use
from quizgen.paper.views.candidate import paper
from quizgen.paper.views.content import Content
from quizgen.paper.views.view import AnswerRow, AnswerSheet, PaperView, QuestionView, SectionView

SHEET = "sheet-title"
"""With this role the answer sheet begins."""

NUMBER = "1"
"""The number of every question where all are laid out: each form has its own."""

IN_SECTIONS, ROWS = ("section", "question"), ("sheet-row",)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A document to lay out, and the names of the blocks in it, in their order."""

    paper: PaperView
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The documents of an exam, and a use of each block in them, by its name: the first there is."""

    plans: tuple[SheetPlan, ...]
    uses: Mapping[str, Use]


def sheets(content: Content, outlines: Sequence[tuple[Form, Sequence[Use]]]) -> Sheets:
    """The documents for the forms: the first has all questions, others are there for other heads."""
    gathered, first = _Gathered(), dict[str, Use]()
    for form, uses in outlines:
        names = [use.block for use in uses]
        if not gathered.seen.issuperset(names):
            gathered.add(paper(_as_written(form), content), names)
            first = {use.block: use for use in uses} | first
    return Sheets(gathered.plans(), first)


def texts(outlines: Iterable[Sequence[Use]]) -> Mapping[str, tuple[str, ...]]:
    """All texts that slots will be given, by the names of the slots."""
    found: dict[str, dict[str, None]] = {}
    for uses in outlines:
        for use in uses:
            for name, shown in use.texts.items():
                found.setdefault(name, {}).update(dict.fromkeys(shown))
            found.setdefault("letter", {}).update(dict.fromkeys(use.labels))
    return {name: tuple(sorted(shown)) for name, shown in sorted(found.items())}


def _as_written(form: Form) -> Form:
    """The form with everything in the order in which its author wrote it."""
    sections = (
        replace(
            section,
            questions=tuple(replace(a, order=tuple(sorted(a.order))) for a in section.questions),
        )
        for section in form.sections
    )
    return replace(form, sections=tuple(sections))


@dataclass(slots=True)
class _Gathered:
    """What is new in one form after the other.

    It is put in an order that hangs on no draw, so that another draw of the same questions finds
    them laid out already.
    """

    seen: set[str] = field(default_factory=set)
    heads: list[SheetPlan] = field(default_factory=list)
    sections: dict[str, SectionView] = field(default_factory=dict)
    questions: dict[str, dict[str, QuestionView]] = field(default_factory=dict)
    rows: dict[str, AnswerRow] = field(default_factory=dict)

    def add(self, view: PaperView, names: Sequence[str]) -> None:
        """Take what has not been seen yet of a paper with blocks of these names."""
        heads = tuple(name for name in names if role(name) not in (*IN_SECTIONS, *ROWS))
        if not self.seen.issuperset(heads):
            self.heads.append(SheetPlan(view, heads))
        self._add_sections(view, [name for name in names if role(name) in IN_SECTIONS])
        rows = [name for name in names if role(name) in ROWS]
        sheet = view.answer_sheet.rows if view.answer_sheet else ()
        for name, row in zip(rows, sheet, strict=True):
            self.rows.setdefault(name, replace(row, number=NUMBER))
        self.seen.update(names)

    def _add_sections(self, view: PaperView, names: list[str]) -> None:
        """Gather questions below their heads; a head is shown with one question at least."""
        for section in view.sections:
            if not section.questions:
                continue
            head = names.pop(0) if role(names[0]) == "section" else ""
            own = {names.pop(0): question for question in section.questions}
            new = {name: own[name] for name in own if name not in self.seen}
            first = min(own)
            chosen = new if new or head in self.sections else {first: own[first]}
            self.sections.setdefault(head, section)
            self.questions.setdefault(head, {}).update(chosen)

    def plans(self) -> tuple[SheetPlan, ...]:
        """All of it as documents."""
        first, *others = self.heads
        return (self._whole(first), *map(_bare, others))

    def _whole(self, head: SheetPlan) -> SheetPlan:
        sections = dict(self._sections())
        rows = dict(sorted(self.rows.items()))
        view = replace(
            head.paper,
            sections=tuple(sections.values()),
            answer_sheet=_with_rows(head.paper, tuple(rows.values())),
        )
        inner = [n for shown in sections for n in (shown, *sorted(self.questions[shown])) if n]
        cut = _sheet_start(head.names)
        return SheetPlan(view, (*head.names[:cut], *inner, *head.names[cut:], *rows))

    def _sections(self) -> Iterator[tuple[str, SectionView]]:
        for head, section in sorted(self.sections.items(), key=lambda item: item[0]):
            own = self.questions[head]
            shown = tuple(replace(own[name], number=NUMBER) for name in sorted(own))
            if shown:
                yield head, replace(section, questions=shown)


def _sheet_start(heads: Sequence[str]) -> int:
    """Where the blocks of the answer sheet begin."""
    return next((i for i, name in enumerate(heads) if role(name) == SHEET), len(heads))


def _bare(plan: SheetPlan) -> SheetPlan:
    view = replace(plan.paper, sections=(), answer_sheet=_with_rows(plan.paper, ()))
    return SheetPlan(view, plan.names)


def _with_rows(view: PaperView, rows: tuple[AnswerRow, ...]) -> AnswerSheet | None:
    return replace(view.answer_sheet, rows=rows) if view.answer_sheet else None
