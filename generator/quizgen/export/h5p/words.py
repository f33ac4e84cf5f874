"""A language → what H5P says on buttons and in messages, by the names in the content types' semantics.

They are texts without elements. Where the numbers go, each content type has signs of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from quizgen.labels import labels

Params = Mapping[str, object]
"""A part of content.json."""

_READ_OUT = {
    "a11yCheck": "check_aloud",
    "a11yShowSolution": "solution_aloud",
    "a11yRetry": "retry_aloud",
}
"""What screen readers say of the buttons."""


def of_choice(language: str) -> Params:
    """H5P.MultiChoice."""
    interface = {
        "checkAnswerButton": "check",
        "submitAnswerButton": "submit",
        "showSolutionButton": "solution",
        "tryAgainButton": "retry",
        "tipsLabel": "tip",
        "tipAvailable": "tip_there",
        "feedbackAvailable": "feedback_there",
        "readFeedback": "feedback_there",
        "wrongAnswer": "wrong",
        "correctAnswer": "right",
        "shouldCheck": "should",
        "shouldNotCheck": "should_not",
        "noInput": "answer_first",
    }
    return {
        "UI": {**_said(language, {**interface, **_READ_OUT}), **_score(language)},
        **_asking(language),
    }


def of_truefalse(language: str) -> Params:
    """H5P.TrueFalse."""
    interface = {
        "checkAnswer": "check",
        "submitAnswer": "submit",
        "showSolutionButton": "solution",
        "tryAgain": "retry",
        "wrongAnswerMessage": "wrong",
        "correctAnswerMessage": "right",
    }
    return {
        "l10n": {
            "trueText": printed(language, "true"),
            "falseText": printed(language, "false"),
            "score": _filled(language, "score", number="@score", total="@total"),
            **_said(language, {**interface, **_READ_OUT}),
            **_score(language),
        },
        **_asking(language),
    }


def of_blanks(language: str) -> Params:
    """H5P.Blanks."""
    interface = {
        "showSolutions": "solution",
        "tryAgain": "retry",
        "checkAnswer": "check",
        "submitAnswer": "submit",
        "notFilledOut": "fill_first",
        "answeredCorrectly": "right",
        "answeredIncorrectly": "wrong",
        "solutionLabel": "right_answer",
        "inputHasTipLabel": "tip_there",
        "tipLabel": "tip",
    }
    return {
        **_said(language, {**interface, **_READ_OUT}),
        "answerIsCorrect": _filled(language, "is_right", answer=":ans"),
        "answerIsWrong": _filled(language, "is_wrong", answer=":ans"),
        "inputLabel": _filled(language, "gap", number="@num", total="@total"),
        **_score(language),
        **_asking(language),
    }


def of_drag(language: str) -> Params:
    """H5P.DragText."""
    interface = {
        "checkAnswer": "check",
        "submitAnswer": "submit",
        "tryAgain": "retry",
        "showSolution": "solution",
        "tipLabel": "tip",
        "correctText": "right",
        "incorrectText": "wrong",
        "resetDropTitle": "remove",
        "resetDropDescription": "remove_sure",
        "grabbed": "grabbed",
        "cancelledDragging": "dropped",
        "correctAnswer": "right_answer",
    }
    return {
        **_said(language, {**interface, **_READ_OUT}),
        "feedbackHeader": printed(language, "feedback"),
        "dropZoneIndex": _filled(language, "place", number="@index"),
        "empty": _filled(language, "place_empty", number="@index"),
        "contains": _filled(language, "place_full", number="@index", entry="@draggable"),
        "ariaDraggableIndex": _filled(language, "entry", number="@index", total="@count"),
        **_score(language),
    }


def of_essay(language: str) -> Params:
    """H5P.Essay."""
    interface = {
        "checkAnswer": "finish",
        "submitAnswer": "submit",
        "tryAgain": "retry",
        "showSolution": "solution",
        "messageSave": "saved",
    }
    return {
        **_said(language, interface),
        "feedbackHeader": printed(language, "feedback"),
        "solutionTitle": printed(language, "model_answer"),
        "remainingChars": _filled(language, "left", number="@chars"),
        "notEnoughChars": _filled(language, "too_short", number="@chars"),
    }


def of_set(language: str) -> Params:
    """The texts of H5P.QuestionSet."""
    interface = {
        "prevButton": "previous",
        "nextButton": "next",
        "finishButton": "finish",
        "submitButton": "submit",
        "unansweredText": "unanswered",
        "answeredText": "answered",
        "currentQuestionText": "current",
    }
    return {
        **_said(language, interface),
        "questionLabel": printed(language, "question"),
        "textualProgress": _filled(language, "progress", number="@current", total="@total"),
        "jumpToQuestion": _filled(language, "progress", number="%d", total="%total"),
        "readSpeakerProgress": _filled(language, "progress", number="@current", total="@total"),
    }


def of_end(language: str) -> Params:
    """The texts of the last page of H5P.QuestionSet."""
    interface = {
        "noResultMessage": "finished",
        "message": "result",
        "solutionButtonText": "solution",
        "retryButtonText": "retry",
        "finishButtonText": "finish",
        "submitButtonText": "submit",
        "skipButtonText": "skip",
    }
    return _said(language, interface)


def printed(language: str, name: str) -> str:
    """One of our words for documents, as HTML."""
    return escape(labels(language).print[name])


def said(language: str, name: str) -> str:
    """One of our words for screens, as HTML."""
    return escape(labels(language).screen[name])


def _said(language: str, names: Mapping[str, str]) -> dict[str, str]:
    return {theirs: said(language, ours) for theirs, ours in names.items()}


def _filled(language: str, name: str, **signs: str) -> str:
    return said(language, name).format(**signs)


def _score(language: str) -> dict[str, str]:
    return {"scoreBarLabel": _filled(language, "score", number=":num", total=":total")}


def _asking(language: str) -> Params:
    """The windows that ask whether one is sure."""
    return {
        "confirmCheck": _window(language, "finish", "finish_sure"),
        "confirmRetry": _window(language, "retry", "retry_sure"),
    }


def _window(language: str, what: str, sure: str) -> Params:
    named = {"header": what, "body": sure, "cancelLabel": "cancel", "confirmLabel": what}
    return _said(language, named)
