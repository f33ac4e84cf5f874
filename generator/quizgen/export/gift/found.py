"""The text of a GIFT file → the facts that it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from html import unescape

from quizgen.export.lms.facts import GAP, Facts, Passage, accepted
from quizgen.formats import gift
from quizgen.formats.gift import Answer, Question, Text
from quizgen.markup.seen import squeezed

_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r"<img\b")


def found(text: str) -> Iterator[Facts]:
    """The facts of all questions. Raises ValueError where something is not as in any file of ours."""
    questions, faults = gift.read(text)
    for fault in faults:
        raise ValueError(f"line {fault.line}: {fault.message}")
    for question in questions:
        if question.kind not in _KINDS or question.stem.form != "html":
            raise ValueError(
                f"line {question.line}: a {question.kind} in the format {question.stem.form}"
            )
        yield {
            "category": squeezed(question.category),
            "idnumber": question.id,
            "name": squeezed(question.name),
            "tags": question.tags,
            "text": _words(_stem(question)),
            "feedback": _passage(question.feedback),
            "kind": question.kind,
            **_KINDS[question.kind](question),
        }


def _stem(question: Question) -> str:
    after = "" if question.after is None else f"{GAP}{question.after}"
    return question.stem.text + after


def _passage(text: Text) -> Passage:
    if text.form:
        raise ValueError(f"a passage in the format {text.form}")
    return _words(text.text)


def _words(html: str) -> Passage:
    if _PICTURE.search(html):
        raise ValueError("a picture, which GIFT cannot hold")
    return Passage(squeezed(unescape(_TAG.sub("", html))))


def _multichoice(question: Question) -> Facts:
    return {
        "single": any(answer.right and answer.percent is None for answer in question.answers),
        "answers": tuple(
            (_passage(answer.text), _grade(answer), _passage(answer.feedback))
            for answer in question.answers
        ),
    }


def _grade(answer: Answer) -> Decimal:
    if answer.percent is not None:
        return answer.percent
    return Decimal(100 if answer.right else 0)


def _truefalse(question: Question) -> Facts:
    return {"answers": tuple(answer.text.text for answer in question.answers)}


def _shortanswer(question: Question) -> Facts:
    return {
        "answers": tuple(
            (accepted(answer.text.text), _grade(answer)) for answer in question.answers
        )
    }


def _numerical(question: Question) -> Facts:
    numbers = (answer.text.text.split(":") for answer in question.answers)
    return {"answers": tuple((Decimal(value), Decimal(error)) for value, error in numbers)}


def _matching(question: Question) -> Facts:
    pairs = ((_passage(answer.text), unescape(answer.match)) for answer in question.answers)
    return {"answers": tuple(sorted(pairs))}


def _essay(question: Question) -> Facts:
    return {"answers": question.answers}


_KINDS: Mapping[str, Callable[[Question], Facts]] = {
    gift.MULTICHOICE: _multichoice,
    gift.TRUEFALSE: _truefalse,
    gift.SHORTANSWER: _shortanswer,
    gift.NUMERICAL: _numerical,
    gift.MATCHING: _matching,
    gift.ESSAY: _essay,
}
