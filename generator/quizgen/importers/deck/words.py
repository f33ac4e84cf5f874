"""A question that cannot be written as a card → plain words that tell all of it."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.markup.plain import plain
from quizgen.model import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)


def words(question: Question) -> str:
    """The stem, the answers with their key, hints, notes and rubric, line by line."""
    lines = [plain(question.stem), *_answers(question)]
    lines += (f"Hint: {plain(hint)}" for hint in question.hints)
    lines += (f"{note.label.replace('_', ' ')}: {plain(note.text)}" for note in question.notes)
    lines += (f"Rubric: {plain(line.text)}" for line in question.rubric)
    return "\n".join(line for line in lines if line)


def _choice(question: Choice) -> Iterator[str]:
    for option in question.options:
        yield f"[{'x' if option.right else ' '}] {plain(option.text)}"
        yield f"    {plain(option.feedback)}" if option.feedback else ""


def _matching(question: Matching) -> Iterator[str]:
    yield from (f"{plain(pair.left)} -> {plain(pair.right)}" for pair in question.pairs)
    yield from (f"-> {plain(distractor)}" for distractor in question.distractors)


def _gaps(question: Gaps) -> Iterator[str]:
    for number, gap in enumerate(question.gaps, start=1):
        yield f"gap {number}: {' | '.join(map(str, gap.answers))} {gap.hint}".rstrip()


def _one(question: Question) -> str:
    """The answer to a question that has one."""
    match question:
        case TrueFalse():
            return f"Answer: {str(question.answer).lower()}"
        case ShortAnswer():
            return f"Answer: {' | '.join(map(str, question.answers))}"
        case Numeric():
            return f"Answer: {question.low} .. {question.high} {question.unit}".rstrip()
        case Open():
            return plain(question.answer)
    return ""


def _answers(question: Question) -> Iterator[str]:
    match question:
        case Choice():
            yield from _choice(question)
        case Matching():
            yield from _matching(question)
        case Gaps():
            yield from _gaps(question)
        case Ordering():
            yield from (f"{n}. {plain(e)}" for n, e in enumerate(question.entries, start=1))
        case _:
            yield _one(question)
