"""The lines of one card → the question that it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quizgen.importers.broken import Broken
from quizgen.importers.notes.backs import Style, back
from quizgen.importers.notes.fronts import Front, front
from quizgen.importers.notes.inline import inline, paragraph
from quizgen.importers.notes.keys import Key
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, marked
from quizgen.importers.notes.options import (
    Options,
    answer_in,
    key_of,
    options_of,
    simple,
)
from quizgen.importers.notes.outline import Chunk
from quizgen.importers.notes.remarks import Remarks, divided
from quizgen.importers.notes.statements import only_asks, statement
from quizgen.importers.notes.unlettered import unlettered
from quizgen.importers.notes.words import means, split_label, truth
from quizgen.importers.shared.gaps import node
from quizgen.labels import labels
from quizgen.model import (
    Choice,
    Gap,
    Gaps,
    Node,
    Note,
    Open,
    Option,
    Pattern,
    Question,
    TrueFalse,
)
from quizgen.read.kinds.common import NOTES

_KEY = "mark the right option with *, or put the keys under a heading: Answers: 1. b 2. a"
_TRUTH = "write Answer: True or Answer: False below it"
_BLANK = re.compile(r"_{3,}|\.{5,}|…{2,}")
_MOST_WORDS_OF_GAP = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What cards are read with: the style of the notes and their key."""

    style: Style
    key: Key


def question(chunk: Chunk, reading: Reading) -> Question:
    """The question of a card. Raises Broken."""
    found = front(chunk.lines)
    if not found.text.strip():
        raise Broken("this card has no question", "write it behind the label")
    told = _keyed(chunk, reading.key)
    every = [*found.stem, *found.below]
    found = _with_statement(found)
    plain, asked, stated = statement(found.text)
    answers, rest = answer_in(_labelled_answer(found))
    truths = {truth(answer) for answer in (*answers, told)} - {None}
    choices = options_of(list(rest))
    if choices and not (found.answered and not answers and not told and not _marked(choices)):
        return _choice(found, choices, [*answers, told], reading, chunk)
    if (asked or stated is not None or truths) and not choices:
        said = truths | ({stated} if stated is not None else set())
        return _truefalse(plain, found, said, _remaining(answers, rest), reading, chunk)
    gaps = _gaps(found, answers or [told], rest, reading, chunk)
    if gaps:
        return gaps
    answer = answers[0] if len(answers) == 1 else ""
    listed = unlettered(rest, answer)
    if listed:
        return _choice(found, listed[0], [listed[1]], reading, chunk)
    return _open(found, every, told, reading, chunk)


def _with_statement(found: Front) -> Front:
    """The front; where it is only `True or false?`, the one statement below it. Raises Broken."""
    if not only_asks(found.text):
        return found
    lines = [*found.stem, *found.below]
    if not lines or lines[0].block or marked(lines[0].text).kind == "letter":
        return found
    kept = [line for line in lines[1:] if not line.block and statement(line.text)[2] is not None]
    if kept or means(split_label(bare(lines[0].text))[0], "key"):
        raise Broken("no single statement stands below it", "write True or false: before each one")
    text = bare(marked(lines[0].text).text)
    below = found.below if found.stem else found.below[1:]
    return replace(found, text=text, stem=found.stem[1:], below=below)


def _labelled_answer(found: Front) -> list[Line]:
    """The lines below, with the label of the answer that the front took off."""
    if not found.answered:
        return list(found.below)
    first = found.below[:1]
    answer = [replace(line, text=f"Answer: {line.text}") for line in first if not line.block]
    return [*found.stem, *(answer or first), *found.below[1:]]


def _keyed(chunk: Chunk, key: Key) -> str:
    """The answer that the key at the end gives."""
    number = str(int(chunk.number)) if chunk.number.isdigit() else ""
    if number in key.twice:
        raise Broken(f"the key at the end answers number {number} twice", "correct the key")
    return key.answers[number][0] if number in key.answers else ""


def _marked(choices: Options) -> bool:
    return any(choice.right for choice in choices.choices)


def _remaining(answers: Sequence[str], rest: Sequence[Line]) -> list[Line]:
    """The lines behind an answer; an answer that says more than true or false is none."""
    for answer in answers:
        if truth(answer) is None:
            raise Broken(f"the answer {answer[:60]!r} is neither true nor false", _TRUTH)
    return list(rest)


