"""A form → the blocks that its paper is made of, in their order, and what differs in them.

The name of a block begins with its role, which the templates give as `data-block`, and tells all that
its content depends on; what differs from form to form in blocks of one name are the texts in slots
and the order of parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from quizgen.assemble.labels import letter
from quizgen.model import Asked, Form, FormSection
from quizgen.paper.outlines.names import FIXED
from quizgen.paper.views.answer_sheet import answer_sheet
from quizgen.paper.views.candidate import marks_of, notice_of, version_of
from quizgen.paper.views.content import Content
from quizgen.paper.views.people import is_plain
from quizgen.paper.views.view import AnswerRow
from quizgen.paper.views.words import number, points

Texts = Mapping[str, tuple[str, ...]]
"""The texts of slots by name; several for a block with several slots of the name."""


@dataclass(frozen=True, slots=True)
class Use:
    """A block on a paper: the texts of its slots, the order of its parts and the labels they get.

    `question` is the number of the question that it is, if it is one, and `id` its name.
    """

    block: str
    texts: Texts = field(default_factory=dict)
    order: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    question: int = 0
    id: str = ""


class Outliner:
    """Outlines of an exam's forms, by what their papers will show."""

    def __init__(self, content: Content) -> None:
        self._labels = content.labels
        self._content = content
        self._question_name = cache(self._name_question)

    def outline(self, form: Form) -> tuple[Use, ...]:
        """What the paper of a form is made of."""
        return (*self._head(form), *self._sections(form), *self._sheet(form))

    def _head(self, form: Form) -> Iterator[Use]:
        blueprint = self._content.exam.blueprint
        yield Use(f"title:{points(form.points, self._labels)}", self._version(form))
        yield self._identity(form)
        if blueprint.instructions:
            yield Use("instructions:")
        if marks := marks_of(form, self._content):
            heads = " ".join(mark.head for mark in marks)
            worth = tuple(mark.points for mark in marks)
            total = (number(form.points, self._labels),)
            yield Use(f"marks:{heads}", {"points": worth, "total": total})

    def _version(self, form: Form) -> Texts:
        shown = version_of(form, self._content)
        return {"version": (shown,)} if shown else {}

    def _identity(self, form: Form) -> Use:
        candidate = form.candidate
        if candidate is None:
            return Use("identity:")
        if not is_plain(candidate):
            return Use(f"identity:{FIXED}{candidate.id} {candidate.name}")
        return Use("identity:known", {"name": (candidate.name,), "id": (candidate.id,)})

    def _sections(self, form: Form) -> Iterator[Use]:
        for index, section in enumerate(form.sections):
            if section.questions:
                yield from self._section_head(index, section)
            yield from map(self._question, section.questions)

    def _section_head(self, index: int, section: FormSection) -> Iterator[Use]:
        notice = notice_of(section, self._content)
        if section.title or section.instructions or notice:
            worth = points(sum((a.points for a in section.questions), Decimal(0)), self._labels)
            texts = {"points": (worth,)} if section.title else {}
            yield Use(f"section:{index} {notice}", texts)

    def _question(self, asked: Asked) -> Use:
        shown = asked.number
        return Use(
            block=self._question_name(asked.question.id, asked.points),
            texts={"number": (str(shown),)},
            order=asked.order,
            labels=_letters(len(asked.order)),
            question=shown,
            id=asked.question.id,
        )

    def _name_question(self, name: str, worth: Decimal) -> str:
        return f"question:{name} {worth}"

    def _sheet(self, form: Form) -> Iterator[Use]:
        wanted = self._content.exam.blueprint.paper.answer_sheet
        sheet = answer_sheet(form, self._labels) if wanted else None
        if sheet is not None:
            yield Use("sheet-title:", self._version(form))
            yield self._identity(form)
            texts = {"notice": (sheet.notice,)} if sheet.notice else {}
            yield Use(f"sheet-notice:{bool(sheet.notice)}", texts)
            yield from map(_row, sheet.rows)


def _row(row: AnswerRow) -> Use:
    shape = "/".join(f"{line.prompt} {' '.join(line.names)}" for line in row.lines)
    name = f"sheet-row:{shape}|{row.unit}"
    return Use(name, {"number": (row.number,)}, question=int(row.number))


@cache
def _letters(count: int) -> tuple[str, ...]:
    return tuple(map(letter, range(count)))
