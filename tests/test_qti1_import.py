"""Whatever passes the checks of Canvas and Common Cartridge is imported without loss and marked rightly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import in_memory
from hypothesis import HealthCheck, given, settings
from qti1_importer import Quiz, Stored, canvas, cartridge
from random_exams import Maker
from test_moodle_import import MATERIALS, QUESTIONS, exam

from quizgen.export.canvas import CANVAS
from quizgen.export.cartridge import CARTRIDGE
from quizgen.export.exporter import Exporter
from quizgen.model import (
    Choice,
    Exam,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.problem import has_errors

TARGETS: tuple[tuple[Exporter, Callable[[bytes], Quiz]], ...] = (
    (CANVAS, canvas),
    (CARTRIDGE, cartridge),
)
each_target = pytest.mark.parametrize(
    ("exporter", "importer"), TARGETS, ids=[exporter.name for exporter, _ in TARGETS]
)


def read_back(exporter: Exporter, importer: Callable[[bytes], Quiz], planned: Exam) -> Quiz:
    (document,) = exporter.export(planned, MATERIALS)
    return importer(in_memory(document).data)


@each_target
@settings(max_examples=75, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(question=QUESTIONS)
def test_what_passes_the_checks_keeps_its_words_and_its_key(
    exporter: Exporter, importer: Callable[[bytes], Quiz], question: Question
) -> None:
    planned = exam(question)
    if has_errors(exporter.check(planned, MATERIALS)):
        return
    (stored,) = read_back(exporter, importer, planned).questions
    assert stored.points == question.points
    assert holds_words(question.stem, stored.text)
    notes = "".join(stored.feedback.get("general_fb", "").split())
    assert all(holds_words(note.text, notes) for note in question.notes)
    assert_key(question, stored)


def holds_words(markup: Markup, text: str) -> bool:
    """Whether all of the author's words stand in the text, but for blanks."""
    whole = squashed(text)
    leaves = (node.text for node in walk(markup) if node.kind in {"text", "code", "code_block"})
    return all(squashed(leaf) in whole for leaf in leaves)


def squashed(text: str) -> str:
    return "".join(text.split()).replace("\u2060", "")


def assert_key(question: Question, stored: Stored) -> None:
    """What is right earns everything, and nothing else does."""
    if isinstance(question, Choice):
        assert_choice(question, stored)
    elif isinstance(question, TrueFalse):
        (right,) = (i for i, text in stored.labels.items() if text == str(question.answer))
        assert [stored.score(ident) for ident in stored.labels].count(100) == 1
        assert stored.score(right) == 100
    elif isinstance(question, ShortAnswer):
        assert stored.accepted == exact(question.answers)
        assert all(stored.score(answer) == 100 for answer in stored.accepted)
    elif isinstance(question, Matching):
        assert_matching(question, stored)
    elif isinstance(question, Ordering):
        order = [test.text or "" for test in stored.element.iter("{*}varequal")]
        for entry, ident in zip(question.entries, order, strict=True):
            assert holds_words(entry, stored.labels[ident])
    elif isinstance(question, Open):
        assert stored.score("anything") == 0
    else:
        assert_written(question, stored)


def assert_choice(question: Choice, stored: Stored) -> None:
    labels = list(stored.labels)
    for option, text in zip(question.options, stored.labels.values(), strict=True):
        assert holds_words(option.text, text)
    pairs = tuple(zip(question.options, labels, strict=True))
    right = [ident for option, ident in pairs if option.right]
    assert stored.score(*right) == 100
    for option, ident in pairs:
        if question.multiple:
            assert stored.score(*set(right) ^ {ident}) == 0
        else:
            assert stored.score(ident) == (100 if option.right else 0)
        assert holds_words(option.feedback, stored.feedback.get(f"{ident}_fb", ""))


def assert_matching(question: Matching, stored: Stored) -> None:
    names = dict(zip(question.entries, stored.labels, strict=True))
    menus = dict(zip(stored.menus, question.pairs, strict=True))
    key = {menu: names[pair.right] for menu, pair in menus.items()}
    assert stored.score(**key) == pytest.approx(100, abs=0.1)
    for pair, prompt in zip(question.pairs, stored.prompts, strict=True):
        assert holds_words(pair.left, prompt)
    for entry, ident in names.items():
        assert holds_words(entry, stored.labels[ident])
        wrong = {**key, next(iter(key)): ident}
        right = wrong == key
        assert (stored.score(**wrong) == pytest.approx(100, abs=0.1)) is right


def assert_written(question: Question, stored: Stored) -> None:
    """A number, or gaps; in a cartridge, both are questions for a word."""
    if isinstance(question, Numeric) and stored.kind == "numerical_question":
        for value in (question.low, question.value, question.high):
            assert stored.score(f"{value:f}") == 100
        for value in (question.low - 1, question.high + 1):
            assert stored.score(f"{value:f}") == 0
    elif isinstance(question, Numeric):
        assert [Decimal(answer) for answer in stored.accepted] == [question.value]
    else:
        assert isinstance(question, Gaps)
        assert stored.accepted == [text for gap in question.gaps for text in exact(gap.answers)]
        assert all(gap.hint.strip() in stored.text for gap in question.gaps)


def exact(patterns: tuple[Pattern, ...]) -> list[str]:
    texts = (" ".join(p.parts[0].split()) for p in patterns if len(p.parts) == 1)
    return list(dict.fromkeys(text for text in texts if text))


@each_target
@pytest.mark.parametrize("seed", range(12))
def test_exams_of_several_forms(
    exporter: Exporter, importer: Callable[[bytes], Quiz], seed: int
) -> None:
    planned = even(Maker(seed).exam())
    assert not has_errors(exporter.check(planned, MATERIALS))
    quiz = read_back(exporter, importer, planned)
    asked = [stored for stored in quiz.questions if stored.kind != "text_only_question"]
    known = {question for question in planned.questions if type(question) in exporter.kinds}
    words = "".join(squashed(stored.text) for stored in asked)
    left_out = [question for question in known if f"{question.id}" not in words]
    assert all(isinstance(q, Numeric | Gaps | Choice | Matching) for q in left_out)
    assert len(asked) == len(known) - len(left_out)
    if exporter is CANVAS:
        assert Decimal(quiz.settings["points_possible"]) == sum(worth(asked))


def even(planned: Exam) -> Exam:
    """The exam with the same points for all questions, as pools need it."""
    forms = (
        replace(
            form,
            sections=tuple(
                replace(
                    part, questions=tuple(replace(a, points=Decimal(2)) for a in part.questions)
                )
                for part in form.sections
            ),
        )
        for form in planned.forms
    )
    return replace(planned, forms=tuple(forms))


def worth(asked: list[Stored]) -> Iterator[Decimal]:
    """The points of plain questions, and of groups once."""
    seen: list[object] = []
    for stored in asked:
        parent = stored.element.getparent()
        if stored.group is None:
            yield stored.points
        elif not any(parent is other for other in seen):
            seen.append(parent)
            yield stored.group[0] * stored.group[1]
