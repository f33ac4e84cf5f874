"""An exam → the facts that its Anki package must state, told from its nodes and not from our HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizgen.export.anki import names, order
from quizgen.export.anki.cards import BLANK, RIGHT, answer, credit, explanation
from quizgen.export.lms.asked import deck_titles
from quizgen.export.lms.facts import EMPTY, Facts, Passage, planned_passage
from quizgen.labels import labels
from quizgen.markup.seen import squeezed
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.paper.views import marking
from quizgen.paper.views.words import Labels, points


def planned(exam: Exam, asked: Iterable[Asked]) -> Iterator[Facts]:
    """The facts of all notes, deck by deck."""
    titles, courses = deck_titles(exam), names.courses(exam)
    for each in asked:
        question = each.question
        plan = _Plan(exam.pictures, labels(question.language).print)
        yield {
            "guid": names.guid(question, courses),
            "deck": names.deck_path(titles.get(question.deck, question.deck), question.topic),
            "tags": names.tag_words(question),
            **plan.common(each),
            **_KINDS[type(question)](question, plan),
        }


@dataclass(frozen=True, slots=True)
class _Plan:
    pictures: Mapping[str, Picture]
    words: Labels

    def common(self, asked: Asked) -> Facts:
        question = asked.question
        worth = points(asked.points, self.words) if asked.points != 1 else ""
        return {
            "Hint": joined(map(self.passage, question.hints)),
            "Points": plain(worth),
            "Explanation": self.passage(explanation(question)),
            "Id": plain(question.id),
            "borne": question,
        }

    def passage(self, markup: Markup) -> Passage:
        return planned_passage(markup, self.pictures)

    def question(
        self,
        question: Question,
        choices: Passage,
        answer: Passage,
        key: tuple[object, ...] = (),
        typed: str = "",
    ) -> Facts:
        return {
            "type": "quizgen question",
            "cards": 1,
            "Question": self.passage(question.stem),
            "Choices": choices,
            "Typed": plain(typed),
            "Answer": answer,
            "key": key,
        }


def plain(text: str) -> Passage:
    """A text without pictures."""
    return Passage(squeezed(text))


def joined(passages: Iterable[Passage]) -> Passage:
    """Passages one after the other."""
    found = tuple(passages)
    pictures = sorted(picture for each in found for picture in each.pictures)
    return Passage("".join(each.words for each in found), tuple(pictures))


def _choice(question: Question, plan: _Plan) -> Facts:
    assert isinstance(question, Choice)
    options = order.options(question)
    cue = plain(plan.words["several"] if question.multiple else "")
    key = tuple((option.right, _marked(option, plan)) for option in options)
    return plan.question(
        question,
        choices=joined((cue, *(plan.passage(option.text) for option in options))),
        answer=joined(passage for _, passage in key),
        key=key,
    )


def _marked(option: Option, plan: _Plan) -> Passage:
    share = credit(option, plan.words)
    return joined(
        (
            plain(RIGHT if option.right else ""),
            plan.passage(option.text),
            plain(f"({share})" if share else ""),
            plan.passage(option.feedback),
        )
    )


def _truefalse(question: Question, plan: _Plan) -> Facts:
    assert isinstance(question, TrueFalse)
    cue = plain(f"{plan.words['true']} / {plan.words['false']}?")
    return plan.question(question, cue, plain(plan.words["true" if question.answer else "false"]))


def _short(question: Question, plan: _Plan) -> Facts:
    assert isinstance(question, ShortAnswer)
    first = question.answers[0]
    typed = "" if first.wild else first.parts[0]
    accepted = " | ".join("*".join(answer.parts) for answer in question.answers)
    return plan.question(question, EMPTY, plain(accepted), typed=typed)


def _numeric(question: Question, plan: _Plan) -> Facts:
    assert isinstance(question, Numeric)
    cue = plain(f"{BLANK}{question.unit}" if question.unit else "")
    return plan.question(question, cue, plain(marking.value(question, plan.words)))


def _matching(question: Question, plan: _Plan) -> Facts:
    assert isinstance(question, Matching)
    left = (plan.passage(pair.left) for pair in question.pairs)
    right = map(plan.passage, order.entries(question.entries))
    key = tuple((plan.passage(p.left), plan.passage(p.right)) for p in question.pairs)
    back = joined(passage for pair in key for passage in pair)
    return plan.question(question, joined((*left, *right)), back, key)


def _ordering(question: Question, plan: _Plan) -> Facts:
    assert isinstance(question, Ordering)
    shown = map(plan.passage, order.entries(question.entries))
    key = tuple(map(plan.passage, question.entries))
    choices = joined((plain(plan.words["order"]), *shown))
    return plan.question(question, choices, joined(key), key)


def _gaps(question: Question, plan: _Plan) -> Facts:
    assert isinstance(question, Gaps)
    hints = tuple(gap.hint for gap in question.gaps)
    numbers = [int(node.get("number")) for node in walk(question.stem) if node.kind == "gap"]
    several = (gap.answers for gap in question.gaps if len(gap.answers) > 1)
    return {
        "type": "quizgen gaps",
        "cards": len(set(numbers)),
        "Text": planned_passage(question.stem, plan.pictures, hints),
        "gaps": tuple((n + 1, squeezed(str(question.gaps[n].answers[0]))) for n in numbers),
        "Accepted": plain("".join(map(marking.patterns, several))),
        "key": (),
    }


def _open(question: Question, plan: _Plan) -> Facts:
    assert isinstance(question, Open)
    return plan.question(question, EMPTY, plan.passage(answer(question)))


_KINDS: Mapping[type[Question], Callable[[Question, _Plan], Facts]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Open: _open,
}
