"""Questions whose answers are written → the parts of their items."""

from __future__ import annotations

from decimal import Decimal

from quizgen.export.lms.words import number
from quizgen.export.qti import scoring
from quizgen.export.qti.answers import Answers, answers
from quizgen.export.qti.parts import RESPONSE, Parts, Setting, mapping, response
from quizgen.export.qti.tags import Html, Tag, tag, variable
from quizgen.model import Asked, Gaps, Numeric, Open, ShortAnswer

_WIDTH = 20
"""Characters; all fields of a question are as wide as the longest accepted answer, or that wide."""


def short(asked: Asked, setting: Setting) -> Parts:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    accepted = answers(question.answers, question.case)
    stem = setting.bodies.rich(question.stem)
    field = tag("p", _field(RESPONSE, (accepted,)))
    return Parts(
        (_written(RESPONSE, accepted, asked.points),),
        (Html(stem.html), field),
        (_marked(RESPONSE, accepted, asked.points), *_rest(asked, RESPONSE)),
        (stem,),
    )


def _rest(asked: Asked, *responses: str) -> tuple[Tag, ...]:
    return scoring.judged(responses, asked.points)


def _field(response: str, all_accepted: tuple[Answers, ...]) -> Tag:
    longest = max(len(text) for accepted in all_accepted for text in accepted.texts)
    return tag(
        "textEntryInteraction",
        responseIdentifier=response,
        expectedLength=str(max(_WIDTH, longest)),
    )


def _written(name: str, accepted: Answers, points: Decimal) -> Tag:
    mapped = mapping(dict.fromkeys(accepted.texts, points), accepted.case)
    return response((accepted.model,), mapped, kind="string", name=name)


def _marked(name: str, accepted: Answers, points: Decimal) -> Tag:
    """Answers with wildcards are compared as regular expressions."""
    tests = (tag("patternMatch", variable(name), pattern=wild) for wild in accepted.expressions)
    return scoring.mapped(name, *((test, points) for test in tests))


def gaps(asked: Asked, setting: Setting) -> Parts:
    question = asked.question
    assert isinstance(question, Gaps)
    each = scoring.share(asked.points, len(question.gaps))
    accepted = tuple(answers(gap.answers, question.case) for gap in question.gaps)
    named = tuple(f"{RESPONSE}_{number}" for number in range(1, len(accepted) + 1))
    stem = setting.bodies.rich(question.stem, question.gaps)
    gaps = tuple(zip(named, accepted, strict=True))
    return Parts(
        tuple(_written(name, known, each) for name, known in gaps),
        (Html(stem.html, tuple(_field(name, accepted) for name in named)),),
        (*(_marked(name, known, each) for name, known in gaps), *_rest(asked, *named)),
        (stem,),
    )


def numeric(asked: Asked, setting: Setting) -> Parts:
    question = asked.question
    assert isinstance(question, Numeric)
    stem = setting.bodies.rich(question.stem)
    unit = " ".join(question.unit.split())
    field = tag("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength=str(_WIDTH))
    return Parts(
        (response((number(question.value),), kind="float"),),
        (Html(stem.html), tag("p", field, *((f" {unit}",) if unit else ()))),
        scoring.within(RESPONSE, question.low, question.high, question.tolerance),
        (stem,),
    )


def open_question(asked: Asked, setting: Setting) -> Parts:
    question = asked.question
    assert isinstance(question, Open)
    stem = setting.bodies.rich(question.stem)
    field = tag("extendedTextInteraction", responseIdentifier=RESPONSE, expectedLines="10")
    return Parts(
        (response((), kind="string"),),
        (Html(stem.html), field),
        (scoring.answered_or_not(RESPONSE),),
        (stem,),
        states=(scoring.ANSWERED,),
        by_hand=True,
    )
