"""What quizgen exports for Canvas and as a Common Cartridge comes back as the same questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from builders import PICTURE, in_memory
from hypothesis import HealthCheck, given, settings
from random_exams import Maker
from sample_bank import MATERIALS, everything
from test_moodle_import import QUESTIONS, exam
from test_qti1_import import even

from quizgen import author
from quizgen.author.reread import reread
from quizgen.author.seen import differences
from quizgen.export.canvas import CANVAS
from quizgen.export.canvas.limits import kept_parts
from quizgen.export.cartridge import CARTRIDGE
from quizgen.export.cartridge.limits import written
from quizgen.export.exporter import Exporter
from quizgen.export.qti1.reasons import digits_lost
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.markup.plain import one_line
from quizgen.model import (
    Choice,
    Exam,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Numeric,
    Open,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    nodes,
)
from quizgen.problem import has_errors
from quizgen.read.front_matter import FrontMatter

Asked = Iterable[Question]


def canvas_asks(planned: Exam) -> Asked:
    return (asked.question for part in kept_parts(planned) for asked in part.questions)


def cartridge_asks(planned: Exam) -> Asked:
    """Numbers and gaps are questions for a word there."""
    return (asked.question for asked in written(planned))


TARGETS: tuple[tuple[Exporter, Callable[[Exam], Asked]], ...] = (
    (CANVAS, canvas_asks),
    (CARTRIDGE, cartridge_asks),
)
each_target = pytest.mark.parametrize(
    ("exporter", "asks"), TARGETS, ids=[exporter.name for exporter, _ in TARGETS]
)

# What no package of QTI 1.2 holds; the exporters' checks tell of all but languages and difficulties.
LOST = {
    Question: {"id", "tags", "hints", "rubric", "difficulty", "language", "card"},
    Open: {"answer"},
    Gaps: {"case"},
}


def without_losses(question: Question) -> Question:
    """The question as it can come back."""
    changed: dict[str, Any] = {"language": "en"}
    match question:
        case Choice():
            options = (replace(option, pin="", credit=None) for option in question.options)
            changed["options"] = tuple(options)
        case ShortAnswer():
            changed["answers"] = tame(question.answers)
        case Gaps():
            changed["gaps"] = tuple(Gap(tame(gap.answers), gap.hint) for gap in question.gaps)
        case Matching():
            changed["pairs"] = tuple(Pair(p.left, worded(p.right)) for p in question.pairs)
            changed["distractors"] = surplus(question)
    return replace(question, **changed)


def tame(patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    """No wildcards, each answer once and on a line."""
    lines = (" ".join(pattern.parts[0].split()) for pattern in patterns if not pattern.wild)
    return tuple(Pattern((line,)) for line in dict.fromkeys(lines) if line)


def worded(entry: Markup) -> Markup:
    """Canvas shows right-hand entries as plain text."""
    return (Node("paragraph", children=(Node("text", one_line(entry)),)),)


def surplus(question: Matching) -> tuple[Markup, ...]:
    rights = {pair.right for pair in question.pairs}
    return tuple(worded(entry) for entry in question.entries if entry not in rights)


def assert_comes_back(found: Question | None, question: Question) -> None:
    assert found
    lost = {name for kind, names in LOST.items() if isinstance(question, kind) for name in names}
    if isinstance(question, Numeric) and digits_lost(question):
        lost |= {"value", "tolerance"}
    assert not set(differences(found, without_losses(question))) - lost


def brought_back(exporter: Exporter, planned: Exam) -> Imported:
    (document,) = exporter.export(planned, MATERIALS)
    file = File(document.path, in_memory(document).data)
    importer = servant.recognised(file)
    assert importer is IMPORTERS["qti12"]
    return servant.read(importer, file)


def from_a_deck(question: Question) -> Question | None:
    """The question as a deck holds it; None where none can."""
    refused: list[str] = []

    def instead(question: Question, reason: str) -> author.Remark:
        refused.append(reason)
        return author.Remark(reason)

    paths = {PICTURE.key: "dot.png"}
    text = author.deck((question,), FrontMatter(language=question.language), paths, instead)
    found, _ = reread(text)
    return None if refused or len(found) != 1 else with_picture(found[0])


def with_picture(value: Any) -> Any:
    """The same with the key of the picture in place of its path."""
    if isinstance(value, Node):
        if value.kind == "image":
            named = {**dict(value.attributes), "picture": PICTURE.key}
            named.pop("src")
            value = replace(value, attributes=tuple(sorted(named.items())))
        return replace(value, children=with_picture(value.children))
    if isinstance(value, tuple):
        return tuple(map(with_picture, value))
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: with_picture(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **parts)
    return value


@each_target
@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(drawn=QUESTIONS)
def test_a_question_of_a_deck_comes_back(
    exporter: Exporter, asks: Callable[[Exam], Asked], drawn: Question
) -> None:
    question = from_a_deck(drawn)
    if question is None:
        return
    planned = exam(question)
    if has_errors(exporter.check(planned, MATERIALS)):
        return
    imported = brought_back(exporter, planned)
    (entry,), (asked,) = imported.entries, asks(planned)
    assert_comes_back(entry.question, asked)
    assert not has_errors(imported.problems)


@each_target
def test_the_bank_with_everything_comes_back(
    exporter: Exporter, asks: Callable[[Exam], Asked]
) -> None:
    imported = brought_back(exporter, everything())
    assert imported.title == "Everything"
    assert not imported.problems
    for entry, asked in zip(imported.entries, asks(everything()), strict=True):
        assert_comes_back(entry.question, asked)
    keys = {node.get("picture") for e in imported.entries for node in nodes(e.question)} - {""}
    assert keys == {each.key for each in imported.attachments}
    assert len(keys) == 2


@each_target
@pytest.mark.parametrize("seed", range(12))
def test_random_exams_come_back(
    exporter: Exporter, asks: Callable[[Exam], Asked], seed: int
) -> None:
    planned = even(Maker(seed).exam())
    imported = brought_back(exporter, planned)
    found = [entry.question for entry in imported.entries if entry.question]
    points = Decimal(2)
    for question, asked in zip(found, asks(planned), strict=True):
        assert_comes_back(question, replace(asked, points=points))
    assert not has_errors(imported.problems)


def test_sections_are_topics() -> None:
    planned = even(Maker(1).exam())
    titles = [part.title for part in kept_parts(planned) for _ in part.questions]
    assert len(set(titles)) == 2
    questions = (e.question for e in brought_back(CANVAS, planned).entries if e.question)
    assert [question.topic for question in questions] == titles
