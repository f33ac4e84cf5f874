"""A question as asked → the facts that its <item> must state, told from its nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizgen.export.lms.facts import EMPTY, Facts, Passage, gap_hints, planned_passage
from quizgen.export.lms.remarks import general_feedback
from quizgen.export.qti1 import texts
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
    Ordering,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)

Pictures = Mapping[str, Picture]


def planned(asked: Asked, exam: str, pictures: Pictures) -> Facts:
    """The facts of a question in the exam of that name, but for its group and further metadata."""
    question = asked.question
    hints = gap_hints(question)
    return {
        "ident": texts.ident(exam, question.id),
        "title": one_line(question.stem, 100) or question.id,
        "points": asked.points,
        "text": planned_passage(question.stem, pictures, hints),
        "feedback": planned_passage(general_feedback(question), pictures),
        **_KINDS[type(question)](asked, pictures),
    }


def _choice(asked: Asked, pictures: Pictures) -> Facts:
    question = asked.question
    assert isinstance(question, Choice)
    pinned = any(option.pin for option in question.options)
    options = asked.options if pinned else question.options
    several = "multiple_answers_question"
    return {
        "kind": several if question.multiple else "multiple_choice_question",
        "answers": tuple(
            (planned_passage(o.text, pictures), o.right, planned_passage(o.feedback, pictures))
            for o in options
        ),
    }


def _truefalse(asked: Asked, pictures: Pictures) -> Facts:
    assert isinstance(asked.question, TrueFalse)
    return {"kind": "true_false_question", "answers": asked.question.answer}


def _short(asked: Asked, pictures: Pictures) -> Facts:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    return {
        "kind": "short_answer_question",
        "answers": texts.exact(question.answers),
        "case": question.case,
    }


def _numeric(asked: Asked, pictures: Pictures) -> Facts:
    question = asked.question
    assert isinstance(question, Numeric)
    return {
        "kind": "numerical_question",
        "text": planned_passage(texts.with_unit(question), pictures),
        "answers": (question.low, None if question.is_range else question.value, question.high),
    }


def _line(entry: Markup) -> Passage:
    return Passage(squeezed(one_line(entry)))


def _matching(asked: Asked, pictures: Pictures) -> Facts:
    question = asked.question
    assert isinstance(question, Matching)
    pairs = ((planned_passage(pair.left, pictures), _line(pair.right)) for pair in question.pairs)
    return {
        "kind": "matching_question",
        "answers": tuple(pairs),
        "offered": tuple(map(_line, question.entries)),
    }


def _ordering(asked: Asked, pictures: Pictures) -> Facts:
    question = asked.question
    assert isinstance(question, Ordering)
    entries = tuple(planned_passage(entry, pictures) for entry in question.entries)
    return {
        "kind": "ordering_question",
        "answers": entries,
        "offered": tuple(entries[i] for i in asked.order),
    }


def _gaps(asked: Asked, pictures: Pictures) -> Facts:
    """The gaps as they stand in the text."""
    question = asked.question
    assert isinstance(question, Gaps)
    order = (int(node.get("number")) for node in walk(question.stem) if node.kind == "gap")
    return {
        "kind": "fill_in_multiple_blanks_question",
        "answers": tuple(texts.exact(question.gaps[number].answers) for number in order),
    }


def _open(asked: Asked, pictures: Pictures) -> Facts:
    return {"kind": "essay_question", "answers": ()}


def heading(ident: str, title: str, shown: str, instructions: Markup, pictures: Pictures) -> Facts:
    """The facts of an item that only shows what stands above the questions of a section."""
    words, images = planned_passage(instructions, pictures)
    return {
        "ident": ident,
        "title": title,
        "kind": "text_only_question",
        "points": 0,
        "text": Passage(squeezed(shown) + words, images),
        "feedback": EMPTY,
        "answers": (),
    }


_KINDS: Mapping[type[Question], Callable[[Asked, Pictures], Facts]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Open: _open,
}
