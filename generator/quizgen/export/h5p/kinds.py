"""A question as asked → the content type that it becomes and its parameters; a function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from quizgen.export.h5p import blanks, media, words
from quizgen.export.h5p.words import Params
from quizgen.export.lms.remarks import general_feedback
from quizgen.model import (
    Asked,
    Choice,
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

CHOICE, TRUEFALSE = "H5P.MultiChoice 1.14", "H5P.TrueFalse 1.6"
BLANKS, DRAG, ESSAY = "H5P.Blanks 1.12", "H5P.DragText 1.8", "H5P.Essay 1.2"

NO_KEYWORD = "…"
"""An essay must look for one, but none of ours could be a fair judge.
A mere * would send some versions of H5P.Essay round for ever."""

_NO_PICTURE: Params = {"media": {"disableImageZooming": False}}
_WHATEVER_THE_SCORE: Params = {"from": 0, "to": 100}
_RETRY = {"enableRetry": True, "enableSolutionsButton": True, "enableCheckButton": True}
_NO_QUESTIONS_BACK = {"confirmCheckDialog": False, "confirmRetryDialog": False, "autoCheck": False}


def params(asked: Asked, shuffle: bool) -> Params:
    """What the library is told, but for the picture above the question; `shuffle` is for options."""
    _, made = _KINDS[type(asked.question)]
    return made(asked, shuffle)


def library(question: Question) -> str:
    """The content type that the question becomes, with its version."""
    return _KINDS[type(question)][0]


def surplus(question: Matching) -> tuple[Markup, ...]:
    """The entries that belong to none."""
    rights = {pair.right for pair in question.pairs}
    return tuple(entry for entry in question.entries if entry not in rights)


def _choice(asked: Asked, shuffle: bool) -> Params:
    question = asked.question
    assert isinstance(question, Choice)
    pinned = any(option.pin for option in question.options)
    # H5P shuffles all options or none: pinned ones are written in the order the exam drew.
    options = asked.options if pinned else question.options
    return {
        **_NO_PICTURE,
        "question": media.stem(question),
        "answers": [_option(option) for option in options],
        "overallFeedback": _feedback(question),
        "behaviour": {
            **_RETRY,
            **_NO_QUESTIONS_BACK,
            "type": "multi" if question.multiple else "single",
            "singlePoint": False,
            "randomAnswers": shuffle and not pinned,
            "showSolutionsRequiresInput": True,
            "passPercentage": 100,
            "showScorePoints": True,
        },
        **words.of_choice(question.language),
    }


def _option(option: Option) -> Params:
    told = {"tip": "", "chosenFeedback": media.boxed(option.feedback), "notChosenFeedback": ""}
    return {"text": media.boxed(option.text), "correct": option.right, "tipsAndFeedback": told}


def _truefalse(asked: Asked, shuffle: bool) -> Params:
    question = asked.question
    assert isinstance(question, TrueFalse)
    feedback = media.flat(general_feedback(question))
    told = {"feedbackOnCorrect": feedback, "feedbackOnWrong": feedback} if feedback else {}
    return {
        **_NO_PICTURE,
        "question": media.stem(question),
        "correct": "true" if question.answer else "false",
        "behaviour": {**_RETRY, **_NO_QUESTIONS_BACK, **told},
        **words.of_truefalse(question.language),
    }


def _blanks(asked: Asked, shuffle: bool) -> Params:
    question = asked.question
    is_text = isinstance(question, Gaps)
    return {
        **_NO_PICTURE,
        "text": f"<p>{words.said(question.language, 'fill')}</p>"
        if is_text
        else media.stem(question),
        "questions": [blanks.text(question)],
        "overallFeedback": _feedback(question),
        "behaviour": {
            **_RETRY,
            **_NO_QUESTIONS_BACK,
            "caseSensitive": bool(getattr(question, "case", False)),
            "showSolutionsRequiresInput": True,
            "separateLines": False,
            "acceptSpellingErrors": False,
        },
        **words.of_blanks(question.language),
    }


def _matching(asked: Asked, shuffle: bool) -> Params:
    question = asked.question
    assert isinstance(question, Matching)
    lines = (f"{_entry(pair.left)}: {_dragged(pair.right)}" for pair in question.pairs)
    drag = words.said(question.language, "drag")
    return {
        "taskDescription": f"{media.stem(question)}\n<p>{drag}</p>",
        "textField": "\n".join(lines),
        "distractors": " ".join(map(_dragged, surplus(question))),
        "overallFeedback": _feedback(question),
        "behaviour": {**_RETRY, "instantFeedback": False},
        **words.of_drag(question.language),
    }


def _entry(entry: Markup) -> str:
    return escape(media.words(entry))


def _dragged(entry: Markup) -> str:
    return f"*{_entry(entry)}*"


def _open(asked: Asked, shuffle: bool) -> Params:
    question = asked.question
    assert isinstance(question, Open)
    options = {"points": 1, "occurrences": 1, "caseSensitive": False, "forgiveMistakes": False}
    return {
        "taskDescription": media.stem(question),
        "placeholderText": "",
        # An essay without a score shows no overall feedback; this is shown above the model answer.
        "solution": {
            "introduction": media.rich(general_feedback(question)),
            "sample": media.strong_only(question.answer),
        },
        "keywords": [{"keyword": NO_KEYWORD, "alternatives": [], "options": options}],
        "overallFeedback": [_WHATEVER_THE_SCORE],
        "behaviour": {"inputFieldSize": "10", "enableRetry": True, "ignoreScoring": True},
        **words.of_essay(question.language),
    }


def _feedback(question: Question) -> list[Params]:
    """The same feedback whatever the score."""
    feedback = media.flat(general_feedback(question))
    return [{**_WHATEVER_THE_SCORE, "feedback": feedback} if feedback else _WHATEVER_THE_SCORE]


_Made = Callable[[Asked, bool], Params]

_KINDS: Mapping[type[Question], tuple[str, _Made]] = {
    Choice: (CHOICE, _choice),
    TrueFalse: (TRUEFALSE, _truefalse),
    ShortAnswer: (BLANKS, _blanks),
    Numeric: (BLANKS, _blanks),
    Gaps: (BLANKS, _blanks),
    Matching: (DRAG, _matching),
    Open: (ESSAY, _open),
}
KINDS: frozenset[type[Question]] = frozenset(_KINDS)
