"""The questions that an exam plans for Brightspace, and those that a file holds: facts to compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from quizgen.export.lms.facts import Facts, gap_hints, planned_passage
from quizgen.export.lms.remarks import general_feedback, grader_info
from quizgen.export.rows.blackboard_facts import accepted, passage
from quizgen.export.rows.found import words
from quizgen.markup.seen import squeezed
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    ShortAnswer,
    TrueFalse,
)

_CELL = re.compile(r'"((?:[^"\r\n]|"")*)"(,|\r\n)')
_FORMULA = tuple("=+-@＝＋－＠\t'")
_NAMES = frozenset({"Title", "QuestionText", "Points", "Difficulty"})
Rows = list[list[str]]


def found(data: bytes) -> Iterator[Facts]:
    """The facts of all blocks. Raises ValueError where it is no such file."""
    if data[:3] != b"\xef\xbb\xbf":
        raise ValueError("the mark at its beginning is missing")
    for block in re.split(r"(?m)^,,,,\r\n", data[3:].decode()):
        (name, kind, *_), *rows = _rows(block)
        if name != "NewQuestion" or kind not in _READERS:
            raise ValueError(f"no kind of Brightspace's: {name}, {kind}")
        yield {"kind": kind, **_common(rows), **_READERS[kind](rows)}


def _rows(block: str) -> Rows:
    rows: Rows = [[]]
    position = 0
    while position < len(block):
        match = _CELL.match(block, position)
        if match is None:
            raise ValueError(f"no cell: {block[position : position + 40]!r}")
        rows[-1].append(match[1].replace('""', '"'))
        position = match.end()
        if match[2] != ",":
            rows.append([])
    if rows.pop() or any(len(row) != 5 for row in rows):
        raise ValueError("a row that has not five columns")
    return rows


def _named(rows: Rows, *names: str) -> Rows:
    return [row for row in rows if row[0] in names]


def _html(rows: Rows, name: str) -> str:
    """The words of the row with that name, if there is one."""
    fields = _named(rows, name)
    if len(fields) > 1 or any(row[2:] != ["HTML", "", ""] for row in fields):
        raise ValueError(f"{name} is not there once, as HTML")
    return "".join(words(row[1]) for row in fields)


def _common(rows: Rows) -> Facts:
    single = {name: _named(rows, name) for name in _NAMES}
    if any(len(found) != 1 for found in single.values()):
        raise ValueError("a block without its title, text, points or difficulty")
    title = single["Title"][0][1]
    if not title or title.startswith(_FORMULA):
        raise ValueError(f"a title that is none: {title!r}")
    return {
        "text": _html(rows, "QuestionText"),
        "points": Decimal(single["Points"][0][1]),
        "difficulty": int(single["Difficulty"][0][1]),
        "hint": _html(rows, "Hint"),
        "feedback": _html(rows, "Feedback"),
    }


def _options(rows: Rows) -> Facts:
    return {
        "scoring": tuple(row[1] for row in _named(rows, "Scoring")),
        "answers": tuple(
            (Decimal(earned), words(text), words(feedback))
            for _, earned, text, _, feedback in _named(rows, "Option")
        ),
    }


def _statement(rows: Rows) -> Facts:
    return {"answers": tuple((row[0], row[1]) for row in _named(rows, "TRUE", "FALSE"))}


def _short(rows: Rows) -> Facts:
    answers = _named(rows, "Answer")
    if any(row[1] != "100" or row[3:] != ["", ""] for row in answers):
        raise ValueError("an accepted answer that does not earn everything")
    return {"answers": tuple(squeezed(row[2]) for row in answers)}


def _matching(rows: Rows) -> Facts:
    left = {row[1]: words(row[2]) for row in _named(rows, "Choice")}
    right = {row[1]: words(row[2]) for row in _named(rows, "Match")}
    if list(left) != list(right):
        raise ValueError("choices and matches that do not belong together")
    return {"answers": tuple((left[place], right[place]) for place in left)}


_READERS: Mapping[str, Callable[[Rows], Facts]] = {
    "MC": _options,
    "MS": _options,
    "TF": _statement,
    "SA": _short,
    "M": _matching,
    "O": lambda rows: {"answers": tuple(words(row[1]) for row in _named(rows, "Item"))},
    "WR": lambda rows: {"answers": _html(rows, "AnswerKey")},
}


def planned(asked: Asked) -> Facts:
    """The facts of a question."""
    question = asked.question
    hints = gap_hints(question)
    share = 4 * question.difficulty
    return {
        **_own(asked),
        "text": planned_passage(question.stem, {}, hints).words,
        "points": asked.points,
        "difficulty": 5 - int(share + Decimal("0.5")),
        "hint": passage(tuple(node for hint in question.hints for node in hint)),
        "feedback": passage(general_feedback(question)),
    }


def _choice(asked: Asked) -> Facts:
    question = asked.question
    assert isinstance(question, Choice)
    options = question.options
    if any(option.pin for option in options):
        options = tuple(options[place] for place in asked.order)
    whole = 1 if question.multiple else 100
    shares = (
        Decimal(whole * option.right)
        if option.credit is None or question.multiple
        else whole * option.credit
        for option in options
    )
    return {
        "kind": "MS" if question.multiple else "MC",
        "scoring": ("RightMinusWrong",) if question.multiple else (),
        "answers": tuple(
            (share, passage(option.text), passage(option.feedback))
            for share, option in zip(shares, options, strict=True)
        ),
    }


def _own(asked: Asked) -> Facts:
    match asked.question:
        case TrueFalse(answer=answer):
            earned = ("100", "0") if answer else ("0", "100")
            return {"kind": "TF", "answers": tuple(zip(("TRUE", "FALSE"), earned, strict=True))}
        case ShortAnswer(answers=answers):
            return {"kind": "SA", "answers": accepted(answers)}
        case Gaps(gaps=gaps):
            return {"kind": "SA", "answers": accepted(gaps[0].answers)}
        case Numeric() as question:
            return {"kind": "SA", "answers": _figures(question)}
        case Matching(pairs=pairs):
            both = tuple((passage(pair.left), passage(pair.right)) for pair in pairs)
            return {"kind": "M", "answers": both}
        case Ordering(entries=entries):
            return {"kind": "O", "answers": tuple(map(passage, entries))}
        case Open() as question:
            return {"kind": "WR", "answers": passage(grader_info(question))}
    return _choice(asked)


def _figures(question: Numeric) -> tuple[str, ...]:
    figure = str(int(question.value))
    return (figure, figure + squeezed(question.unit)) if question.unit.strip() else (figure,)
