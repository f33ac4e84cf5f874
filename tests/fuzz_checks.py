"""The bytes of a teacher's file → AssertionError, or what a reader raised, where a promise is broken.

Each check reads the bytes as a file of one sort, as `quizgen` does, and looks at what must hold for
every file: it is read without an exception, in bounded time, twice to the same, every problem stands
inside the file, and what was read survives being written and read again. Hypothesis (`test_fuzz.py`)
and coverage-guided fuzzing (`tools/fuzz.py`) share them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from math import isfinite
from time import process_time

from builders import SECRET, sample_bank
from fuzz_drawn import check_formula, check_picture, check_template
from fuzz_imports import check_import
from moodle_importer import imported

from quizgen.assemble import assemble, bank_exam
from quizgen.author import Unwritable, deck, same
from quizgen.derive import derive
from quizgen.export.aiken import AIKEN
from quizgen.export.exporter import Materials, Theme
from quizgen.export.gift import GIFT
from quizgen.export.moodle import MOODLE
from quizgen.importers import IMPORTERS
from quizgen.model import Bank, Exam, Question
from quizgen.paper.styles.obstacles import style_obstacles
from quizgen.positions import load_positions
from quizgen.problem import Problem, has_errors, show
from quizgen.read.blueprint import read_blueprint
from quizgen.read.deck import DeckReading, read_deck
from quizgen.read.front_matter import FrontMatter
from quizgen.read.question import Reading, read_question
from quizgen.read.roster import read_roster
from quizgen.read.source import decode
from quizgen.record import RecordError, dump, load

SECONDS = 10
"""Far more than any of these small files should take, on a machine that does other work as well."""

_MATERIALS = Materials({}, Theme({}))


def check_deck(data: bytes) -> None:
    """A deck, up to the exam, the record and the Moodle file that its questions make."""
    source, problems = decode("deck.md", data)
    if not source.readable:
        check_places("deck.md", data, problems)
        return
    reading, readings, problems = deck_of(data)
    assert (reading, readings, problems) == deck_of(data), "read twice, and not the same"
    check_places("deck.md", data, problems)
    questions = tuple(reading.question for reading in readings if reading.question)
    if has_errors(problems) or not questions or not _distinct(questions):
        return
    check_written(questions, reading.points)
    derived = derive(readings)
    every = tuple(question for one in readings for question in derived.questions_of(one))
    check_exam_of(Bank(every, (reading.deck,), {}))


def deck_of(data: bytes) -> tuple[DeckReading, tuple[Reading, ...], tuple[Problem, ...]]:
    """The deck in a file, what its cards are, and all problems."""
    source, problems = decode("deck.md", data)
    reading = read_deck(source)
    readings = tuple(read_question(card, reading.points, source.lines) for card in reading.cards)
    found = (*problems, *reading.problems, *(p for one in readings for p in one.problems))
    return reading, readings, found


def _distinct(questions: tuple[Question, ...]) -> bool:
    return len({question.id for question in questions}) == len(questions)


def check_written(questions: tuple[Question, ...], points: Decimal) -> None:
    """Questions are written as Markdown that is read as the same, or it is said that they cannot be."""
    head = FrontMatter(language=questions[0].language, points=points)
    try:
        text = deck(questions, head)
    except Unwritable:
        return
    _, again, problems = deck_of(text.encode())
    assert not has_errors(problems), problems
    found = [reading.question for reading in again if reading.question]
    for one, other in zip(questions, found, strict=True):
        assert same(one, other), (one, other)


def check_exam_of(bank: Bank) -> None:
    """The exam of a whole bank comes back from its record, and from uploads if nothing was reported."""
    exam = bank_exam(bank, "Upload")
    check_recorded(exam)
    if not has_errors(MOODLE.check(exam, _MATERIALS)):
        (document,) = MOODLE.export(exam, _MATERIALS)
        assert len(imported(document.data)) == len(bank.questions)
    for exporter in (GIFT, AIKEN):
        if not has_errors(exporter.check(exam, _MATERIALS)):
            (document,) = exporter.export(exam, _MATERIALS)  # which reads it back
            assert document.data


def check_recorded(exam: Exam) -> None:
    """An exam comes back from its record as it went in."""
    text = dump(exam, quizgen="0", secret="")
    loaded = load(text)
    assert loaded == exam, "another exam came back"
    assert dump(loaded, quizgen="0", secret="") == text


def check_exam(data: bytes) -> None:
    """An exam.yaml, up to the record of the exam that it makes of all kinds of questions."""
    source, problems = decode("exam.yaml", data)
    check_places("exam.yaml", data, problems)
    if not source.readable:
        return
    reading = read_blueprint(source, "exam")
    assert reading == read_blueprint(source, "exam"), "read twice, and not the same"
    check_places("exam.yaml", data, (*problems, *reading.problems))
    if has_errors((*problems, *reading.problems)) or reading.blueprint.forms > 3:
        return
    exam, problems = assemble(_samples(), reading.blueprint, SECRET)
    check_places("exam.yaml", data, problems)
    assert exam is not None or has_errors(problems), "no exam, and no reason"
    if exam is not None:
        check_recorded(exam)


@cache
def _samples() -> Bank:
    return sample_bank()


def check_roster(data: bytes) -> None:
    """A list of candidates: every line is somebody, or something is said."""
    candidates, problems = read_roster("students.csv", data)
    assert (candidates, problems) == read_roster("students.csv", data)
    check_places("students.csv", data, problems)
    assert len({candidate.id for candidate in candidates}) == len(candidates)
    if not problems:
        lines = decode("students.csv", data)[0].lines
        filled = [line for line in lines if re.sub(r'[\s,;"]', "", line)]
        assert len(filled) - 1 <= len(candidates), (filled, candidates)


def check_style(data: bytes) -> None:
    """A style sheet: what hinders composing papers stands inside it."""
    source, problems = decode("style.css", data)
    check_places("style.css", data, problems)
    if source.readable:
        obstacles = style_obstacles(source.text)
        assert obstacles == style_obstacles(source.text)
        as_problems = [Problem(each.place, each.message) for each in obstacles]
        check_places("style.css", data, as_problems)


def check_record(data: bytes) -> None:
    """A record is refused with a reason, or is one that is written and loaded as the same."""
    text = data.decode("utf-8", "replace")
    try:
        check_recorded(load(text))
    except RecordError as error:
        assert str(error)
    try:
        positions = load_positions(text)
    except ValueError as error:
        assert "positions are damaged" in str(error)
        return
    for form in positions:
        for spot in form.spots:
            assert 1 <= spot.page <= form.pages and spot.question >= 1, spot
            assert all(isfinite(side) for side in (spot.left, spot.top, spot.width, spot.height))


def check_places(path: str, data: bytes, problems: Iterable[Problem]) -> None:
    """Every problem is about this file and stands in it, and can be shown."""
    text = decode(path, data)[0].text
    lines = text.split("\n")
    for problem in problems:
        place = problem.place
        assert problem.message, problem
        assert place.path == path, problem
        assert 0 <= place.line <= len(lines), problem
        longest = len(lines[place.line - 1]) if place.line else 0
        assert 1 <= place.column <= longest + 1, (problem, longest)
    show(problems, {path: text}).encode()


Check = Callable[[bytes], None]


def timed(check: Check) -> Check:
    """The check, which must not take long either."""

    def run(data: bytes) -> None:
        began = process_time()
        check(data)
        seconds = process_time() - began
        assert seconds < SECONDS, f"took {seconds:.1f} s"

    return run


CHECKS: Mapping[str, Check] = {
    "deck": timed(check_deck),
    "exam": timed(check_exam),
    "formula": timed(check_formula),
    "picture": timed(check_picture),
    "record": timed(check_record),
    "roster": timed(check_roster),
    "style": timed(check_style),
    "template": timed(check_template),
    **{f"import-{name}": timed(check_import(name)) for name in IMPORTERS},
}
"""All checks, by the name of the sort of file."""
