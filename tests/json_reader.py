"""A file of questions as JSON → bank and forms, read as docs/json.md tells other programs to read it.

It shares nothing with quizgen's own reader but the nouns.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from quizgen.model import (
    Asked,
    Bank,
    Candidate,
    Choice,
    Criterion,
    Deck,
    Form,
    FormSection,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Note,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Pattern,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
)

Parts = dict[str, Any]


def bank_and_forms(data: bytes) -> tuple[Bank, tuple[Form, ...]]:
    """What the file holds."""
    whole = json.loads(data)
    assert (whole["format"], whole["version"]) == ("quizgen-questions", 1)
    questions = tuple(map(_question, whole["questions"]))
    pictures = {each["key"]: _picture(each) for each in whole["pictures"]}
    bank = Bank(questions, tuple(Deck(**d) for d in whole["decks"]), MappingProxyType(pictures))
    by_id = {question.id: question for question in questions}
    return bank, tuple(_form(form, by_id) for form in whole["forms"])


def _markup(nodes: list[Any]) -> Markup:
    return tuple(map(_node, nodes))


def _node(node: Any) -> Node:
    if isinstance(node, str):
        return Node("text", node)
    attributes = tuple(sorted(node.get("attributes", {}).items()))
    children = _markup(node.get("children", []))
    return Node(node["kind"], node.get("text", ""), children, attributes)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _question(given: Parts) -> Question:
    parts = dict(given)
    kind, own = _KINDS[parts.pop("kind")]
    fields = {
        "id": parts.pop("id"),
        "stem": _markup(parts.pop("stem")),
        "deck": parts.pop("deck"),
        "topic": parts.pop("topic"),
        "tags": tuple(parts.pop("tags")),
        "points": Decimal(parts.pop("points")),
        "difficulty": Decimal(parts.pop("difficulty")),
        "language": parts.pop("language"),
        "hints": tuple(map(_markup, parts.pop("hints"))),
        "notes": tuple(Note(n["label"], _markup(n["text"])) for n in parts.pop("notes")),
        "rubric": tuple(
            Criterion(_markup(c["text"]), _number(c["points"])) for c in parts.pop("rubric")
        ),
        "card": parts.pop("card"),
    }
    return kind(**fields, **own(parts))


def _option(option: Parts) -> Option:
    return Option(
        text=_markup(option["text"]),
        right=option["right"],
        credit=_number(option["credit"]),
        feedback=_markup(option["feedback"]),
        pin=option["pin"],
    )


def _patterns(answers: list[Parts]) -> tuple[Pattern, ...]:
    return tuple(Pattern(tuple(answer["parts"])) for answer in answers)


def _numeric(parts: Parts) -> Parts:
    value, tolerance = Decimal(parts["value"]), Decimal(parts["tolerance"])
    return {**parts, "value": value, "tolerance": tolerance}


def _matching(parts: Parts) -> Parts:
    pairs = tuple(Pair(_markup(p["left"]), _markup(p["right"])) for p in parts["pairs"])
    return {"pairs": pairs, "distractors": tuple(map(_markup, parts["distractors"]))}


def _gaps(parts: Parts) -> Parts:
    gaps = tuple(Gap(_patterns(gap["answers"]), gap["hint"]) for gap in parts["gaps"])
    return {"gaps": gaps, "case": parts["case"]}


_KINDS: Mapping[str, tuple[type[Question], Callable[[Parts], Parts]]] = {
    "choice": (Choice, lambda p: {**p, "options": tuple(map(_option, p["options"]))}),
    "truefalse": (TrueFalse, lambda p: p),
    "short": (ShortAnswer, lambda p: {**p, "answers": _patterns(p["answers"])}),
    "numeric": (Numeric, _numeric),
    "matching": (Matching, _matching),
    "ordering": (Ordering, lambda p: {"entries": tuple(map(_markup, p["entries"]))}),
    "gaps": (Gaps, _gaps),
    "open": (Open, lambda p: {"answer": _markup(p["answer"])}),
}


def _picture(given: Parts) -> Picture:
    data = b64decode(given["data"], validate=True)
    picture = Picture(given["key"], given["media_type"], data, given["width"], given["height"])
    assert picture.name == given["name"]
    return picture


def _form(form: Parts, questions: Mapping[str, Question]) -> Form:
    person = form["candidate"]
    sections = (
        FormSection(
            title=section["title"],
            instructions=_markup(section["instructions"]),
            questions=tuple(_asked(asked, questions) for asked in section["questions"]),
        )
        for section in form["sections"]
    )
    candidate = person and Candidate(person["id"], person["name"])
    return Form(label=form["label"], candidate=candidate, sections=tuple(sections))


def _asked(given: Parts, questions: Mapping[str, Question]) -> Asked:
    asked = Asked(
        number=given["number"],
        question=questions[given["id"]],
        points=Decimal(given["points"]),
        wrong=Decimal(given["wrong"]),
        order=tuple(given["order"]),
    )
    if isinstance(asked.question, TrueFalse):
        assert given["key"] == [str(asked.question.answer).lower()]
    else:
        assert given["key"] == ["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place] for place in asked.key]
    return asked
