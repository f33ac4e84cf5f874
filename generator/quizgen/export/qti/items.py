"""A question as asked → the description of its item, of which QTI 2.1 and 3.0 are two spellings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizgen.export.lms import remarks
from quizgen.export.qti import feedback, names, picking, scoring, writing
from quizgen.export.qti.parts import Parts, Setting
from quizgen.export.qti.tags import Tag, tag
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A question as an item: its file and the pictures that it shows."""

    question: Question
    identifier: str
    root: Tag
    pictures: tuple[Picture, ...]


def item(asked: Asked, setting: Setting) -> Item:
    """The item of a question that passed the checks."""
    question = asked.question
    parts = _KINDS[type(question)](asked, setting)
    general = setting.bodies.rich(remarks.general_feedback(question))
    found = [*parts.feedback]
    if general.html:
        found += feedback.after(parts.states, general.html)
    rules = (*parts.rules, *(rule for rule, _ in found))
    scored = {"externalScored": "human"} if parts.by_hand else {}
    root = tag(
        "assessmentItem",
        *parts.responses,
        *scoring.outcomes(asked.points, parts.lowest, **scored),
        tag("stylesheet", href=names.SHEET, type="text/css"),
        tag("itemBody", *parts.body),
        tag("responseProcessing", *rules),
        *(shown for _, shown in found),
        **_about(question, setting.identifiers[question.id]),
    )
    pictures = (picture for rich in (*parts.shown, general) for picture in rich.pictures)
    unique = {picture.key: picture for picture in pictures}
    return Item(question, setting.identifiers[question.id], root, tuple(unique.values()))


def _about(question: Question, identifier: str) -> Mapping[str, str]:
    label = {"label": question.id} if len(question.id) <= names.LABEL_LENGTH else {}
    return {
        "identifier": identifier,
        "title": names.printable(names.title(question)),
        **label,
        "xml_lang": question.language,
        "adaptive": "false",
        "timeDependent": "false",
        "toolName": "OpenOLAT",
    }


_KINDS: Mapping[type[Question], Callable[[Asked, Setting], Parts]] = {
    Choice: picking.choice,
    TrueFalse: picking.truefalse,
    ShortAnswer: writing.short,
    Numeric: writing.numeric,
    Matching: picking.matching,
    Ordering: picking.ordering,
    Gaps: writing.gaps,
    Open: writing.open_question,
}
