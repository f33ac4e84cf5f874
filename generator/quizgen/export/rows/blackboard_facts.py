"""The questions that an exam plans for Blackboard, and those that a file holds: facts to compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from quizgen.export.lms.facts import GAP, Facts, gap_hints, planned_passage
from quizgen.export.rows.fields import described
from quizgen.export.rows.found import words
from quizgen.markup.seen import squeezed
from quizgen.model import (
    Asked,
    Choice,
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

_VARIABLE = re.compile(r"\[([^\[\]]*)\]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ufeff]")


def found(data: bytes) -> Iterator[Facts]:
    """The facts of all lines. Raises ValueError where Blackboard would stumble."""
    text = data.decode()
    if _CONTROLS.search(text):
        raise ValueError("a character that has no business in it")
    for line in text.split("\n"):
        kind, text, *rest = line.split("\t")
        if kind not in _READERS:
            raise ValueError(f"no kind of Blackboard's: {kind!r}")
        yield {"kind": kind, **_READERS[kind](text, rest)}


def _pairs(fields: list[str]) -> Iterator[tuple[str, str]]:
    if len(fields) % 2:
        raise ValueError(f"an odd number of fields: {fields}")
    return zip(fields[::2], fields[1::2], strict=True)


def _options(text: str, fields: list[str]) -> Facts:
    marks = {"correct": True, "incorrect": False}
    try:
        answers = tuple((words(option), marks[mark]) for option, mark in _pairs(fields))
    except KeyError as mark:
        raise ValueError(f"neither correct nor incorrect: {mark}") from None
    return {"text": words(text), "answers": answers}


def _single(text: str, fields: list[str]) -> Facts:
    facts = _options(text, fields)
    if fields.count("correct") != 1:
        raise ValueError("not one right option")
    return facts


def _statement(text: str, fields: list[str]) -> Facts:
    if fields not in (["true"], ["false"]):
        raise ValueError(f"neither true nor false: {fields}")
    return {"text": words(text), "answers": fields == ["true"]}


def _texts(text: str, fields: list[str]) -> Facts:
    return {"text": words(text), "answers": tuple(map(words, fields))}


def _plain_texts(text: str, fields: list[str]) -> Facts:
    return {"text": words(text), "answers": tuple(map(squeezed, fields))}


def _number(text: str, fields: list[str]) -> Facts:
    value, tolerance = (*map(Decimal, fields), Decimal(0))[:2]
    return {"text": words(text), "answers": (value, tolerance)}


def _matches(text: str, fields: list[str]) -> Facts:
    return {"text": words(text), "answers": tuple((words(a), words(b)) for a, b in _pairs(fields))}


def _variables(text: str, fields: list[str]) -> Facts:
    answers: dict[str, list[str]] = {}
    name = ""
    for field in fields:
        if name and field:
            answers[name].append(squeezed(field))
        elif field in answers:
            raise ValueError(f"the variable {field} twice")
        else:
            name = field
            answers.update({name: []} if name else {})
    order = tuple(tuple(answers.pop(variable)) for variable in _VARIABLE.findall(text))
    if answers:
        raise ValueError(f"variables without a gap: {sorted(answers)}")
    return {"text": words(_VARIABLE.sub(GAP, text)), "answers": order}


_READERS: Mapping[str, Callable[[str, list[str]], Facts]] = {
    "MC": _single,
    "MA": _options,
    "TF": _statement,
    "FIB": _plain_texts,
    "FIB_PLUS": _variables,
    "NUM": _number,
    "MAT": _matches,
    "ORD": _texts,
    "ESS": _texts,
}


def planned(asked: Asked) -> Facts:
    """The facts of a question."""
    question = asked.question
    kind, answers = _PLANNED[type(question)](asked)
    hints = gap_hints(question)
    return {
        "kind": kind,
        "text": planned_passage(question.stem, {}, hints).words,
        "answers": answers,
    }


def passage(markup: Markup) -> str:
    """The words of a passage."""
    return planned_passage(described(markup), {}).words


def accepted(patterns: tuple[Pattern, ...]) -> tuple[str, ...]:
    """Accepted answers without blanks."""
    return tuple(squeezed("".join(pattern.parts)) for pattern in patterns)


def _choice(asked: Asked) -> tuple[str, object]:
    question = asked.question
    assert isinstance(question, Choice)
    options = question.options
    if any(option.pin for option in options):
        options = tuple(options[place] for place in asked.order)
    answers = tuple((passage(option.text), option.right) for option in options)
    return "MA" if question.multiple else "MC", answers


def _gaps(asked: Asked) -> tuple[str, object]:
    question = asked.question
    assert isinstance(question, Gaps)
    order = (int(node.get("number")) for node in walk(question.stem) if node.kind == "gap")
    return "FIB_PLUS", tuple(accepted(question.gaps[place].answers) for place in order)


def _other(asked: Asked) -> tuple[str, object]:
    match asked.question:
        case TrueFalse(answer=answer):
            return "TF", answer
        case ShortAnswer(answers=answers):
            return "FIB", accepted(answers)
        case Numeric(value=value, tolerance=tolerance):
            return "NUM", (value, tolerance)
        case Matching(pairs=pairs):
            return "MAT", tuple((passage(pair.left), passage(pair.right)) for pair in pairs)
        case Ordering(entries=entries):
            return "ORD", tuple(map(passage, entries))
        case Open() as question:
            return "ESS", (passage(question.answer),) if question.answer else ()
    raise AssertionError(asked.question.kind)


_PLANNED: Mapping[type[Question], Callable[[Asked], tuple[str, object]]] = {
    **dict.fromkeys((TrueFalse, ShortAnswer, Numeric, Matching, Ordering, Open), _other),
    Choice: _choice,
    Gaps: _gaps,
}
