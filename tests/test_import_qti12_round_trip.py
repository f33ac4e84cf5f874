"""What quizgen exports for Canvas and as a Common Cartridge comes back as the same questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from builders import in_memory
from hypothesis import HealthCheck, given, settings
from random_exams import Maker
from sample_bank import MATERIALS, everything
from test_moodle_import import QUESTIONS, exam
from test_qti1_import import even

from quizgen.author.seen import differences, joined, seen
from quizgen.export.canvas import CANVAS
from quizgen.export.canvas.limits import kept_parts
from quizgen.export.cartridge import CARTRIDGE
from quizgen.export.cartridge.limits import written
from quizgen.export.exporter import Exporter
from quizgen.export.qti1.reasons import digits_lost
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.importers.sound import _Cleaner
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

Asked = Iterable[Question]
BLANKS = re.compile(r"[ \t\r\n\f]+")


def canvas_asks(planned: Exam) -> Asked:
    return (asked.question for part in kept_parts(planned) for asked in part.questions)


def cartridge_asks(planned: Exam) -> Asked:
    """Numbers and gaps are questions for a word there."""
    return (replace(asked.question, points=asked.points) for asked in written(planned))


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
    assert not set(differences(shown(found), shown(without_losses(question)))) - lost


def brought_back(exporter: Exporter, planned: Exam) -> Imported:
    (document,) = exporter.export(planned, MATERIALS)
    file = File(document.path, in_memory(document).data)
    importer = servant.recognised(file)
    assert importer is IMPORTERS["qti12"]
    return servant.read(importer, file)


def shown(value: Any) -> Any:
    """As a browser shows it: blanks are one, none at the ends; nothing is left of what is empty."""
    if isinstance(value, tuple) and value and all(isinstance(part, Node) for part in value):
        return tuple(_blocks(seen(value)))
    if isinstance(value, tuple):
        return tuple(map(shown, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: shown(getattr(value, f.name)) for f in fields(value)})
    return " ".join(value.split()) if isinstance(value, str) else value


def _blocks(markup: Markup) -> Iterator[Node]:
    for node in markup:
        if node.kind == "code_block":
            text = node.text.replace("\r", "\n").strip("\n").rstrip()
            yield from (replace(node, text=f"{text}\n"),) if text.strip() else ()
        elif node.kind == "paragraph":
            children = _line(node.children)
            yield from (replace(node, children=children),) if children else ()
        else:
            yield replace(node, children=tuple(_blocks(node.children)))


def _line(nodes: Markup) -> Markup:
    children = joined(part for node in nodes for part in _inline(node))
    texts = [" " if node.kind == "text" else "" for node in children]
    found = [
        replace(node, text=BLANKS.sub(" ", node.text)) if blank else node
        for node, blank in zip(children, texts, strict=True)
    ]
    if found and found[0].kind == "text":
        found[0] = replace(found[0], text=found[0].text.lstrip(" "))
    if found and found[-1].kind == "text":
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    kept = joined(tuple(found))
    return kept if any(node.kind != "text" or node.text.strip() for node in kept) else ()


def _inline(node: Node) -> Iterator[Node]:
    """Blanks at the ends of bold words stand outside."""
    text = BLANKS.sub(" ", node.text)
    if node.kind == "code":
        yield from (replace(node, text=text),) if text.strip() else ()
    elif node.kind == "strong":
        inner = BLANKS.sub(" ", "".join(child.text for child in node.children))
        if not inner.strip():
            yield Node("text", inner)
            return
        yield Node("text", " " * inner.startswith(" "))
        yield replace(node, children=(Node("text", inner.strip(" ")),))
        yield Node("text", " " * inner.endswith(" "))
    elif node.kind == "footnote":
        yield replace(node, children=tuple(_blocks(node.children)))
    else:
        yield node


def is_fit(question: Question) -> bool:
    r"""Whether no formula in an entry to match holds \(…\): of Canvas's plain words, these stay one."""
    entries = question.entries if isinstance(question, Matching) else ()
    return not any("\\(" in node.text for node in nodes(entries) if "formula" in node.kind)


@each_target
@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(drawn=QUESTIONS)
def test_whatever_passes_the_checks_comes_back(
    exporter: Exporter, asks: Callable[[Exam], Asked], drawn: Question
) -> None:
    planned = exam(_Cleaner().clean(drawn))
    if not is_fit(drawn) or has_errors(exporter.check(planned, MATERIALS)):
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
