"""An exam → one Aiken file: its choices of one option as plain text, for a question bank.

Aiken (https://docs.moodle.org/en/Aiken_format) has a line for the question, one for each option and one
that names the right letter, and nothing besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.characters import invalid
from quizgen.export.lms.facts import Facts
from quizgen.export.lms.features import Feature, choices, shown_before
from quizgen.export.lms.losses import Limits
from quizgen.export.lms.media import literal
from quizgen.export.lms.verify import compared, require_same
from quizgen.formats import aiken
from quizgen.labels import labels
from quizgen.markup.plain import one_line
from quizgen.model import Asked, Choice, Exam, Markup, Node, TrueFalse, walk
from quizgen.problem import Problem

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_BLOCKS = frozenset({"table", "code_block"})
_LIKE_A_LINE_OF_AIKEN = re.compile(r"[A-Z][).]|ANSWER:", re.IGNORECASE)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What is lost, question by question."""
    written = losses.kept(exam, LIMITS)
    unshuffled = losses.shuffled_anyway(exam, written, LIMITS.target)
    return (*losses.check(exam, LIMITS), *unshuffled)


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    written = losses.kept(exam, LIMITS)
    data = write(written)
    require_same(exam, "Aiken", differences(written, data))
    yield Document(f"{exam.blueprint.name}-aiken.txt", data)


def write(questions: Iterable[Asked]) -> bytes:
    """The file's bytes, not yet read back: questions with a blank line between them."""
    return "\n".join(map(_question, questions)).encode()


def differences(questions: Iterable[Asked], data: bytes) -> tuple[str, ...]:
    """What is not in the file as it is planned, one line for each."""
    found, faults = aiken.read(data.decode())
    if faults:
        return tuple(f"line {fault.line}: {fault.message}" for fault in faults)
    facts = ({"text": q.stem, "options": q.options, "right": q.options[q.right]} for q in found)
    return tuple(compared(map(_planned, questions), facts))


def _question(asked: Asked) -> str:
    options = _options(asked)
    key = next(letter for letter, (_, right) in zip(LETTERS, options, strict=False) if right)
    lines = (f"{letter}) {text}" for letter, (text, _) in zip(LETTERS, options, strict=False))
    return "\n".join((_line(asked.question.stem), *lines, f"ANSWER: {key}", ""))


def _options(asked: Asked) -> tuple[tuple[str, bool], ...]:
    """The options in the author's order (drawn where some keep their place), and which is right."""
    question = asked.question
    if isinstance(question, TrueFalse):
        words = labels(question.language).print
        return (words["true"], question.answer), (words["false"], not question.answer)
    assert isinstance(question, Choice)
    pinned = any(option.pin for option in question.options)
    options = asked.options if pinned else question.options
    return tuple((_line(option.text), option.right) for option in options)


def _line(markup: Markup) -> str:
    """A passage on one line, its formulas as TeX between the marks that MathJax looks for."""
    return one_line(tuple(_readable(literal(node)) for node in markup))


def _readable(node: Node) -> Node:
    if node.kind in {"formula", "formula_block"}:
        display = node.kind == "formula_block" or node.get("display")
        return replace(node, text=rf"\[{node.text}\]" if display else rf"\({node.text}\)")
    return replace(node, children=tuple(map(_readable, node.children))) if node.children else node


def _planned(asked: Asked) -> Facts:
    options = _options(asked)
    (right,) = (text for text, is_right in options if is_right)
    texts = tuple(text for text, _ in options)
    return {"text": _line(asked.question.stem), "options": texts, "right": right}


def _reasons(asked: Asked) -> Iterator[str]:
    """Why the question would not be read as it was meant."""
    question = asked.question
    yield from invalid(question)
    stem = _line(question.stem)
    if len(stem) < 2:
        yield "its text is too short to be seen as one"
    if _LIKE_A_LINE_OF_AIKEN.match(stem):
        yield f"its text begins with “{stem[:2]}”, as an option or the answer does"
    shown = (*shown_before(question), *choices(question))
    if any(node.kind in _BLOCKS for passage in shown for node in walk(passage)):
        yield "it cannot hold tables and blocks of code"
    if isinstance(question, Choice):
        yield from _option_reasons(question)


def _option_reasons(question: Choice) -> Iterator[str]:
    texts = [_line(option.text) for option in question.options]
    rights = sum(option.right for option in question.options)
    if rights != 1:
        yield f"it holds choices with exactly one right option, not {rights}"
    if not 2 <= len(texts) <= len(LETTERS):
        yield f"it takes 2 to {len(LETTERS)} options, not {len(texts)}"
    if "" in texts:
        yield "an option is empty as plain text"
    if len(set(texts)) < len(texts):
        yield "two options look the same as plain text"


_DROPPED = frozenset(
    {
        Feature.FORMULAS,
        Feature.LINKS,
        Feature.FORMATTING,
        Feature.FEEDBACK_PICTURES,
        Feature.POINTS,
        Feature.TAGS,
        Feature.FEEDBACK,
        Feature.OPTION_FEEDBACK,
        Feature.HINTS,
        Feature.RUBRIC,
        Feature.CREDIT,
        Feature.WRONG,
        Feature.PINNED,
    }
)
LIMITS = Limits(
    target="Aiken",
    kinds={Choice: "", TrueFalse: "a choice of true and false"},
    drops=_DROPPED,
    refuses=frozenset(
        {
            Feature.PICTURES,
            Feature.OPTION_PICTURES,
            Feature.SEVERAL,
        }
    ),
    reasons=_reasons,
)
AIKEN = Exporter(
    name="aiken",
    summary="Aiken, plain text for choices of one option and true or false",
    kinds=frozenset(LIMITS.kinds),
    check=check,
    export=export,
)
