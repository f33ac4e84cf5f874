"""The outlines of all forms → documents that hold every block once, to be laid out for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.model import Form
from quizgen.paper.candidate import paper
from quizgen.paper.content import Content
from quizgen.paper.outline import Use
from quizgen.paper.view import AnswerRow, AnswerSheet, PaperView, SectionView

IN_SECTIONS, ROWS = ("section", "question"), ("sheet-row",)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A document to lay out, and the names of the blocks in it, in their order."""

    paper: PaperView
    names: tuple[str, ...]


def sheet_plans(
    content: Content, outlines: Sequence[tuple[Form, Sequence[Use]]]
) -> tuple[SheetPlan, ...]:
    """The documents for the forms: the first has all questions, others are there for other heads."""
    gathered = _Gathered()
    for form, uses in outlines:
        names = [use.block for use in uses]
        if not gathered.seen.issuperset(names):
            gathered.add(paper(_as_written(form), content), names)
    return gathered.plans()


def texts(outlines: Iterable[Sequence[Use]]) -> Mapping[str, tuple[str, ...]]:
    """All texts that slots will be given, by the names of the slots."""
    found: dict[str, dict[str, None]] = {}
    for uses in outlines:
        for use in uses:
            for name, shown in use.texts.items():
                found.setdefault(name, {}).update(dict.fromkeys(shown))
            found.setdefault("letter", {}).update(dict.fromkeys(use.labels))
    return {name: tuple(shown) for name, shown in sorted(found.items())}


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


def role(name: str) -> str:
    """The role of the block of that name."""
    return name.partition(":")[0]


@dataclass(slots=True)
class _Gathered:
    """What is new in one form after the other."""

    seen: set[str] = field(default_factory=set)
    heads: list[SheetPlan] = field(default_factory=list)
    sections: list[tuple[SectionView, tuple[str, ...]]] = field(default_factory=list)
    rows: list[tuple[AnswerRow, str]] = field(default_factory=list)

    def add(self, view: PaperView, names: Sequence[str]) -> None:
        """Take what has not been seen yet of a paper with blocks of these names."""
        heads = tuple(name for name in names if role(name) not in (*IN_SECTIONS, *ROWS))
        if not self.seen.issuperset(heads):
            self.heads.append(SheetPlan(view, heads))
        self.sections += _sections(view, names, self.seen)
        rows = [name for name in names if role(name) in ROWS]
        sheet = view.answer_sheet.rows if view.answer_sheet else ()
        self.rows += [pair for pair in zip(sheet, rows, strict=True) if pair[1] not in self.seen]
        self.seen.update(names)

    def plans(self) -> tuple[SheetPlan, ...]:
        """All of it as documents."""
        first, *others = self.heads
        return (self._whole(first), *map(_bare, others))

    def _whole(self, head: SheetPlan) -> SheetPlan:
        rows = {name: row for row, name in self.rows}
        view = replace(
            head.paper,
            sections=tuple(section for section, _ in self.sections),
            answer_sheet=_with_rows(head.paper, tuple(rows.values())),
        )
        inner = [name for _, names in self.sections for name in names]
        cut = _sheet_start(head.names)
        return SheetPlan(view, (*head.names[:cut], *inner, *head.names[cut:], *rows))


def _sheet_start(heads: Sequence[str]) -> int:
    """Where the blocks of the answer sheet begin."""
    return next((i for i, name in enumerate(heads) if role(name) == "sheet-title"), len(heads))


def _bare(plan: SheetPlan) -> SheetPlan:
    view = replace(plan.paper, sections=(), answer_sheet=_with_rows(plan.paper, ()))
    return SheetPlan(view, plan.names)


def _with_rows(view: PaperView, rows: tuple[AnswerRow, ...]) -> AnswerSheet | None:
    return replace(view.answer_sheet, rows=rows) if view.answer_sheet else None


def _sections(
    view: PaperView, names: Sequence[str], seen: set[str]
) -> Iterator[tuple[SectionView, tuple[str, ...]]]:
    """The sections that have something new, with their new questions, or the first one."""
    waiting = [name for name in names if role(name) in IN_SECTIONS]
    for section in view.sections:
        if not section.questions:
            continue
        head = (waiting.pop(0),) if role(waiting[0]) == "section" else ()
        questions = [(question, waiting.pop(0)) for question in section.questions]
        new = [pair for pair in questions if pair[1] not in seen]
        if new or not seen.issuperset(head):
            chosen = new or questions[:1]
            shown = replace(section, questions=tuple(question for question, _ in chosen))
            yield shown, (*head, *(name for _, name in chosen))
