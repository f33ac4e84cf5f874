"""The questions to lay out and their blocks → templates that do not tell where answers are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizgen.model import Place
from quizgen.paper.composing.blocks import Block
from quizgen.paper.outlines.names import role
from quizgen.paper.outlines.sheets import ROWS, SheetPlan
from quizgen.paper.views.view import AnswerRow, QuestionView
from quizgen.problem import Problem, warning

KIND, QUESTION, SHEET = (
    f"templates/paper/{name}.html.j2" for name in ("kinds/{kind}", "question", "answer_sheet")
)

_LOST = "exam.json cannot tell where {what} stand: there are fewer data-target than there should be"
_HINT = "give data-target to what candidates mark or fill in, as our own template does"
_MARK = 'data-target="'


def unmarked(
    plan: SheetPlan, blocks: Mapping[str, Block], own: Sequence[str]
) -> tuple[Problem, ...]:
    """A warning for each kind of questions, and one for the answer sheet; `own` are the teacher's files."""
    found = (*_kinds(plan, blocks, own), *_rows(plan, blocks, own))
    return tuple(dict.fromkeys(found))


def _kinds(plan: SheetPlan, blocks: Mapping[str, Block], own: Sequence[str]) -> Iterator[Problem]:
    questions = [question for section in plan.paper.sections for question in section.questions]
    names = [name for name in plan.names if role(name) == "question"]
    space = plan.paper.sheet.layout.answer_space
    for question, name in zip(questions, names, strict=True):
        if _count(blocks[name]) < _wanted(question, space):
            path = _first((KIND.format(kind=question.kind), QUESTION), own)
            what = f"the answers of {question.kind} questions"
            yield warning(Place(path), _LOST.format(what=what), _HINT)


def _rows(plan: SheetPlan, blocks: Mapping[str, Block], own: Sequence[str]) -> Iterator[Problem]:
    rows = plan.paper.answer_sheet.rows if plan.paper.answer_sheet else ()
    names = [name for name in plan.names if role(name) in ROWS]
    if any(_count(blocks[name]) < _squares(row) for row, name in zip(rows, names, strict=True)):
        what = "the squares of the answer sheet"
        yield warning(Place(_first((SHEET,), own)), _LOST.format(what=what), _HINT)


def _first(paths: Sequence[str], own: Sequence[str]) -> str:
    """The template that is the teacher's own, if one of these is; else any."""
    return next((path for path in (*paths, *own) if path in own), paths[0])


def _count(block: Block) -> int:
    parts = sum(len(part.targets) for part in block.parts)
    return len(block.targets) + parts + sum(len(strip.targets) for strip in block.strips)


def _squares(row: AnswerRow) -> int:
    return sum(len(line.names) for line in row.lines) or 1


def _wanted(question: QuestionView, space: str) -> int:
    """How many squares, lines and areas a question has."""
    counts = {
        "choice": len(question.options),
        "truefalse": 2,
        "matching": len(question.prompts),
        "ordering": len(question.options),
        "short": 1,
        "numeric": 1,
        "gaps": question.stem.count(_MARK),
        "open": {"lines": question.lines, "box": 1}.get(space, 0),
    }
    return counts[question.kind]
