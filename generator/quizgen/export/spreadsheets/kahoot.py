"""An exam → a workbook that Kahoot! imports: the headings and the layout of its own template.

Its first seven rows are for people; the headings stand in row 8, from column B on, and column A counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.facts import Facts
from quizgen.export.lms.features import Feature
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.spreadsheets import game_facts, games
from quizgen.export.spreadsheets.sheet import cells
from quizgen.export.spreadsheets.text import bare_line
from quizgen.export.spreadsheets.words import bare
from quizgen.export.spreadsheets.workbook import Cell, workbook
from quizgen.model import Asked, Choice, Exam, TrueFalse
from quizgen.problem import Problem, warning

QUESTION_LENGTH, OPTION_LENGTH = 120, 75
OPTIONS = 2, 4
SECONDS: Final = (5, 10, 20, 30, 60, 90, 120, 240)
HEADINGS: Final = (
    "",
    f"Question - max {QUESTION_LENGTH} characters",
    *(f"Answer {number} - max {OPTION_LENGTH} characters" for number in range(1, 5)),
    "Time limit (sec) - 5, 10, 20, 30, 60, 90, 120, or 240",
    "Correct answer(s) - 1, 2, 3, or 4",
)
_FIRST_ROW = 7


def _reasons(asked: Asked) -> Iterator[str]:
    yield from games.unfit(asked, *OPTIONS)
    yield from games.longer("its text", bare_line(asked.question.stem), QUESTION_LENGTH)
    for option in games.options(asked):
        yield from games.longer("an option", option, OPTION_LENGTH)


LIMITS: Final = losses.Limits(
    "Kahoot",
    {Choice: "", TrueFalse: ""},
    drops=games.DROPS | {Feature.FEEDBACK},
    reasons=_reasons,
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What Kahoot cannot hold, and that it takes one right option for enough."""
    several = [
        asked.question
        for asked in losses.kept(exam, LIMITS)
        if isinstance(asked.question, Choice) and asked.question.multiple
    ]
    message = "Kahoot lets players pick one option: any of the right ones counts as the answer"
    hint = "in Kahoot, change it into a question with several answers (multi-select)"
    return losses.check(exam, LIMITS) + tuple(
        warning(question.place, message, hint) for question in several
    )


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file; raises `NotMade` if it is read back as anything else."""
    data = write(exam)
    require_same(exam, "Kahoot", differences(exam, data))
    yield Document(f"{exam.blueprint.name}-kahoot.xlsx", data)


def write(exam: Exam) -> bytes:
    """The file's bytes, not yet read back."""
    rows = (_row(number, asked) for number, asked in enumerate(losses.kept(exam, LIMITS), 1))
    return workbook((HEADINGS, *rows), row=_FIRST_ROW)


def _row(number: int, asked: Asked) -> tuple[Cell, ...]:
    texts = games.options(asked)
    return (
        number,
        bare_line(asked.question.stem),
        *texts,
        *("" for _ in range(4 - len(texts))),
        games.seconds(asked, SECONDS),
        games.numbers(games.right(asked)),
    )


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
    if game_facts.row(sheet, 7, 0, 8) != HEADINGS:
        raise ValueError("other headings")
    for number in range(8, game_facts.last_row(sheet) + 1):
        count, text, *options, limit, right = game_facts.row(sheet, number, 0, 8)
        if int(count) != number - 7 or int(limit) not in SECONDS:
            raise ValueError(f"row {number + 1} has another number or limit of time")
        yield {"text": bare(text), "options": game_facts.marked(tuple(options), right)}


def _planned(asked: Asked) -> Facts:
    return {"text": game_facts.shown(asked.question.stem), "options": game_facts.options(asked)}


KAHOOT = Exporter(
    name="kahoot",
    summary="a workbook for Kahoot!, of short choice questions",
    kinds=frozenset(LIMITS.kinds),
    check=check,
    export=export,
)
