"""Questions of words that people write, and what is left of a question whose exporter tells what it drops."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quizgen.export.lms.asked import options_in_order
from quizgen.export.lms.features import Feature
from quizgen.model import (
    Asked,
    Choice,
    Criterion,
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
    Question,
    ShortAnswer,
    TrueFalse,
)

WORDS = (
    *("Norm", "größer", "λ", "a; b", "=1+1", "-5", "'tis", 'say "so"', "one, two", "x < y", "7"),
    *(
        "@home",
        "C:\\new",
        "either | or",
        "5 %",
        "A.",
        "true",
        "+",
        "'=2",
        "; '=x",
        "😀",
        "l’été",
        "&amp;",
    ),
)
FIGURES = st.decimals(-1000, 1000, allow_nan=False, places=2)

_WORDS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
LINES = st.builds("{} {}".format, st.sampled_from(("Which", "Über", "Ω")), _WORDS)


def paragraph(words: str) -> Markup:
    """A passage of one paragraph."""
    return (Node("paragraph", children=(Node("text", words),)),)


PLAIN = LINES.map(paragraph)
_ANSWERS = st.lists(LINES.map(lambda words: Pattern((words,))), min_size=1, max_size=3, unique=True)


def _common(stem: st.SearchStrategy[Markup]) -> dict[str, st.SearchStrategy[Any]]:
    notes = st.tuples(
        st.builds(Note, st.just("feedback"), PLAIN),
        st.builds(Note, st.sampled_from(("memory_tip", "analogy", "source")), PLAIN),
    )
    return {
        "id": st.uuids().map(lambda uuid: f"q{uuid}"),
        "stem": stem,
        "topic": st.sampled_from(("", "Norms", "Größen")),
        "tags": st.lists(st.sampled_from(("week5", "hard ones", "Ä")), max_size=2, unique=True).map(
            tuple
        ),
        "points": st.sampled_from((Decimal(1), Decimal("2.5"))),
        "difficulty": st.sampled_from((Decimal("0.8"), Decimal("0.6"), Decimal("0.3"))),
        "notes": st.just(()) | notes | notes.map(lambda both: both[:1]),
        "hints": st.lists(PLAIN, max_size=1).map(tuple),
    }


@st.composite
def _choices(
    draw: st.DrawFn, stem: st.SearchStrategy[Markup], some: st.SearchStrategy[Markup]
) -> Question:
    texts = draw(st.lists(some, min_size=2, max_size=5, unique_by=repr))
    multiple = draw(st.booleans())
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=2 if multiple else 1))
    options = tuple(
        Option(text=text, right=n in right, feedback=draw(PLAIN | st.just(())))
        for n, text in enumerate(texts)
    )
    fields = {name: draw(value) for name, value in _common(stem).items()}
    return Choice(**fields, options=options, multiple=multiple)


@st.composite
def _gaps(draw: st.DrawFn) -> Question:
    answers = draw(st.lists(_ANSWERS.map(tuple), min_size=1, max_size=3))
    nodes = [Node("text", "Beginning")]
    for place in range(len(answers)):
        nodes += [
            Node("text", f" {draw(LINES)} "),
            Node("gap", attributes=(("number", str(place)),)),
        ]
    fields = {name: draw(value) for name, value in _common(PLAIN).items()}
    stem = (Node("paragraph", children=(*nodes, Node("text", " at the end"))),)
    gaps = tuple(Gap(given, draw(st.sampled_from(("", "a year")))) for given in answers)
    return Gaps(**{**fields, "stem": stem}, gaps=gaps)


def questions(
    stem: st.SearchStrategy[Markup] = PLAIN, some: st.SearchStrategy[Markup] = PLAIN
) -> st.SearchStrategy[Question]:
    """Questions of all kinds; `stem` and `some` make their stems, and options and entries."""
    common = _common(stem)
    return st.one_of(
        _choices(stem, some),
        st.builds(TrueFalse, **common, answer=st.booleans()),
        st.builds(ShortAnswer, **common, answers=_ANSWERS.map(tuple)),
        st.builds(
            Numeric,
            **common,
            value=FIGURES,
            tolerance=st.just(Decimal(0)) | FIGURES.map(abs),
            unit=st.sampled_from(("", "km")),
        ),
        st.builds(
            Matching,
            **common,
            pairs=st.lists(
                st.builds(Pair, some, some),
                min_size=2,
                max_size=3,
                unique_by=lambda p: repr(p.right),
            ).map(tuple),
        ),
        st.builds(
            Ordering,
            **common,
            entries=st.lists(some, min_size=2, max_size=4, unique_by=repr).map(tuple),
        ),
        _gaps(),
        st.builds(
            Open,
            **common,
            answer=some,
            rubric=st.lists(st.builds(Criterion, PLAIN, st.just(Decimal(2))), max_size=2).map(
                tuple
            ),
        ),
    )


_FIELDS: dict[Feature, dict[str, Any]] = {
    Feature.TAGS: {"tags": ()},
    Feature.POINTS: {"points": Decimal(1)},
    Feature.FEEDBACK: {"notes": ()},
    Feature.HINTS: {"hints": ()},
    Feature.RUBRIC: {"rubric": ()},
    Feature.CASE: {"case": False},
    Feature.UNIT: {"unit": ""},
    Feature.SURPLUS: {"distractors": ()},
    Feature.MODEL_ANSWER: {"answer": ()},
}
_OPTIONS: dict[Feature, dict[str, Any]] = {
    Feature.OPTION_FEEDBACK: {"feedback": ()},
    Feature.CREDIT: {"credit": None},
    Feature.PINNED: {"pin": ""},
}


def remaining(asked: Asked, drops: Collection[Feature], **lost: Any) -> Question:
    """What is left of a question without what is dropped, and with `lost` for what no row has."""
    question = asked.question
    if isinstance(question, Choice):
        question = replace(question, options=options_in_order(asked))
        for feature in drops & _OPTIONS.keys():
            parts = tuple(replace(option, **_OPTIONS[feature]) for option in question.options)
            question = replace(question, options=parts)
    fields = {name: value for f in drops & _FIELDS.keys() for name, value in _FIELDS[f].items()}
    if not isinstance(question, Open):
        fields.pop("answer", None)
    known = {name: value for name, value in {**fields, **lost}.items() if hasattr(question, name)}
    return replace(question, **known)
