"""A form → the blocks that its key is made of; all forms → a document that holds every such block once.

What differs from form to form in blocks of one name are the texts in slots: whose key it is, the
numbers of questions, and answers that are letters or numbers of what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quizgen.assemble.labels import letter
from quizgen.model import Asked, Choice, Form, FormSection, Matching, Ordering, Question
from quizgen.paper.outlines.names import FIXED, is_fixed
from quizgen.paper.outlines.outline import Use
from quizgen.paper.views.content import Content
from quizgen.paper.views.marking import form_key, key_row
from quizgen.paper.views.marking_view import FormKey, KeyRow, KeyView
from quizgen.paper.views.people import is_plain, named, typical
from quizgen.paper.views.plan import Plan, key_plan
from quizgen.paper.views.view import CandidateView
from quizgen.paper.views.words import points

HEAD = "key-title"
"""The role of the block at the top of a key."""


class KeyOutliner:
    """Outlines of the keys of an exam's forms."""

    def __init__(self, content: Content) -> None:
        self._labels = content.labels
        self._names: dict[tuple[str, Decimal], str] = {}
        self._right: dict[str, tuple[int, ...]] = {}

    def outline(self, form: Form) -> tuple[Use, ...]:
        """What the key of a form is made of."""
        return (self._head(form), *map(self._row, form.questions))

    def _head(self, form: Form) -> Use:
        worth, whose = points(form.points, self._labels), self.whose(form)
        if form.candidate and not is_plain(form.candidate):
            return Use(f"{HEAD}:{FIXED}{whose} {worth}")
        return Use(f"{HEAD}:{worth}", {"whose": (whose,)})

    def whose(self, form: Form) -> str:
        """Whose key it is: a candidate's, or that of a version."""
        if form.candidate:
            return named(form.candidate)
        return self._labels["version"].format(label=form.label)

    def _row(self, asked: Asked) -> Use:
        question = asked.question
        if question.id not in self._right:
            self._right[question.id] = right_answers(question)
        answer = codes(asked, self._right[question.id])
        texts = {"number": (str(asked.number),), **({"answer": answer} if answer else {})}
        return Use(self._name(asked), texts, question=asked.number, id=question.id)

    def _name(self, asked: Asked) -> str:
        known = asked.question.id, asked.points
        if known not in self._names:
            self._names[known] = _row_name(key_row(asked, self._labels))
        return self._names[known]


def right_answers(question: Question) -> tuple[int, ...]:
    """Which of the things that are shuffled are right, or belong to each pair, as they were written."""
    match question:
        case Choice():
            return tuple(i for i, option in enumerate(question.options) if option.right)
        case Matching():
            entries = question.entries
            return tuple(entries.index(pair.right) for pair in question.pairs)
    return ()


def codes(asked: Asked, right: tuple[int, ...]) -> tuple[str, ...]:
    """What the slots of an answer show; on purpose not by `Asked.key`, with which it is compared."""
    order = asked.order
    match asked.question:
        case Choice():
            found = [letter(place) for place, option in enumerate(order) if option in right]
        case Matching():
            found = [f"{i}\u202f{letter(order.index(k))}" for i, k in enumerate(right, start=1)]
        case Ordering():
            found = [str(entry + 1) for entry in order]
        case _:
            return ()
    return (*(f"{code}," for code in found[:-1]), *found[-1:])


def _row_name(row: KeyRow) -> str:
    shown = f"{len(row.codes)} × {row.room}" if row.codes else f"= {row.answer}"
    return f"key-row:{row.points} {row.derived} {shown}"


@dataclass(frozen=True, slots=True)
class KeySheet:
    """Keys that hold every block once, all rows in the first of them, and the names of the blocks.

    `asked` are the questions of these rows, numbered anew.
    """

    view: KeyView
    names: tuple[str, ...]
    asked: tuple[Asked, ...]

    def to_lay_out(self, label: str) -> KeyView:
        """The document, with the label that needs the most room for any."""
        return replace(self.view, forms=tuple(replace(f, label=label) for f in self.view.forms))

    @property
    def heads(self) -> Mapping[str, FormKey]:
        """What is shown by blocks of the names that heads have."""
        first, *others = self.view.forms
        names = (self.names[0], *self.names[1 + len(first.rows) :])
        return dict(zip(names, (first, *others), strict=True))

    @property
    def rows(self) -> Mapping[str, KeyRow]:
        """What is shown by blocks of the names that rows have."""
        return dict(zip(self.names[1:], self.view.forms[0].rows, strict=False))

    @property
    def proof(self) -> tuple[Use, ...]:
        """A key with every row."""
        texts = {} if is_fixed(self.names[0]) else {"whose": (self.view.forms[0].whose,)}
        return (
            Use(self.names[0], texts),
            *(_as_laid_out(name, row) for name, row in self.rows.items()),
        )

    @property
    def proof_plan(self) -> Plan:
        """What must be on that key."""
        form = Form(label="", sections=(FormSection(questions=self.asked),))
        return key_plan(self.view, (form,))


def _as_laid_out(name: str, row: KeyRow) -> Use:
    return Use(name, {"number": (row.number,), **({"answer": row.codes} if row.codes else {})})


def key_sheet(content: Content, outlines: Iterable[tuple[Form, Sequence[Use]]]) -> KeySheet:
    """The document for forms with these outlines; the same for every draw of the same questions."""
    heads, rows = dict[str, Form](), dict[str, Asked]()
    for form, (head, *uses) in outlines:
        heads.setdefault(head.block, form)
        for use, asked in zip(uses, form.questions, strict=True):
            rows[use.block] = min(rows.get(use.block, asked), asked, key=_id)
    names = sorted(rows)
    numbered = tuple(_as_written(rows[name], i) for i, name in enumerate(names, start=1))
    first, *others = _heads(content, (heads[name] for name in sorted(heads)))
    first = replace(first, rows=tuple(key_row(each, content.labels) for each in numbered))
    main, *more = sorted(heads)
    view = KeyView(sheet=content.sheet, forms=(first, *others))
    return KeySheet(view, (main, *names, *more), numbered)


def _id(asked: Asked) -> str:
    return asked.question.id


def _as_written(asked: Asked, number: int) -> Asked:
    return replace(asked, number=number, order=tuple(sorted(asked.order)))


def _heads(content: Content, forms: Iterable[Form]) -> Iterator[FormKey]:
    """Keys without rows, for a candidate with a name as most have."""
    sample = typical(content.exam.forms)
    for form in forms:
        key = replace(form_key(form, content), rows=())
        if sample and form.candidate and is_plain(form.candidate):
            key = replace(key, candidate=CandidateView(sample.id, sample.name))
        yield key
