"""An exam → the facts that its QTI package must state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from quizgen.export.exporter import Materials
from quizgen.export.lms import remarks
from quizgen.export.lms.asked import deck_titles
from quizgen.export.lms.facts import GAP, Facts, Passage, planned_passage
from quizgen.export.lms.losses import kept
from quizgen.export.lms.words import number, tags
from quizgen.export.qti.answers import answers, shares
from quizgen.export.qti.body import mathml
from quizgen.export.qti.contract import limits
from quizgen.export.qti.dialects import Dialect
from quizgen.export.qti.found import formula
from quizgen.export.qti.names import LABEL_LENGTH, printable, title
from quizgen.export.qti.scoring import share
from quizgen.labels import labels
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gap,
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


def planned(exam: Exam, materials: Materials, dialect: Dialect) -> Iterator[Facts]:
    """The facts of all questions, in the order of the test."""
    plan = _Plan(exam, materials)
    for asked in kept(exam, limits(dialect)):
        yield {**plan.common(asked), **_KINDS[type(asked.question)](plan, asked)}


@dataclass(frozen=True)
class _Plan:
    exam: Exam
    materials: Materials

    def common(self, asked: Asked) -> Facts:
        question = asked.question
        gaps = question.gaps if isinstance(question, Gaps) else ()
        return {
            "section": self._section(question),
            "tags": tags(question),
            "id": question.id if len(question.id) <= LABEL_LENGTH else "",
            "title": printable(title(question)),
            "language": question.language,
            "points": asked.points,
            "lowest": Decimal(0),
            "text": self.passage(question.stem, gaps),
            "feedback": self.passage(remarks.general_feedback(question)),
        }

    def _section(self, question: Question) -> str:
        deck = deck_titles(self.exam).get(question.deck, question.deck)
        names = dict.fromkeys(filter(None, (printable(deck), printable(question.topic))))
        return " – ".join(names) or self.exam.blueprint.name

    def passage(self, markup: Markup, gaps: tuple[Gap, ...] = ()) -> Passage:
        hints = tuple(gap.hint for gap in gaps)
        return planned_passage(markup, self.exam.pictures, hints, self._formula)

    def _formula(self, tex: str, display: bool) -> str:
        return formula(etree.fromstring(mathml(self.materials.formulas[tex, display])))

    def choice(self, asked: Asked) -> Facts:
        question = asked.question
        assert isinstance(question, Choice)
        order = [o for pin in ("first", "", "last") for o in question.options if o.pin == pin]
        earned = shares(asked, order)
        return {
            "kind": "choiceInteraction",
            "lowest": Decimal(0) if question.multiple else min(Decimal(0), *earned),
            "several": question.multiple,
            "shuffled": self.exam.blueprint.shuffle_options,
            "answers": tuple(map(self._option, order, self._rights(question, order), earned)),
        }

    def _rights(self, question: Choice, order: list[Option]) -> Iterator[bool]:
        """Which are correct responses: of several right ones that cannot all be picked, the first."""
        first = next(option for option in order if option.right)
        return (option.right and (question.multiple or option is first) for option in order)

    def _option(self, option: Option, right: bool, earned: Decimal) -> tuple[object, ...]:
        text, said = self.passage(option.text), self.passage(option.feedback)
        return text, bool(option.pin), right, earned, said

    def truefalse(self, asked: Asked) -> Facts:
        question = asked.question
        assert isinstance(question, TrueFalse)
        words = labels(question.language).print
        lowest = asked.points * asked.wrong
        return {
            "kind": "choiceInteraction",
            "lowest": lowest,
            "several": False,
            "shuffled": False,
            "answers": tuple(
                (
                    Passage("".join(words[name].split())),
                    True,
                    right,
                    asked.points if right else lowest,
                    Passage(""),
                )
                for name, right in (("true", question.answer), ("false", not question.answer))
            ),
        }

    def matching(self, asked: Asked) -> Facts:
        question = asked.question
        assert isinstance(question, Matching)
        pairs = tuple((self.passage(p.left), self.passage(p.right)) for p in question.pairs)
        return {
            "kind": "matchInteraction",
            "answers": pairs,
            "earned": (share(asked.points, len(pairs)),) * len(pairs),
            "lefts": tuple(left for left, _ in pairs),
            "rights": tuple(sorted(map(self.passage, question.entries))),
            "shuffled": self.exam.blueprint.shuffle_options,
        }

    def ordering(self, asked: Asked) -> Facts:
        question = asked.question
        assert isinstance(question, Ordering)
        return {
            "kind": "orderInteraction",
            "answers": tuple(map(self.passage, question.entries)),
        }

    def short(self, asked: Asked) -> Facts:
        question = asked.question
        assert isinstance(question, ShortAnswer)
        accepted = _accepted(question.answers, question.case, asked.points)
        return {**self._with_field(question), "answers": (accepted,)}

    def _with_field(self, question: Question, after: str = "") -> Facts:
        text = self.passage(question.stem)
        words = text.words + GAP + "".join(after.split())
        return {"kind": "textEntryInteraction", "text": Passage(words, text.pictures)}

    def numeric(self, asked: Asked) -> Facts:
        question = asked.question
        assert isinstance(question, Numeric)
        width = number(question.tolerance)
        mode = ("absolute", f"{width} {width}") if question.tolerance else ("exact", None)
        return {
            **self._with_field(question, question.unit),
            "answers": (question.low, question.value, question.high),
            "tolerance": mode,
        }

    def gaps(self, asked: Asked) -> Facts:
        question = asked.question
        assert isinstance(question, Gaps)
        each = share(asked.points, len(question.gaps))
        order = [int(node.get("number")) for node in walk(question.stem) if node.kind == "gap"]
        return {
            "kind": "textEntryInteraction",
            "answers": tuple(
                _accepted(question.gaps[number].answers, question.case, each) for number in order
            ),
        }

    def open(self, asked: Asked) -> Facts:
        assert isinstance(asked.question, Open)
        return {"kind": "extendedTextInteraction"}


def _accepted(patterns: tuple[Pattern, ...], case: bool, points: Decimal) -> tuple[object, ...]:
    known = answers(patterns, case)
    flag = {"true" if case else "false"}
    return (known.model,), flag, known.texts, {points}, known.expressions


_KINDS: Mapping[type[Question], Callable[[_Plan, Asked], Facts]] = {
    Choice: _Plan.choice,
    TrueFalse: _Plan.truefalse,
    ShortAnswer: _Plan.short,
    Numeric: _Plan.numeric,
    Matching: _Plan.matching,
    Ordering: _Plan.ordering,
    Gaps: _Plan.gaps,
    Open: _Plan.open,
}
