"""The files for Blackboard and Brightspace → questions, as their help pages say that they are read.

Strict: whatever those pages do not know is refused. It shares nothing with the exporters.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from itertools import groupby

from tables import letters, shown


@dataclass(frozen=True)
class Stored:
    """A question as the platform holds it: letters and digits of its text; what earns points."""

    kind: str
    text: str
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    number: tuple[str, str] = ("", "")
    gaps: tuple[tuple[str, ...], ...] = ()
    rows: dict[str, list[str]] = field(default_factory=dict)


def blackboard(data: bytes) -> list[Stored]:
    """What an upload makes of the file."""
    assert not data.startswith(b"\xef\xbb\xbf"), "the first line would have no kind"
    lines = data.decode().split("\n")
    assert len(lines) <= 250 and all(lines), "an empty line, or too many"
    return [_line(*line.split("\t")) for line in lines]


def _line(kind: str, text: str, *fields: str) -> Stored:
    assert text.strip(), "a question without text"
    if kind in ("MC", "MA"):
        marks = fields[1::2]
        assert set(marks) <= {"correct", "incorrect"} and "correct" in marks
        assert kind == "MA" or marks.count("correct") == 1
        assert 1 <= len(marks) == len(fields) / 2 <= 100
        return Stored(kind, shown(text), *_divided(fields[::2], marks, "correct"))
    if kind == "TF":
        assert fields in (("true",), ("false",))
        return Stored(kind, shown(text), fields)
    if kind == "NUM":
        value, tolerance = (*fields, "0")[:2]
        float(value), float(tolerance)
        return Stored(kind, shown(text), number=(value, tolerance))
    if kind == "MAT":
        pairs = tuple((shown(a), shown(b)) for a, b in zip(fields[::2], fields[1::2], strict=True))
        return Stored(kind, shown(text), pairs=pairs)
    if kind == "FIB_PLUS":
        return _variables(text, fields)
    assert kind in ("FIB", "ORD", "ESS"), kind
    assert all(fields) and len(fields) <= (1 if kind == "ESS" else 100)
    read = letters if kind == "FIB" else shown
    return Stored(kind, shown(text), tuple(map(read, fields)))


def _divided(
    texts: tuple[str, ...], marks: tuple[str, ...], right: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    marked = list(zip(map(shown, texts), marks, strict=True))
    return (
        tuple(text for text, mark in marked if mark == right),
        tuple(text for text, mark in marked if mark != right),
    )


def _variables(text: str, fields: tuple[str, ...]) -> Stored:
    groups = [list(group) for filled, group in groupby(fields, key=bool) if filled]
    answers = {name: tuple(map(letters, given)) for name, *given in groups}
    named = re.findall(r"\[(.*?)\]", text)
    assert sorted(named) == sorted(answers) and len(answers) <= 10
    rest = re.sub(r"\[(.*?)\]", "", text)
    return Stored("FIB_PLUS", shown(rest), gaps=tuple(answers[name] for name in named))


def brightspace(data: bytes) -> list[Stored]:
    """What an import makes of the file."""
    assert data.startswith(b"\xef\xbb\xbf"), "letters beyond ASCII would be spoilt"
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert all(len(row) == 5 for row in rows)
    blocks = [list(group) for filled, group in groupby(rows, key=any) if filled]
    return [_block(block) for block in blocks]


def _block(rows: list[list[str]]) -> Stored:
    (first, kind, *_), *rest = rows
    assert first == "NewQuestion" and sum(row[0] == "NewQuestion" for row in rows) == 1
    single = {row[0]: row[1:] for row in rest}
    known = {"Title", "QuestionText", "Points", "Difficulty", "Hint", "Feedback", *_ROWS[kind]}
    assert set(single) <= known, set(single) - known
    assert single["QuestionText"][1] == "HTML" and single["Difficulty"][0] in "12345"
    text = shown(single["QuestionText"][0])
    several = [row for row in rest if row[0] in _ROWS[kind]]
    if kind in ("MC", "MS"):
        options = [row for row in several if row[0] == "Option"]
        full = "100" if kind == "MC" else "1"
        marks = tuple(row[1] for row in options)
        assert full in marks and all(row[3] == "HTML" for row in options)
        right, wrong = _divided(tuple(row[2] for row in options), marks, full)
        return Stored(kind, text, right, wrong, rows=single)
    if kind == "TF":
        assert sorted((single["TRUE"][0], single["FALSE"][0])) == ["0", "100"]
        right = ("true",) if single["TRUE"][0] == "100" else ("false",)
        return Stored(kind, text, right, rows=single)
    if kind == "SA":
        answers = [row for row in several if row[0] == "Answer"]
        assert answers and all(row[1] == "100" and not any(row[3:]) for row in answers)
        return Stored(kind, text, tuple(letters(row[2]) for row in answers), rows=single)
    if kind == "M":
        left = {row[1]: shown(row[2]) for row in several if row[0] == "Choice"}
        right_entries = {row[1]: shown(row[2]) for row in several if row[0] == "Match"}
        pairs = tuple((left[n], right_entries[n]) for n in sorted(left, key=int))
        assert len(left) == len(right_entries) == len(pairs)
        return Stored(kind, text, pairs=pairs, rows=single)
    entries = tuple(shown(row[1]) for row in several if row[0] in ("Item", "AnswerKey"))
    return Stored(kind, text, entries, rows=single)


_ROWS = {
    "MC": {"Option"},
    "MS": {"Option", "Scoring"},
    "TF": {"TRUE", "FALSE"},
    "SA": {"InputBox", "Answer"},
    "M": {"Scoring", "Choice", "Match"},
    "O": {"Scoring", "Item"},
    "WR": {"InitialText", "AnswerKey"},
}
