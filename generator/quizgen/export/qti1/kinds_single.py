"""A question with a single response → the body of its item."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from quizgen.export.lms.words import number
from quizgen.export.qti1 import texts, xml
from quizgen.export.qti1.body import Body, Setting
from quizgen.export.qti1.xml import qti
from quizgen.model import Asked, Choice, Numeric, Open, Option, ShortAnswer, TrueFalse


def choice(asked: Asked, setting: Setting) -> Body:
    question = asked.question
    assert isinstance(question, Choice)
    written = written_options(asked)
    options = tuple(zip(setting.answers(question, len(written)), written, strict=True))
    labels = (xml.label(ident, setting.inline(option.text)) for ident, option in options)
    feedback = ((ident, setting.rich(option.feedback)) for ident, option in options)
    return Body(
        kind="multiple_answers_question" if question.multiple else "multiple_choice_question",
        stem=setting.rich(question.stem),
        responses=(xml.choice(labels, "Multiple" if question.multiple else "Single"),),
        scoring=(xml.condition(_key(options, question.multiple), points="100"),),
        feedback=tuple((ident, text) for ident, text in feedback if text),
    )


def written_options(asked: Asked) -> tuple[Option, ...]:
    """As their author ordered them; where some keep their place, as the exam drew them."""
    question = asked.question
    assert isinstance(question, Choice)
    return asked.options if any(option.pin for option in question.options) else question.options


def _key(options: tuple[tuple[str, Option], ...], multiple: bool) -> Iterator[_Element]:
    """The right one; of several all the right ones, and none of the others."""
    if not multiple:
        yield from (xml.test("varequal", ident) for ident, option in options if option.right)
        return
    tests = ((xml.test("varequal", ident), option.right) for ident, option in options)
    yield qti("and", *(test if right else qti("not", test) for test, right in tests))


def truefalse(asked: Asked, setting: Setting) -> Body:
    question = asked.question
    assert isinstance(question, TrueFalse)
    values = dict(zip((True, False), setting.answers(question, 2), strict=True))
    labels = (xml.label(ident, str(value), xml.PLAIN) for value, ident in values.items())
    key = xml.test("varequal", values[question.answer])
    return Body(
        kind="true_false_question",
        stem=setting.rich(question.stem),
        responses=(xml.choice(labels),),
        scoring=(xml.condition([key], points="100"),),
    )


def short(asked: Asked, setting: Setting) -> Body:
    """Upper and lower case count where the question says so, for those platforms that listen."""
    question = asked.question
    assert isinstance(question, ShortAnswer)
    case = {"case": "Yes"} if question.case else {}
    tests = (xml.test("varequal", text, **case) for text in texts.exact(question.answers))
    return Body(
        kind="short_answer_question",
        stem=setting.rich(question.stem),
        responses=(xml.line(),),
        scoring=(xml.condition(tests, points="100"),),
    )


def numeric(asked: Asked, setting: Setting) -> Body:
    """An exact number has equal bounds: with varequal alone, Canvas would import no answer."""
    question = asked.question
    assert isinstance(question, Numeric)
    bounds = (
        xml.test("vargte", number(question.low)),
        xml.test("varlte", number(question.high)),
    )
    middle = xml.test("varequal", number(question.value))
    tests = bounds if question.is_range else (qti("or", middle, qti("and", *bounds)),)
    return Body(
        kind="numerical_question",
        stem=setting.rich(texts.with_unit(question)),
        responses=(xml.line(fibtype="Decimal"),),
        scoring=(xml.condition(tests, points="100"),),
    )


def open_(asked: Asked, setting: Setting) -> Body:
    question = asked.question
    assert isinstance(question, Open)
    return Body(
        kind="essay_question",
        stem=setting.rich(question.stem),
        responses=(xml.line(),),
        scoring=(xml.condition([xml.always()]),),
    )
