"""Questions of notes → the same, those that are there twice made one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizgen.importers.notes.options import simple
from quizgen.markup.plain import one_line, plain
from quizgen.model import Node, Open, Question

_SHARE = 0.85
"""So many of the words of the shorter one stand in the fuller one, where both are one card."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question, its line, its place in the order, and lines of a twin that it does not have."""

    question: Question
    line: int
    order: int
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """Two places where the same is asked; `merged` tells whether one card is left."""

    first: int
    second: int
    front: str
    merged: bool


def merged(found: Sequence[Found]) -> tuple[tuple[Found, ...], tuple[Twin, ...]]:
    """The questions in order; of two with one front the fuller one, in the place of the first."""
    places: dict[tuple[str, str], int] = {}
    kept: list[Found] = []
    twins: list[Twin] = []
    for each in found:
        name = (each.question.topic, simple(one_line(each.question.stem)))
        if name not in places:
            places[name] = len(kept)
            kept.append(each)
            continue
        before = kept[places[name]]
        one = _one(before, each)
        twins.append(
            Twin(before.line, each.line, one_line(each.question.stem, 60), one is not None)
        )
        if one:
            kept[places[name]] = one
        else:
            kept.append(each)
    return tuple(kept), tuple(twins)


def _one(first: Found, second: Found) -> Found | None:
    """The fuller one with what only the other has; None where they say different things."""
    a, b = first.question, second.question
    if not isinstance(a, Open) or not isinstance(b, Open):
        return None
    fuller, other = (b, a) if len(_words(b)) > len(_words(a)) else (a, b)
    have, wanted = set(_words(fuller)), set(_words(other))
    if len(wanted & have) < _SHARE * len(wanted):
        return None
    missing = [line for line in _lines(other) if not set(simple(line).split()) <= have]
    kept = "\n".join(part for part in (first.kept, *missing) if part)
    return Found(_with_remarks(fuller, other), first.line, first.order, kept)


def _with_remarks(fuller: Open, other: Open) -> Open:
    labels = {note.label for note in fuller.notes}
    notes = (*fuller.notes, *(note for note in other.notes if note.label not in labels))
    return replace(
        fuller,
        notes=notes,
        hints=fuller.hints or other.hints,
        rubric=fuller.rubric or other.rubric,
        tags=tuple(dict.fromkeys((*fuller.tags, *other.tags))),
    )


def _lines(question: Open) -> list[str]:
    passages: list[tuple[Node, ...]] = [
        question.answer,
        *(note.text for note in question.notes),
        *question.hints,
    ]
    passages += [criterion.text for criterion in question.rubric]
    return [line for passage in passages for line in plain(passage).split("\n") if line.strip()]


def _words(question: Open) -> list[str]:
    return [word for line in _lines(question) for word in simple(line).split()]