def _fields(found: Front, remarks: Remarks, chunk: Chunk) -> dict[str, Any]:
    tags = (" ".join(found.caption.replace(",", " ").split()),) if found.caption else ()
    worth = {"points": found.points} if found.points else {}
    return {
        "id": "",
        "topic": chunk.topic,
        "tags": tags,
        "hints": tuple(remarks.hints),
        # In the order in which decks are read.
        "notes": tuple(sorted(remarks.notes, key=lambda note: NOTES.index(note.label))),
        "rubric": tuple(remarks.rubric),
        **worth,
    }


def _choice(
    found: Front, options: Options, answers: Sequence[str], reading: Reading, chunk: Chunk
) -> Question:
    style = reading.style
    before, first = divided(options.before, style, True)
    behind, remarks = divided(options.behind, style, True)
    remarks.notes[:0] = first.notes
    remarks.hints[:0] = first.hints
    try:
        key = key_of(options.choices, answers)
    except Broken as broken:
        raise Broken(broken.message, _KEY) from None
    truths = [truth(choice.text) for choice in options.choices]
    if set(truths) == {True, False} and len(truths) == 2 and len(key) == 1:
        return _truefalse(
            statement(found.text)[0], found, {truths[min(key)]}, behind, reading, chunk, remarks
        )
    pinned = labels(style.language).read["pinned_last"]
    made = tuple(
        Option(
            text=(paragraph(choice.text, style.markdown),),
            right=place in key,
            pin="last" if simple(choice.text) in pinned else "",
        )
        for place, choice in enumerate(options.choices)
    )
    if behind:
        remarks.notes.insert(0, Note("feedback", back(behind, style)))
    fields = _fields(found, remarks, chunk)
    stem = (paragraph(found.text, style.markdown), *back(before, style))
    return Choice(**fields, stem=stem, options=made, multiple=len(key) > 1)


def _truefalse(
    text: str,
    found: Front,
    truths: set[bool | None],
    rest: Sequence[Line],
    reading: Reading,
    chunk: Chunk,
    remarks: Remarks | None = None,
) -> Question:
    style = reading.style
    if len(truths) != 1:
        told = (
            "two places tell different things about it"
            if truths
            else "nothing tells whether it is true"
        )
        raise Broken(told, _TRUTH)
    behind, more = divided(rest, style, True)
    remarks = remarks or more
    if behind:
        remarks.notes.insert(0, Note("feedback", back(behind, style)))
    (answer,) = truths
    stem = (paragraph(text, style.markdown),)
    return TrueFalse(**_fields(found, remarks, chunk), stem=stem, answer=bool(answer))


def _gaps(
    found: Front, answers: Sequence[str], rest: Sequence[Line], reading: Reading, chunk: Chunk
) -> Question | None:
    """A sentence with blanks to fill, where there is a short answer for each."""
    pieces = _BLANK.split(found.text)
    filled = [part.strip() for part in re.split(r"[;,/]", answers[0])] if len(answers) == 1 else []
    filled = [bare(answers[0])] if len(pieces) == 2 and filled else filled
    short = all(0 < len(part.split()) <= _MOST_WORDS_OF_GAP for part in filled)
    below, remarks = divided(rest, reading.style, True)
    if len(filled) != len(pieces) - 1 or not filled or not short or below:
        return None
    nodes: list[Node] = []
    for number, piece in enumerate(pieces):
        nodes += [node(number - 1)] if number else []
        nodes += inline(piece, reading.style.markdown) if piece else ()
    gaps = tuple(Gap((Pattern((part,)),)) for part in filled)
    stem = (Node("paragraph", children=tuple(nodes)),)
    return Gaps(**_fields(found, remarks, chunk), stem=stem, gaps=gaps)


def _open(
    found: Front, every: Sequence[Line], told: str, reading: Reading, chunk: Chunk
) -> Question:
    style = reading.style
    stem = list(found.stem)
    below = _unlabelled(found.below)
    rest, remarks = divided(below, style, False)
    if told and not rest:
        rest, stem = [Line(chunk.line, told)], [*stem, *rest]
    answer = back(rest, style)
    if not answer and not remarks.rubric:
        raise Broken("there is no answer below it", "write the answer below the question")
    fields = _fields(found, remarks, chunk)
    asked = (paragraph(found.text, style.markdown), *back(stem, style))
    return Open(**fields, stem=asked, answer=answer)


def _unlabelled(lines: Sequence[Line]) -> list[Line]:
    """The lines without `Correct answer:` before the first."""
    if not lines or lines[0].block:
        return list(lines)
    label, rest = split_label(bare(lines[0].text))
    if not means(label, "key"):
        return list(lines)
    return [*([replace(lines[0], text=rest)] if rest else []), *lines[1:]]
