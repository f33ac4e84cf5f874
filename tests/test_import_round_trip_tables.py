"""What was exported into tables is imported as the same questions, but for what the exporter told is lost."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import in_memory
from calm import LINES, PLAIN, paragraph, questions, remaining
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_bank import MATERIALS, everything
from tables import exam_of

from quizgen.author.seen import differences
from quizgen.export import EXPORTERS
from quizgen.export.lms import losses
from quizgen.importers import servant
from quizgen.importers.importer import File
from quizgen.markup.answers import answer_tells_more
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Markup,
    Node,
    Numeric,
    Open,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import has_errors

FEW = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)

IMPORTERS = {name: name for name in ("kahoot", "wayground", "blackboard", "brightspace")}
IMPORTERS["csv"] = "table"

DEFAULTS = {"id": "", "difficulty": Decimal("0.6"), "language": "en"}
NO_FIELD: Mapping[str, Mapping[str, Any]] = {
    "csv": {},
    "kahoot": DEFAULTS,
    "wayground": DEFAULTS,
    "blackboard": {**DEFAULTS, "is_range": False},
    "brightspace": {"id": "", "language": "en"},
}
"""What a format has no field for, besides what its exporter names."""


def limits(name: str) -> losses.Limits:
    found = sys.modules[EXPORTERS[name].check.__module__].LIMITS
    assert isinstance(found, losses.Limits)
    return found


def imported(name: str, exam: Exam) -> list[Question]:
    """What comes back of an exam."""
    found: list[Question] = []
    for document in map(in_memory, EXPORTERS[name].export(exam, MATERIALS)):
        file = File(document.path, document.data)
        importer = servant.recognised(file)
        assert importer is not None and importer.name == IMPORTERS[name]
        read = servant.read(importer, file)
        assert not read.problems, read.problems
        found += [entry.question for entry in read.entries if entry.question]
    return found


def wanted(name: str, asked: Asked) -> Question:
    """What must come back of a question."""
    question = remaining(asked, limits(name).drops, **NO_FIELD[name])
    if name == "kahoot" and isinstance(question, Choice):
        several = sum(option.right for option in question.options) > 1
        question = replace(question, multiple=several)  # as its check tells
    if name in ("kahoot", "wayground"):
        question = _in_a_game(question)
    if name == "blackboard" and isinstance(question, Open):
        # What a rubric says already is not written, though the rubric is dropped.
        assert isinstance(asked.question, Open)
        question = question if answer_tells_more(asked.question) else replace(question, answer=())
    if name == "brightspace" and isinstance(question, Numeric):
        figure = f"{question.value:f}".rstrip("0").rstrip(".")
        answers = [figure, f"{figure} {question.unit}"] if question.unit else [figure]
        return _short(question, answers)
    return question


def _in_a_game(question: Question) -> Question:
    """Feedback is one text on one line."""
    words = " ".join(
        w for note in question.notes for w in (_labelled(note.label), _said(note.text)) if w
    )
    notes = (replace(question.notes[0], label="feedback", text=paragraph(words)),) if words else ()
    return replace(question, notes=notes)


def _labelled(label: str) -> str:
    return {"memory_tip": "Memory tip:", "analogy": "Analogy:", "source": "Source:"}.get(label, "")


def _said(markup: Markup) -> str:
    return "".join(node.text for block in markup for node in block.walk())


def _short(question: Question, answers: list[str]) -> Question:
    names = ("id", "stem", "topic", "tags", "points", "difficulty", "hints", "notes", "rubric")
    fields: dict[str, Any] = {name: getattr(question, name) for name in names}
    return ShortAnswer(**fields, answers=tuple(Pattern((answer,)) for answer in answers))


def compare(name: str, exam: Exam) -> None:
    kept = losses.kept(exam, limits(name))
    found = imported(name, exam) if kept else []
    assert len(found) == len(kept)
    for asked, question in zip(kept, found, strict=True):
        assert differences(replace(question, language="en"), wanted(name, asked)) == ()


@FEW
@pytest.mark.parametrize("name", IMPORTERS)
@given(questions())
def test_questions_of_words_come_back(name: str, question: Question) -> None:
    exam = exam_of(question)
    if not has_errors(EXPORTERS[name].check(exam, MATERIALS)):
        compare(name, exam)


def _marked(first: str, kind: str, inner: str) -> Markup:
    node = (
        Node(kind, inner)
        if kind in ("formula", "code")
        else Node(kind, children=(Node("text", inner),))
    )
    return (Node("paragraph", children=(Node("text", f"{first} "), node, Node("text", " end"))),)


KINDS = ("strong", "emphasis", "strike", "mark", "code", "formula")
MARKED = st.builds(
    _marked, st.just("Über"), st.sampled_from(KINDS), st.sampled_from(("N", "two words"))
)
LISTED = LINES.map(
    lambda words: (
        *paragraph("See:"),
        Node(
            "bullet_list",
            children=(
                Node("item", children=paragraph(words)),
                Node("item", children=paragraph("b")),
            ),
        ),
    )
)


@FEW
@pytest.mark.parametrize("name", ["csv", "brightspace", "blackboard"])
@given(questions(stem=PLAIN | MARKED | LISTED, some=PLAIN | MARKED))
def test_marks_formulas_and_lists_come_back(name: str, question: Question) -> None:
    exam = exam_of(question)
    if not has_errors(EXPORTERS[name].check(exam, MATERIALS)):
        compare(name, exam)


LOST: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "csv": {
        "longest": ("stem", "notes"),  # a picture; a footnote
        "seas": ("options",),  # a picture
        "prints": ("stem",),  # code, and how columns are aligned
        "downhill": ("notes",),  # the words of a link
        "shows": ("stem",),  # a picture
    },
    "kahoot": {},
    "wayground": {},
    "blackboard": {},
    "brightspace": {},
}
"""What text cannot say of the bank that has everything."""


@pytest.mark.parametrize("name", IMPORTERS)
def test_everything_comes_back(name: str) -> None:
    exam = everything()
    kept = losses.kept(exam, limits(name))
    found = imported(name, exam)
    assert len(found) == len(kept) > 2
    changed = {
        asked.question.id: differences(replace(question, language="en"), wanted(name, asked))
        for asked, question in zip(kept, found, strict=True)
    }
    assert {id: names for id, names in changed.items() if names} == LOST[name]


def test_everything_has_questions_of_all_kinds_that_these_formats_know() -> None:
    kept = losses.kept(everything(), limits("csv"))
    assert {type(asked.question) for asked in kept} >= {Choice, TrueFalse, Gaps, Open, Numeric}
