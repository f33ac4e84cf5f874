"""An exam → the facts that its page to practise with must state, told from its nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from quizgen.export.lms import remarks
from quizgen.export.lms.facts import Facts, Passage, gap_hints
from quizgen.export.page import reading
from quizgen.export.practice import shares
from quizgen.export.practice.view import solution_of
from quizgen.labels import labels
from quizgen.markup.seen import squeezed
from quizgen.materials import Materials
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.paper.views import marking
from quizgen.paper.views.words import Labels


def planned(exam: Exam, asked: Iterable[Asked], materials: Materials) -> Iterator[Facts]:
    """The facts of all questions, in the order of the page."""
    plan = _Plan(exam, materials, labels(exam.blueprint.language).print)
    for each in asked:
        question = each.question
        yield {
            "kind": question.kind,
            **plan.common(each),
            **_KINDS[type(question)](each, plan),
        }


@dataclass(frozen=True, slots=True)
class _Plan:
    exam: Exam
    materials: Materials
    words: Labels

    def common(self, asked: Asked) -> Facts:
        question = asked.question
        hints = gap_hints(question)
        return {
            "worth": asked.points,
            "text": self.passage(question.stem, hints),
            "hints": tuple(map(self.passage, question.hints)),
            "explanation": self.if_any(remarks.general_feedback(question)),
            "solution": (),
        }

    def passage(self, markup: Markup, hints: tuple[str, ...] = ()) -> Passage:
        formulas, unnamed = self.materials.formulas, self.words["picture"]
        return reading.planned(markup, self.exam.pictures, formulas, unnamed, hints)

    def if_any(self, markup: Markup) -> tuple[Passage, ...]:
        return (self.passage(markup),) if markup else ()


def _text(words: str) -> tuple[Passage, ...]:
    return (Passage(squeezed(words)),)


def _joined(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    found = tuple(passages)
    pictures = sorted(picture for each in found for picture in each.pictures)
    return (Passage("".join(each.words for each in found), tuple(pictures)),)


def _choice(asked: Asked, plan: _Plan) -> Facts:
    question = asked.question
    assert isinstance(question, Choice)
    graded = zip(question.options, shares.of_options(question, asked.wrong), strict=True)
    options = (
        (plan.passage(o.text), o.right, Decimal(share), o.pin, plan.if_any(o.feedback))
        for o, share in graded
    )
    return {"multiple": question.multiple, "options": tuple(options)}


def _truefalse(asked: Asked, plan: _Plan) -> Facts:
    question = asked.question
    assert isinstance(question, TrueFalse)
    word = plan.words["true" if question.answer else "false"]
    return {"answer": question.answer, "wrong": asked.wrong, "solution": _text(word)}


def _short(asked: Asked, plan: _Plan) -> Facts:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    return {
        "answers": _parts(question.answers),
        "case": question.case,
        "solution": _text(marking.patterns(question.answers)),
    }


def _numeric(asked: Asked, plan: _Plan) -> Facts:
    question = asked.question
    assert isinstance(question, Numeric)
    return {
        "range": (question.low, question.high),
        "unit": question.unit,
        "solution": _text(marking.value(question, plan.words)),
    }


def _matching(asked: Asked, plan: _Plan) -> Facts:
    question = asked.question
    assert isinstance(question, Matching)
    pairs = tuple((plan.passage(p.left), plan.passage(p.right)) for p in question.pairs)
    return {
        "entries": tuple(map(plan.passage, question.entries)),
        "pairs": pairs,
        "solution": _joined(passage for pair in pairs for passage in pair),
    }


def _ordering(asked: Asked, plan: _Plan) -> Facts:
    question = asked.question
    assert isinstance(question, Ordering)
    entries = tuple(map(plan.passage, question.entries))
    return {"entries": entries, "solution": _joined(entries)}


def _gaps(asked: Asked, plan: _Plan) -> Facts:
    question = asked.question
    assert isinstance(question, Gaps)
    numbers = [int(node.get("number")) for node in walk(question.stem) if node.kind == "gap"]
    return {
        "gaps": tuple((number, _parts(question.gaps[number].answers)) for number in numbers),
        "case": question.case,
        "solution": _text("".join(marking.patterns(gap.answers) for gap in question.gaps)),
    }


def _open(asked: Asked, plan: _Plan) -> Facts:
    assert isinstance(asked.question, Open)
    return {"assessed": 3, "solution": plan.if_any(solution_of(asked.question))}


def _parts(answers: tuple[Pattern, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(answer.parts for answer in answers)


_KINDS: Mapping[type[Question], Callable[[Asked, _Plan], Facts]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Open: _open,
}
