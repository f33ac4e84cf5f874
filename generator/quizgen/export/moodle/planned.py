"""An exam → the facts that its Moodle XML must state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from quizgen.export.moodle import categories, cloze, fractions, remarks, words
from quizgen.export.moodle.facts import EMPTY, GAP, Facts, Passage, Shown, digest, squeezed
from quizgen.export.moodle.kinds import response_lines
from quizgen.export.moodle.matching import surplus
from quizgen.markup.plain import one_line
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Markup,
    Matching,
    Node,
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

_Pictures = Mapping[str, Picture]


def planned(exam: Exam) -> Iterator[Facts]:
    """The facts of all questions, in the order of the file."""
    numbers = words.idnumbers(asked.question for asked in categories.asked_once(exam))
    for category, group in categories.grouped(exam).items():
        for asked in group:
            yield {
                "category": category,
                "idnumber": numbers[asked.question.id],
                **_common(asked, exam.pictures),
                **_KINDS[type(asked.question)](asked, exam),
            }


def _common(asked: Asked, pictures: _Pictures) -> Facts:
    question = asked.question
    passage = partial(_passage, pictures=pictures)
    return {
        "name": words.name(question),
        "points": words.points(asked),
        "tags": words.tags(question),
        "text": _passage(question.stem, pictures, question),
        "feedback": passage(remarks.general_feedback(question)),
        "hints": tuple(passage(hint) for hint in question.hints),
    }


def _passage(markup: Markup, pictures: _Pictures, question: Question | None = None) -> Passage:
    images = (node for node in walk(markup) if node.kind == "image")
    shown = (_shown(pictures[node.get("picture")], node.get("alt")) for node in images)
    gaps = tuple(gap.hint for gap in question.gaps) if isinstance(question, Gaps) else ()
    return Passage(squeezed(_visible(markup, gaps)), tuple(sorted(shown)))


def _shown(picture: Picture, alt: str) -> Shown:
    return Shown(picture.name, alt, digest(picture.data))


def _visible(markup: Markup, gaps: tuple[str, ...] = ()) -> str:
    """What a reader sees: the text, then the notes to the signs in it."""
    notes: list[str] = []
    body = "".join(_leaf(node, notes, gaps) for node in markup)
    return body + "".join(f"{number}{note}" for number, note in enumerate(notes, start=1))


def _leaf(node: Node, notes: list[str], gaps: tuple[str, ...]) -> str:
    if node.kind == "footnote":
        notes.append(_visible(node.children, gaps))
        return str(len(notes))
    if node.kind in {"formula", "formula_block"}:
        display = node.kind == "formula_block" or node.get("display")
        return rf"\[{node.text}\]" if display else rf"\({node.text}\)"
    if node.kind == "gap":
        hint = gaps[int(node.get("number"))]
        return f"{GAP}({hint})" if hint else GAP
    return node.text + "".join(_leaf(child, notes, gaps) for child in node.children)


def _choice(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Choice)
    pinned = any(option.pin for option in question.options)
    options = asked.options if pinned else question.options
    graded = fractions.of_options(options, question.multiple, asked.wrong)
    return {
        "kind": "multichoice",
        "single": not question.multiple,
        "shuffled": exam.blueprint.shuffle_options and not pinned,
        "answers": tuple(_option(option, grade, exam.pictures) for option, grade in graded),
    }


def _option(option: Option, grade: Decimal, pictures: _Pictures) -> tuple[object, ...]:
    return _passage(option.text, pictures), grade, _passage(option.feedback, pictures)


def _truefalse(asked: Asked, exam: Exam) -> Facts:
    assert isinstance(asked.question, TrueFalse)
    return {"kind": "truefalse", "answers": (str(asked.question.answer).lower(),)}


def _short(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    return {
        "kind": "shortanswer",
        "case": question.case,
        "answers": tuple(map(words.pattern_parts, question.answers)),
    }


def _numeric(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Numeric)
    return {
        "kind": "numerical",
        "answers": ((question.value, words.tolerance(question)),),
        "units": (words.unit(question),) if words.unit(question) else (),
    }


def _matching(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Matching)
    pairs = [(_passage(p.left, exam.pictures), one_line(p.right)) for p in question.pairs]
    extra = [(EMPTY, one_line(entry)) for entry in surplus(question)]
    return {
        "kind": "matching",
        "shuffled": exam.blueprint.shuffle_options,
        "answers": (*pairs, *extra),
    }


def _ordering(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Ordering)
    entries = tuple(_passage(entry, exam.pictures) for entry in question.entries)
    return {"kind": "ordering", "answers": entries, "all asked": True}


def _gaps(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Gaps)
    order = [int(node.get("number")) for node in walk(question.stem) if node.kind == "gap"]
    weight = cloze.weight(question, asked.points)
    answers = (tuple(map(words.pattern_parts, question.gaps[number].answers)) for number in order)
    return {
        "kind": "multianswer",
        "answers": tuple((weight, question.case, answer) for answer in answers),
    }


def _open(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Open)
    return {
        "kind": "essay",
        "answers": (_passage(remarks.grader_info(question), exam.pictures),),
        "lines": response_lines(question),
    }


_KINDS: Mapping[type[Question], Callable[[Asked, Exam], Facts]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Open: _open,
}
