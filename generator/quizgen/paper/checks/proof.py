"""What composed papers are checked for: every block once, and the papers of some forms as a whole.

To read all papers of a thousand forms back would take much longer than to make them. A block looks
the same on every paper, so one paper that holds all of them is read; and whole papers of some forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import BinaryIO

from quizgen.document import NotMade
from quizgen.model import Form
from quizgen.paper.checks import readback
from quizgen.paper.checks.secrets import secrets
from quizgen.paper.composing.composed import PlacedTarget
from quizgen.paper.outlines.names import role
from quizgen.paper.outlines.outline import Use
from quizgen.paper.outlines.sheets import NUMBER, SHEET, Sheets
from quizgen.paper.styles.own_files import own_files
from quizgen.paper.views.content import Content
from quizgen.paper.views.plan import Plan, paper_plan

EVERY = 250
"""Of so many papers one is read back as a whole, besides the first and the last."""


def sampled(forms: Sequence[Form], content: Content) -> frozenset[str]:
    """The labels of the forms whose papers are read back as a whole."""
    every = 1 if content.materials.printing.proofread else EVERY
    return frozenset(form.label for form in (*forms[::every], forms[-1]))


def whole(sheets: Sheets) -> tuple[Use, ...]:
    """A paper that asks every question, in the order in which they were laid out."""
    return tuple(map(_as_written, _uses(sheets)))


def whole_plan(sheets: Sheets, content: Content) -> Plan:
    """What must be on that paper. Its questions have one number, so messages call them by their ids."""
    known = {question.id: question for question in content.exam.questions}
    asked = [known[use.id] for use in _uses(sheets) if use.id]
    view = replace(sheets.plans[0].paper, answer_sheet=None)
    plan = paper_plan(view, asked, secrets(content.exam))
    (part,) = plan.parts
    pairs = zip(part.questions, asked, strict=True)
    named = tuple(replace(planned, name=f"question “{own.id}”") for planned, own in pairs)
    return replace(plan, parts=(replace(part, questions=named),))


def _uses(sheets: Sheets) -> Iterator[Use]:
    """The blocks of the first document, but for the answer sheet."""
    names = iter(sheets.plans[0].names)
    yield from (sheets.uses[name] for name in takewhile(lambda name: role(name) != SHEET, names))


def _as_written(use: Use) -> Use:
    texts = {**use.texts, "number": (NUMBER,)} if use.id else use.texts
    return replace(use, texts=texts, order=tuple(sorted(use.order)))


def require(
    data: bytes | BinaryIO,
    plan: Plan,
    path: str,
    content: Content,
    pages: Iterable[int] | None = None,
    targets: Sequence[PlacedTarget] = (),
) -> None:
    """Read a file back, or some of its pages, and compare it with its plan; raises NotMade."""
    require_none(readback.check(data, plan, pages, targets), path, content)


def require_none(found: Iterable[readback.Difference], path: str, content: Content) -> None:
    """Raises NotMade if there are differences."""
    if told := tuple(found):
        theme, exam = content.materials.theme, content.exam.blueprint.place
        problems = (each.problem(path, exam, own_files(theme)) for each in told)
        raise NotMade(tuple(problems), path, laid_out=True)
