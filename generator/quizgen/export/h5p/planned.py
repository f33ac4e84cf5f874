"""An exam → the facts that its H5P package must state, told from its nodes and not from our HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from quizgen.export.h5p import blanks, files, kinds, media
from quizgen.export.h5p.simple import simplified
from quizgen.export.lms.facts import GAP, Facts, Passage, Shown, digest, planned_passage
from quizgen.export.lms.remarks import general_feedback
from quizgen.labels import labels
from quizgen.markup.seen import squeezed
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
    Question,
    ShortAnswer,
    TrueFalse,
)


def planned(exam: Exam, questions: tuple[Asked, ...]) -> Iterator[Facts]:
    """The facts of the package, then those of each question, in the order of the file."""
    facts = [_question(asked, exam) for asked in questions]
    libraries = {files.SET, *(kinds.library(asked.question) for asked in questions)}
    pictures = {files.IMAGE for each in facts if each["pictures"]}
    yield {
        "title": exam.blueprint.title,
        "language": files.language(exam),
        "main": "H5P.QuestionSet",
        "libraries": tuple(sorted(libraries | pictures)),
        "shuffled": exam.blueprint.shuffle_questions,
        "stray": (),
    }
    yield from facts


def _question(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    pictures = tuple(_picture(question, exam))
    return {
        "library": kinds.library(question),
        "id": files.identifier(question),
        "title": files.title(question),
        "pictures": pictures,
        "picture": (files.IMAGE, files.identifier(question, "picture")) if pictures else (),
        "files": tuple(f"content/images/{picture.name}" for picture in pictures),
        "text": _text(question.stem, media.picture_words(question)),
        "feedback": _text(general_feedback(question)).words,
        **_KINDS[type(question)](asked, exam),
    }


def _picture(question: Question, exam: Exam) -> Iterator[Shown]:
    for node in media.images(question.stem):
        picture = media.pixels_of(exam.pictures[node.get("picture")])
        alt = node.get("alt") or labels(question.language).print["picture"]
        yield Shown(picture.name, alt, digest(picture.data))


def _text(markup: Markup, picture: str = "") -> Passage:
    return planned_passage(simplified(markup, picture), {})


def _choice(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Choice)
    pinned = any(option.pin for option in question.options)
    return {
        "in parts": True,
        "several": question.multiple,
        "options shuffled": exam.blueprint.shuffle_options and not pinned,
        "answers": tuple(map(_option, asked.options if pinned else question.options)),
    }


def _option(option: Option) -> tuple[Passage, bool, Passage]:
    return _text(option.text), option.right, _text(option.feedback)


def _truefalse(asked: Asked, exam: Exam) -> Facts:
    assert isinstance(asked.question, TrueFalse)
    return {"answers": (asked.question.answer,)}


def _short(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    unit = question.unit if isinstance(question, Numeric) else ""
    return {
        "gapped": Passage(GAP + squeezed(unit)),
        "case": isinstance(question, ShortAnswer) and question.case,
        "answers": tuple(map(_gap, blanks.gaps(question))),
    }


def _gaps(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Gaps)
    return {
        "text": Passage(squeezed(labels(question.language).screen["fill"])),
        "gapped": _text(question.stem, media.picture_words(question)),
        "case": question.case,
        "answers": tuple(map(_gap, blanks.gaps(question))),
    }


def _gap(gap: Gap) -> tuple[tuple[str, ...], str]:
    return tuple(str(answer).strip() for answer in gap.answers), squeezed(gap.hint)


def _matching(asked: Asked, exam: Exam) -> Facts:
    question = asked.question
    assert isinstance(question, Matching)
    drag = squeezed(labels(question.language).screen["drag"])
    pairs = tuple((_text(pair.left).words, _text(pair.right).words) for pair in question.pairs)
    return {
        "text": Passage(_text(question.stem).words + drag),
        "answers": pairs,
        "surplus": tuple(_text(entry).words for entry in kinds.surplus(question)),
    }


def _open(asked: Asked, exam: Exam) -> Facts:
    assert isinstance(asked.question, Open)
    return {"answers": (_text(asked.question.answer),), "scored": False}


_KINDS: Mapping[type[Question], Callable[[Asked, Exam], Facts]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _short,
    Gaps: _gaps,
    Matching: _matching,
    Open: _open,
}
