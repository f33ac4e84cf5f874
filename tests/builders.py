"""A few words → questions, banks and exams to test with: one of each kind, and many of them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from quizgen.assemble import assemble
from quizgen.document import Document
from quizgen.model import (
    Asked,
    Bank,
    Blueprint,
    Candidate,
    Choice,
    Criterion,
    Deck,
    Exam,
    Form,
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
    Section,
    ShortAnswer,
    TrueFalse,
)

SECRET = bytes(range(16))

_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
PICTURE = Picture(hashlib.sha256(_PNG).hexdigest(), "image/png", _PNG, 1, 1)


def text(words: str, *more: Node) -> Markup:
    """One paragraph of the words, and further inlines after them."""
    return (Node("paragraph", children=(Node("text", words), *more)),)


def options(*texts: str, right: Iterable[int] = (0,), pins: dict[int, str] | None = None) -> Any:
    """Options of these texts; `right` and `pins` go by position."""
    keys, pins = set(right), pins or {}
    return tuple(
        Option(text=text(words), right=i in keys, pin=pins.get(i, ""))
        for i, words in enumerate(texts)
    )


def choice(
    id: str = "choice",
    right: Iterable[int] = (0,),
    count: int = 4,
    pins: dict[int, str] | None = None,
    **fields: Any,
) -> Choice:
    """A choice of `count` options, whose texts name the question."""
    texts = (f"Option {i} of {id}" for i in range(count))
    made: dict[str, Any] = {"options": options(*texts, right=right, pins=pins), **fields}
    return Choice(id=id, **{"stem": text(f"Which of {id}?"), **made})


def truefalse(id: str = "truefalse", answer: bool = True, **fields: Any) -> TrueFalse:
    """A statement."""
    return TrueFalse(id=id, answer=answer, **{"stem": text(f"{id} holds."), **fields})


def short(id: str = "short", *answers: str, **fields: Any) -> ShortAnswer:
    """A question for a word; `*` in an answer is a wildcard."""
    patterns = tuple(Pattern(tuple(answer.split("*"))) for answer in answers or ("lasso", "L1*"))
    return ShortAnswer(id=id, answers=patterns, **{"stem": text(f"Name {id}."), **fields})


def numeric(id: str = "numeric", value: str = "3.14", **fields: Any) -> Numeric:
    """A question for a number, with a tolerance of 0.01 if not told otherwise."""
    made: dict[str, Any] = {"stem": text(f"How much is {id}?"), "tolerance": Decimal("0.01")}
    return Numeric(id=id, value=Decimal(value), **{**made, **fields})


def matching(id: str = "matching", pairs: int = 3, distractors: int = 1, **fields: Any) -> Matching:
    """Pairs of `Left i` and `Right i`."""
    made: dict[str, Any] = {
        "stem": text(f"Match {id}."),
        "pairs": tuple(Pair(text(f"Left {i}"), text(f"Right {i}")) for i in range(pairs)),
        "distractors": tuple(text(f"Distractor {i}") for i in range(distractors)),
    }
    return Matching(id=id, **{**made, **fields})


def ordering(id: str = "ordering", count: int = 4, **fields: Any) -> Ordering:
    """Entries `Step 0` to the last."""
    entries = tuple(text(f"Step {i}") for i in range(count))
    return Ordering(id=id, entries=entries, **{"stem": text(f"Order {id}."), **fields})


def gaps(id: str = "gaps", *answers: str, **fields: Any) -> Gaps:
    """A text with a gap for each answer."""
    filled = tuple(Gap((Pattern((answer,)),), hint="") for answer in answers or ("L1", "L2"))
    holes = tuple(Node("gap", attributes=(("number", str(i)),)) for i in range(len(filled)))
    return Gaps(id=id, gaps=filled, **{"stem": text(f"{id}: fill ", *holes), **fields})


def open_question(id: str = "open", **fields: Any) -> Open:
    """A question for own words, with all that may surround one: hint, notes, rubric."""
    made: dict[str, Any] = {
        "stem": text(f"Explain {id}."),
        "answer": text("Because."),
        "hints": (text("Think."),),
        "notes": (Note("feedback", text("See week 5.")),),
        "rubric": (Criterion(text("The reason"), Decimal(2)), Criterion(text("An example"))),
    }
    return Open(id=id, **{**made, **fields})


def picture_node() -> Node:
    """An image that shows `PICTURE`."""
    return Node("image", attributes=(("alt", "A dot"), ("picture", PICTURE.key)))


def one_of_each(**fields: Any) -> tuple[Question, ...]:
    """A question of each kind, with the given fields."""
    makers = (choice, truefalse, short, numeric, matching, ordering, gaps, open_question)
    return tuple(make(**fields) for make in makers)


def bank(*questions: Question) -> Bank:
    """A bank of these questions, in one deck, with the picture."""
    deck = Deck(name="week5", title="Week 5", course="Deep Learning", language="en")
    return Bank(questions, (deck,), MappingProxyType({PICTURE.key: PICTURE}))


def sample_bank(choices: int = 12) -> Bank:
    """One question of each kind, as many choices more (c00, c01 …; the first right), one with a picture."""
    shown = choice("shown", stem=text("What is this? ", picture_node()), deck="week5")
    more = (
        choice(
            f"c{i:02}",
            deck="week5",
            topic="Norms" if i % 2 else "Data",
            tags=("core",) if i % 3 else (),
        )
        for i in range(choices)
    )
    return bank(*one_of_each(deck="week5", topic="Data"), shown, *more)


def candidates(count: int) -> tuple[Candidate, ...]:
    """Candidates 0001, 0002 …"""
    return tuple(Candidate(f"{i:04}", f"Person {i}") for i in range(1, count + 1))


def blueprint(*sections: Section, **fields: Any) -> Blueprint:
    """A blueprint of these sections, or of one section of all questions."""
    made: dict[str, Any] = {
        "name": "week5",
        "title": "Week 5 test",
        "sections": sections or (Section(),),
    }
    return Blueprint(**{**made, **fields})


def assembled(bank: Bank, blueprint: Blueprint, secret: bytes = SECRET) -> Exam:
    """The exam, which must come out without an error."""
    exam, problems = assemble(bank, blueprint, secret)
    assert exam is not None, problems
    return exam


def sample_exam(**fields: Any) -> Exam:
    """All of the sample bank in one form, or with other fields of the blueprint."""
    return assembled(sample_bank(), blueprint(**fields))


def ids(asked: Form | Iterable[Asked]) -> list[str]:
    """The questions' ids in printed order."""
    return [each.question.id for each in (asked.questions if isinstance(asked, Form) else asked)]


def in_memory(document: Document) -> Document:
    """The document with all of its bytes, whatever comes after it."""
    return replace(document, data=b"".join(document.pieces()), file=None)
