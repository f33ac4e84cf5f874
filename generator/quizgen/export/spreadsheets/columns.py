"""A question as asked → the cells of its row in the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizgen.assemble.labels import letter
from quizgen.author.patterns import alternatives
from quizgen.export.lms.asked import options_in_order
from quizgen.export.lms.facts import gap_hints
from quizgen.export.lms.remarks import general_feedback
from quizgen.export.lms.words import number
from quizgen.export.spreadsheets.text import cell_text, line_text
from quizgen.model import (
    Asked,
    Choice,
    Criterion,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)


def _question(asked: Asked) -> str:
    question = asked.question
    hints = gap_hints(question)
    return cell_text(question.stem, hints)


def _options(asked: Asked) -> str:
    question = asked.question
    if isinstance(question, Choice):
        return "\n".join(_lettered(map(_option, options_in_order(asked))))
    if isinstance(question, Matching):
        return "\n".join(_lettered(map(cell_text, question.entries)))
    return ""


def _option(option: Option) -> str:
    return cell_text(option.text) + (f" {{{option.pin}}}" if option.pin else "")


def _lettered(texts: map[str]) -> list[str]:
    return [f"{letter(place)}. {text}" for place, text in enumerate(texts)]


def _choice(asked: Asked) -> str:
    """A, C; what an option earns that is partly right stands behind its letter."""
    parts = []
    for place, option in enumerate(options_in_order(asked)):
        if option.credit is not None:
            parts.append(f"{letter(place)} {number(option.credit * 100)}%")
        elif option.right:
            parts.append(letter(place))
    return ", ".join(parts)


def _matching(question: Matching) -> str:
    pairs = ((line_text(pair.left), line_text(pair.right)) for pair in question.pairs)
    return "\n".join(f"{left} → {right}" for left, right in pairs)


def _ordering(question: Ordering) -> str:
    return "\n".join(f"{n}. {cell_text(entry)}" for n, entry in enumerate(question.entries, 1))


def _numeric(question: Numeric) -> str:
    """A number or a range, its tolerance and unit, always with a point."""
    if question.is_range:
        return f"{number(question.low)} .. {number(question.high)} {question.unit}".strip()
    tolerance = f" ± {number(question.tolerance)}" if question.tolerance else ""
    return f"{number(question.value)}{tolerance} {question.unit}".strip()


def _gap(place: int, gap: Gap) -> str:
    return f"{place}. {alternatives(gap.answers)}"


_ANSWERS: Mapping[type[Question], Callable[..., str]] = {
    TrueFalse: lambda question: str(question.answer).lower(),
    ShortAnswer: lambda question: alternatives(question.answers),
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: lambda question: "\n".join(_gap(n, gap) for n, gap in enumerate(question.gaps, 1)),
    Open: lambda question: cell_text(question.answer),
}


def _answer(asked: Asked) -> str:
    question = asked.question
    return _choice(asked) if isinstance(question, Choice) else _ANSWERS[type(question)](question)


def _feedback(asked: Asked) -> str:
    lines = [cell_text(general_feedback(asked.question))]
    if isinstance(asked.question, Choice):
        for place, option in enumerate(options_in_order(asked)):
            lines += [f"{letter(place)}: {cell_text(option.feedback)}"] if option.feedback else []
    return "\n".join(filter(None, lines))


def _criterion(criterion: Criterion) -> str:
    points = "" if criterion.points is None else f" ({number(criterion.points)})"
    return f"• {cell_text(criterion.text)}{points}"


COLUMNS: Mapping[str, Callable[[Asked], str]] = {
    "id": lambda asked: asked.question.id,
    "deck": lambda asked: asked.question.deck,
    "topic": lambda asked: asked.question.topic,
    "kind": lambda asked: asked.question.kind,
    "several": lambda asked: "yes" if getattr(asked.question, "multiple", False) else "",
    "language": lambda asked: asked.question.language,
    "tags": lambda asked: ", ".join(asked.question.tags),
    "difficulty": lambda asked: number(asked.question.difficulty),
    "points": lambda asked: number(asked.points),
    "question": _question,
    "options": _options,
    "answer": _answer,
    "case counts": lambda asked: "yes" if getattr(asked.question, "case", False) else "",
    "feedback": _feedback,
    "hints": lambda asked: "\n".join(map(cell_text, asked.question.hints)),
    "marking guide": lambda asked: "\n".join(map(_criterion, asked.question.rubric)),
}
"""What stands in each column, by its heading."""


def cells(asked: Asked) -> tuple[str, ...]:
    """The row of a question."""
    return tuple(cell(asked) for cell in COLUMNS.values())
