"""The table that an exam plans, told from its nodes, and the table that a file holds: facts to compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from quizgen.assemble.labels import letter
from quizgen.export.lms.facts import Facts
from quizgen.export.lms.remarks import general_feedback
from quizgen.export.spreadsheets.words import bare, words
from quizgen.model import (
    Asked,
    Choice,
    Criterion,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)

_CELL = re.compile(r'"((?:[^"]|"")*)"(,|\r\n)')
_APOSTROPHE = re.compile("(^|[;\t\r\n])'")
_EXACT = frozenset("id deck topic kind language tags".split())
_NUMBERS = frozenset({"difficulty", "points"})
_HEADINGS = (
    *("id", "deck", "topic", "kind", "several", "language", "tags", "difficulty", "points"),
    *("question", "options", "answer", "case counts", "feedback", "hints", "marking guide"),
)


def found(data: bytes) -> Iterator[Facts]:
    """The facts of all rows. Raises ValueError where it is no such file."""
    if data[:3] != b"\xef\xbb\xbf":
        raise ValueError("the mark at its beginning is missing")
    head, *rows = _rows(data[3:].decode())
    if tuple(head) != _HEADINGS:
        raise ValueError(f"other headings: {head}")
    for row in rows:
        yield {name: _fact(name, cell) for name, cell in zip(head, row, strict=True)}


def _rows(text: str) -> Iterator[list[str]]:
    row: list[str] = []
    position = 0
    while position < len(text):
        match = _CELL.match(text, position)
        if match is None:
            raise ValueError(f"no cell at character {position}")
        row.append(_APOSTROPHE.sub(r"\1", match[1].replace('""', '"')))
        position = match.end()
        if match[2] != ",":
            yield row
            row = []
    if row:
        raise ValueError("the last line has no end")


def _fact(name: str, cell: str) -> object:
    if name in _EXACT:
        return cell
    if name == "answer":
        return _unescaped(cell)
    return Decimal(cell) if name in _NUMBERS else bare(cell)


def _unescaped(answer: str) -> str:
    """The words of an answer: backslashes may stand before signs that mean something in answers."""
    return bare(answer.replace("\\", ""))


def planned(asked: Asked) -> Facts:
    """The facts of a question's row."""
    question = asked.question
    return {
        "id": question.id,
        "deck": question.deck,
        "topic": question.topic,
        "kind": question.kind,
        "several": "yes" * bool(getattr(question, "multiple", False)),
        "language": question.language,
        "tags": ", ".join(question.tags),
        "difficulty": question.difficulty,
        "points": asked.points,
        "question": _stem(question),
        "options": _options(asked),
        "answer": _unescaped(_answer(asked)),
        "case counts": "yes" * bool(getattr(question, "case", False)),
        "feedback": words(general_feedback(question)) + _option_feedback(asked),
        "hints": "".join(map(words, question.hints)),
        "marking guide": "".join(map(_criterion, question.rubric)),
    }


def _stem(question: Question) -> str:
    gaps = question.gaps if isinstance(question, Gaps) else ()
    return words(question.stem, tuple(gap.hint for gap in gaps))


def _criterion(criterion: Criterion) -> str:
    return words(criterion.text) + ("" if criterion.points is None else _digits(criterion.points))


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _in_order(asked: Asked) -> tuple[Option, ...]:
    """A choice's options in the order of the table."""
    question = asked.question
    assert isinstance(question, Choice)
    if all(option.pin == "" for option in question.options):
        return question.options
    return tuple(question.options[place] for place in asked.order)


def _options(asked: Asked) -> str:
    question = asked.question
    texts: list[str] = []
    if isinstance(question, Choice):
        texts = [words(o.text) + (f"{{{o.pin}}}" if o.pin else "") for o in _in_order(asked)]
    if isinstance(question, Matching):
        texts = [words(entry) for entry in question.entries]
    return "".join(f"{letter(place)}.{text}" for place, text in enumerate(texts))


def _option_feedback(asked: Asked) -> str:
    if not isinstance(asked.question, Choice):
        return ""
    return "".join(
        f"{letter(place)}:{words(option.feedback)}"
        for place, option in enumerate(_in_order(asked))
        if option.feedback
    )


def _choice(asked: Asked) -> str:
    return ",".join(
        letter(place) + ("" if option.credit is None else f"{_digits(100 * option.credit)}%")
        for place, option in enumerate(_in_order(asked))
        if option.right or option.credit is not None
    )


def _numeric(question: Numeric) -> str:
    low, value, high = map(_digits, (question.low, question.value, question.high))
    if question.is_range:
        return f"{low}..{high}{question.unit}"
    tolerance = f"±{_digits(question.tolerance)}" if question.tolerance else ""
    return f"{value}{tolerance}{question.unit}"


def _patterns(patterns: tuple[Pattern, ...]) -> str:
    return "".join("".join(pattern.parts) for pattern in patterns)


def _answer(asked: Asked) -> str:
    question = asked.question
    return _choice(asked) if isinstance(question, Choice) else _ANSWERS[type(question)](question)


_ANSWERS: Mapping[type[Question], Callable[..., str]] = {
    TrueFalse: lambda question: "true" if question.answer else "false",
    ShortAnswer: lambda question: _patterns(question.answers),
    Numeric: _numeric,
    Matching: lambda q: "".join(f"{words(pair.left)}→{words(pair.right)}" for pair in q.pairs),
    Ordering: lambda q: "".join(f"{n}.{words(entry)}" for n, entry in enumerate(q.entries, 1)),
    Gaps: lambda q: "".join(f"{n}.{_patterns(gap.answers)}" for n, gap in enumerate(q.gaps, 1)),
    Open: lambda question: words(question.answer),
}
