"""A question as asked → what it makes use of besides words, each with its place.

Exporters name those that their target cannot hold; `losses` tells authors of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum

from quizgen.export.lms.passages import place
from quizgen.markup.answers import answer_tells_more
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
    Place,
    Question,
    ShortAnswer,
    walk,
)


class Feature(Enum):
    """What a question may make use of; the value is what authors call it."""

    PICTURES = "pictures"
    FORMULAS = "formulas"
    TABLES = "tables"
    CODE = "blocks of code"
    EMPHASIS = "bold, italic, marked or struck out words"
    LINKS = "links"
    FORMATTING = "formatting, such as bold words, lists and line breaks"
    OPTION_PICTURES = "pictures in the options or entries"
    FEEDBACK_PICTURES = "pictures in the feedback"
    POINTS = "points"
    TAGS = "tags"
    FEEDBACK = "feedback"
    OPTION_FEEDBACK = "feedback for single options"
    HINTS = "hints"
    RUBRIC = "the marking guide"
    MODEL_ANSWER = "the model answer"
    SEVERAL = "several right options"
    CREDIT = "credit for options that are partly right"
    WRONG = "points off for wrong answers"
    PINNED = "options that keep their place"
    CASE = "that upper and lower case count"
    WILDCARDS = "wildcards in accepted answers"
    ALTERNATIVES = "more than one accepted answer"
    TOLERANCE = "tolerances and ranges"
    UNIT = "units"
    SURPLUS = "entries that belong to none"
    REPEATED = "an entry that belongs to several"
    GAP_HINTS = "hints for gaps"


def used(asked: Asked) -> Mapping[Feature, Place]:
    """Everything that the question uses, with the place where it first does, in the order above."""
    found = ((feature, next(where(asked), None)) for feature, where in _USES.items())
    return {feature: spot for feature, spot in found if spot is not None}


def shown_before(question: Question) -> Iterator[Markup]:
    """What a candidate sees before answering, but for options and entries."""
    yield question.stem


def choices(question: Question) -> Iterator[Markup]:
    """The options or entries that a candidate sees."""
    if isinstance(question, Choice):
        yield from (option.text for option in question.options)
    elif isinstance(question, Matching):
        yield from (pair.left for pair in question.pairs)
        yield from question.entries
    elif isinstance(question, Ordering):
        yield from question.entries


def remarks(question: Question) -> Iterator[Markup]:
    """What is shown later: notes, feedback, hints."""
    yield from (note.text for note in question.notes)
    yield from question.hints
    if isinstance(question, Choice):
        yield from (option.feedback for option in question.options)


_Where = Callable[[Asked], Iterator[Place]]
_Passages = Callable[[Question], Iterator[Markup]]


def _nodes(passages: tuple[_Passages, ...], kinds: str) -> _Where:
    wanted = frozenset(kinds.split())

    def where(asked: Asked) -> Iterator[Place]:
        question = asked.question
        for passage in (each for given in passages for each in given(question)):
            for node in walk(passage):
                if node.kind in wanted:
                    yield node.place if node.place.path else question.place

    return where


def _if(holds: Callable[[Asked], bool]) -> _Where:
    return lambda asked: iter((asked.question.place,) if holds(asked) else ())


def _passages(given: _Passages) -> _Where:
    def where(asked: Asked) -> Iterator[Place]:
        return (place(asked.question, each) for each in given(asked.question) if each)

    return where


def _option_feedback(question: Question) -> Iterator[Markup]:
    if isinstance(question, Choice):
        yield from (option.feedback for option in question.options)


def _rubric(question: Question) -> Iterator[Markup]:
    yield from (criterion.text for criterion in question.rubric)


def _model_answer(question: Question) -> Iterator[Markup]:
    if isinstance(question, Open) and answer_tells_more(question):
        yield question.answer


def _accepted(question: Question) -> tuple[tuple[Pattern, ...], ...]:
    """The accepted answers, gap by gap."""
    if isinstance(question, Gaps):
        return tuple(gap.answers for gap in question.gaps)
    return (question.answers,) if isinstance(question, ShortAnswer) else ()


def _is_partly_right(asked: Asked) -> bool:
    question = asked.question
    plain = (None, Decimal(0), Decimal(1))
    return isinstance(question, Choice) and any(o.credit not in plain for o in question.options)


def _pins(asked: Asked) -> bool:
    question = asked.question
    return isinstance(question, Choice) and any(option.pin for option in question.options)


def _repeats(asked: Asked) -> bool:
    question = asked.question
    rights = [pair.right for pair in question.pairs] if isinstance(question, Matching) else []
    return len(set(rights)) < len(rights)


def _has_surplus(asked: Asked) -> bool:
    question = asked.question
    if not isinstance(question, Matching):
        return False
    return len(question.entries) > len({pair.right for pair in question.pairs})


_EVERYWHERE = (shown_before, choices, remarks)
_FORMATTING = _nodes(
    _EVERYWHERE,
    "strong emphasis strike mark code heading bullet_list ordered_list definition_list quote rule"
    " linebreak footnote",
)


def _formatting(asked: Asked) -> Iterator[Place]:
    """Where the text is more than one paragraph of mere words."""
    yield from _FORMATTING(asked)
    for passage in (each for given in _EVERYWHERE for each in given(asked.question)):
        if len(passage) > 1:
            yield place(asked.question, passage[1:])


_USES: Mapping[Feature, _Where] = {
    Feature.PICTURES: _nodes((shown_before,), "image"),
    Feature.FORMULAS: _nodes(_EVERYWHERE, "formula formula_block"),
    Feature.TABLES: _nodes(_EVERYWHERE, "table"),
    Feature.CODE: _nodes(_EVERYWHERE, "code_block"),
    Feature.EMPHASIS: _nodes(_EVERYWHERE, "strong emphasis mark strike"),
    Feature.LINKS: _nodes(_EVERYWHERE, "link"),
    Feature.FORMATTING: _formatting,
    Feature.OPTION_PICTURES: _nodes((choices,), "image"),
    Feature.FEEDBACK_PICTURES: _nodes((remarks,), "image"),
    Feature.POINTS: _if(lambda asked: asked.points != 1),
    Feature.TAGS: _if(lambda asked: bool(asked.question.tags)),
    Feature.FEEDBACK: _passages(lambda question: (note.text for note in question.notes)),
    Feature.OPTION_FEEDBACK: _passages(_option_feedback),
    Feature.HINTS: _passages(lambda question: iter(question.hints)),
    Feature.RUBRIC: _passages(_rubric),
    Feature.MODEL_ANSWER: _passages(_model_answer),
    Feature.SEVERAL: _if(
        lambda asked: isinstance(asked.question, Choice) and asked.question.multiple
    ),
    Feature.CREDIT: _if(_is_partly_right),
    Feature.WRONG: _if(lambda asked: bool(asked.wrong)),
    Feature.PINNED: _if(_pins),
    Feature.CASE: _if(lambda asked: bool(getattr(asked.question, "case", False))),
    Feature.WILDCARDS: _if(
        lambda asked: any(p.wild for gap in _accepted(asked.question) for p in gap)
    ),
    Feature.ALTERNATIVES: _if(lambda asked: any(len(gap) > 1 for gap in _accepted(asked.question))),
    Feature.TOLERANCE: _if(
        lambda asked: isinstance(asked.question, Numeric) and bool(asked.question.tolerance)
    ),
    Feature.UNIT: _if(
        lambda asked: isinstance(asked.question, Numeric) and bool(asked.question.unit)
    ),
    Feature.SURPLUS: _if(_has_surplus),
    Feature.REPEATED: _if(_repeats),
    Feature.GAP_HINTS: _if(
        lambda asked: (
            isinstance(asked.question, Gaps) and any(gap.hint for gap in asked.question.gaps)
        )
    ),
}
