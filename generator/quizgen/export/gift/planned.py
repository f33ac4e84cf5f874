"""An exam → the facts that its GIFT file must state, told from its questions and not from our text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from quizgen.export.gift.contract import tags
from quizgen.export.gift.fitted import described, instruction
from quizgen.export.lms import remarks
from quizgen.export.lms.facts import EMPTY, Facts, Passage, planned_passage
from quizgen.export.moodle import fractions, words
from quizgen.export.moodle.matching import surplus
from quizgen.formats import gift
from quizgen.markup.plain import one_line
from quizgen.markup.seen import squeezed
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)

_ALL = Decimal(100)


def planned(asked: Asked, category: str, idnumber: str) -> Facts:
    """The facts of a question."""
    question = asked.question
    return {
        "category": squeezed(category),
        "idnumber": idnumber,
        "name": squeezed(words.name(question)),
        "tags": tags(question),
        "text": _stem(question),
        "feedback": _passage(described(remarks.general_feedback(question))),
        **_KINDS[type(question)](asked),
    }


def _passage(markup: Markup) -> Passage:
    return planned_passage(markup, {})


def _stem(question: Question) -> Passage:
    if isinstance(question, Gaps):
        return planned_passage(question.stem, {}, tuple(gap.hint for gap in question.gaps))
    more = instruction(question) if isinstance(question, Ordering) else ()
    return _passage(question.stem + more)


def _choice(asked: Any) -> Facts:
    pinned = any(option.pin for option in asked.question.options)
    options = asked.options if pinned else asked.question.options
    graded = fractions.of_options(options, asked.question.multiple, asked.wrong)
    return {
        "kind": gift.MULTICHOICE,
        "single": not asked.question.multiple,
        "answers": tuple(_option(option, grade) for option, grade in graded),
    }


def _option(option: Option, grade: Decimal) -> tuple[object, ...]:
    return _passage(option.text), grade, _passage(described(option.feedback))


def _truefalse(asked: Any) -> Facts:
    return {"kind": gift.TRUEFALSE, "answers": (str(asked.question.answer).upper(),)}


def _short(asked: Any) -> Facts:
    return {"kind": gift.SHORTANSWER, "answers": _accepted(asked.question.answers)}


def _gaps(asked: Any) -> Facts:
    (gap,) = asked.question.gaps
    assert sum(node.kind == "gap" for node in walk(asked.question.stem)) == 1
    return {"kind": gift.SHORTANSWER, "answers": _accepted(gap.answers)}


def _accepted(patterns: tuple[Pattern, ...]) -> tuple[object, ...]:
    return tuple((words.pattern_parts(pattern), _ALL) for pattern in patterns)


def _numeric(asked: Any) -> Facts:
    question = asked.question
    return {"kind": gift.NUMERICAL, "answers": ((question.value, words.tolerance(question)),)}


def _matching(asked: Any) -> Facts:
    pairs = [(_passage(pair.left), one_line(pair.right)) for pair in asked.question.pairs]
    extra = [(EMPTY, one_line(entry)) for entry in surplus(asked.question)]
    return {"kind": gift.MATCHING, "answers": tuple(sorted((*pairs, *extra)))}


def _ordering(asked: Any) -> Facts:
    entries = enumerate(asked.question.entries, start=1)
    pairs = ((_passage(entry), str(number)) for number, entry in entries)
    return {"kind": gift.MATCHING, "answers": tuple(sorted(pairs))}


def _open(asked: Any) -> Facts:
    return {"kind": gift.ESSAY, "answers": ()}


_KINDS: Mapping[type[Question], Callable[[Any], Facts]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Open: _open,
}
