"""An exam → a workbook that Wayground (once Quizizz) imports: a row of headings, then the questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.facts import Facts
from quizgen.export.lms.features import Feature
from quizgen.export.lms.remarks import general_feedback
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.spreadsheets import game_facts, games
from quizgen.export.spreadsheets.limits import too_long
from quizgen.export.spreadsheets.sheet import cells
from quizgen.export.spreadsheets.text import bare_line
from quizgen.export.spreadsheets.words import bare
from quizgen.export.spreadsheets.workbook import Cell, workbook
from quizgen.model import Asked, Choice, Exam, Open, Question, ShortAnswer, TrueFalse
from quizgen.problem import Problem

OPTIONS = 2, 5
SECONDS: Final = (20, 30, 60, 120, 300)
HEADINGS: Final = (
    *("Question Text", "Question Type", "Option 1", "Option 2", "Option 3", "Option 4", "Option 5"),
    *("Correct Answer", "Time in seconds", "Image Link", "Answer explanation"),
)
_WIDTH = len(HEADINGS)


def _reasons(asked: Asked) -> Iterator[str]:
    question = asked.question
    yield from games.unfit(asked, *OPTIONS)
    yield from too_long(str(cell) for cell in _row(asked))
    if isinstance(question, ShortAnswer) and len(question.answers) > OPTIONS[1]:
        yield f"it accepts {len(question.answers)} answers, and may accept {OPTIONS[1]}"
    if isinstance(question, Choice) and not question.multiple and len(games.right(asked)) > 1:
        yield "several options are right of which one is to be picked"


LIMITS: Final = losses.Limits(
    "Wayground",
    {Choice: "", TrueFalse: "", ShortAnswer: "", Open: ""},
    drops=games.DROPS,
    refuses=frozenset({Feature.WILDCARDS}),
    reasons=_reasons,
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What Wayground cannot hold."""
    return losses.check(exam, LIMITS)


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file; raises `NotMade` if it is read back as anything else."""
    data = write(exam)
    require_same(exam, "Wayground", differences(exam, data))
    yield Document(f"{exam.blueprint.name}-wayground.xlsx", data)


def write(exam: Exam) -> bytes:
    """The file's bytes, not yet read back."""
    return workbook((HEADINGS, *map(_row, losses.kept(exam, LIMITS))))


def _row(asked: Asked) -> tuple[Cell, ...]:
    question = asked.question
    texts = games.options(asked)
    if isinstance(question, ShortAnswer):
        texts = tuple(" ".join(str(answer).split()) for answer in question.answers)
    right = games.right(asked)
    return (
        bare_line(question.stem),
        _type(question),
        *texts,
        *("" for _ in range(OPTIONS[1] - len(texts))),
        games.numbers(right) if right else "",
        games.seconds(asked, SECONDS),
        "",
        bare_line(general_feedback(question)),
    )


def _type(question: Question) -> str:
    if isinstance(question, Choice) and question.multiple:
        return "Checkbox"
    names = {ShortAnswer: "Fill-in-the-Blank", Open: "Open-Ended"}
    return names.get(type(question), "Multiple Choice")


def differences(exam: Exam, data: bytes) -> Iterator[str]:
    """What is not in the file as the exam plans it, one line for each."""
    try:
        facts = tuple(_found(data))
    except (ValueError, ArithmeticError) as problem:
        yield f"the file cannot be read: {problem}"
        return
    yield from compared(map(_planned, losses.kept(exam, LIMITS)), facts)


def _found(data: bytes) -> Iterator[Facts]:
    sheet = cells(data)
    if game_facts.row(sheet, 0, 0, _WIDTH) != HEADINGS:
        raise ValueError("other headings")
    for number in range(1, game_facts.last_row(sheet) + 1):
        text, kind, *options, right, limit, link, note = game_facts.row(sheet, number, 0, _WIDTH)
        if int(limit) not in SECONDS or link:
            raise ValueError(f"row {number + 1} has another limit of time, or a link")
        yield {
            "text": bare(text),
            "kind": kind,
            "options": game_facts.marked(tuple(options), right),
            "explanation": bare(note),
        }


def _planned(asked: Asked) -> Facts:
    question = asked.question
    options = game_facts.options(asked)
    kind = "Multiple Choice"
    if isinstance(question, ShortAnswer):
        kind = "Fill-in-the-Blank"
        options = tuple((bare("".join(answer.parts)), False) for answer in question.answers)
    elif isinstance(question, Open):
        kind = "Open-Ended"
    elif isinstance(question, Choice) and question.multiple:
        kind = "Checkbox"
    return {
        "text": game_facts.shown(question.stem),
        "kind": kind,
        "options": options,
        "explanation": game_facts.shown(general_feedback(question)),
    }


WAYGROUND = Exporter(
    name="wayground",
    summary="a workbook for Wayground (Quizizz), of choices, short answers and open questions",
    kinds=frozenset(LIMITS.kinds),
    check=check,
    export=export,
)
