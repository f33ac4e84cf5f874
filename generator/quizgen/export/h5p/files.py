"""Questions → the files of an H5P package: h5p.json, content/content.json and the pictures.

The format is H5P's (https://h5p.org/specification); the libraries are not in the package, the site has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from uuid import UUID, uuid5

from quizgen.export.h5p import kinds, media, words
from quizgen.export.h5p.words import Params
from quizgen.labels import labels
from quizgen.markup.plain import one_line
from quizgen.model import Asked, Exam, Picture, Question

SET, IMAGE = "H5P.QuestionSet 1.17", "H5P.Image 1.1"
TITLE_LENGTH = 255
PASS_PERCENTAGE = 50

_OURS = UUID("6f0c2f5e-8a0e-5d5c-9c39-0b1f5a1d7a42")
"""In which the names of questions are turned into UUIDs."""

_UNLICENSED = "U"
"""Undisclosed: we do not know what the author allows."""


def written(exam: Exam, questions: tuple[Asked, ...]) -> Mapping[str, bytes]:
    """The files by path. Raises NotDrawn or OSError where a drawing cannot become pixels."""
    content = [_question(asked, exam) for asked in questions]
    pictures = [media.shown(asked.question, exam.pictures) for asked in questions]
    used = dict.fromkeys(picture for picture, _ in filter(None, pictures))
    libraries = [SET, *dict.fromkeys(kinds.library(asked.question) for asked in questions)]
    return {
        "h5p.json": _json(_package(exam, [*libraries, *([IMAGE] if used else [])])),
        "content/content.json": _json(_set(exam, content)),
        **{f"content/{path(picture)}": picture.data for picture in used},
    }


def path(picture: Picture) -> str:
    """Where a picture lies below content/."""
    return f"{media.FOLDER}/{picture.name}"


def identifier(question: Question, part: str = "") -> str:
    """The same UUID for the same question for ever, and one for a part of it."""
    return str(uuid5(_OURS, f"{question.id}\n{part}" if part else question.id))


def language(exam: Exam) -> str:
    """The exam's language for H5P, which takes up to ten letters and hyphens."""
    return exam.blueprint.language.split("-")[0]


def title(question: Question) -> str:
    """What a question is called in lists."""
    return one_line(question.stem, TITLE_LENGTH) or question.id


def _package(exam: Exam, libraries: Iterable[str]) -> Params:
    return {
        "title": exam.blueprint.title,
        "language": language(exam),
        "defaultLanguage": language(exam),
        "mainLibrary": SET.split()[0],
        "embedTypes": ["iframe"],
        "license": _UNLICENSED,
        "preloadedDependencies": [_dependency(library) for library in libraries],
    }


def _dependency(library: str) -> Params:
    name, version = library.split()
    major, minor = map(int, version.split("."))
    return {"machineName": name, "majorVersion": major, "minorVersion": minor}


def _set(exam: Exam, questions: list[Params]) -> Params:
    spoken = labels(exam.blueprint.language).language
    return {
        "introPage": {
            "showIntroPage": False,
            "startButtonText": words.said(spoken, "start"),
            "introduction": "",
        },
        "progressType": "textual",
        "passPercentage": PASS_PERCENTAGE,
        "questions": questions,
        "texts": words.of_set(spoken),
        "disableBackwardsNavigation": False,
        "randomQuestions": exam.blueprint.shuffle_questions,
        "endGame": {
            "showResultPage": True,
            "showSolutionButton": True,
            "showRetryButton": True,
            "overallFeedback": [{"from": 0, "to": 100}],
            "showAnimations": False,
            "skippable": False,
            **words.of_end(spoken),
        },
        "override": {"checkButton": True},
    }


def _question(asked: Asked, exam: Exam) -> Params:
    question = asked.question
    params = kinds.params(asked, exam.blueprint.shuffle_options)
    return _content(
        kinds.library(question),
        {**params, **_media(question, exam.pictures)},
        identifier(question),
        title(question),
    )


def _content(library: str, params: Params, id: str, name: str) -> Params:
    metadata = {"contentType": library.split()[0], "license": _UNLICENSED, "title": name}
    return {"library": library, "params": params, "subContentId": id, "metadata": metadata}


def _media(question: Question, pictures: Mapping[str, Picture]) -> Params:
    """The picture above a question, if it has one."""
    shown = media.shown(question, pictures)
    if shown is None:
        return {}
    picture, alt = shown
    params = {
        "contentName": words.printed(question.language, "picture"),
        "file": {
            "path": path(picture),
            "mime": picture.media_type,
            "width": picture.width,
            "height": picture.height,
            "copyright": {"license": _UNLICENSED},
        },
        "decorative": False,
        "alt": escape(alt),
    }
    image = _content(IMAGE, params, identifier(question, "picture"), alt)
    return {"media": {"type": image, "disableImageZooming": False}}


def _json(value: Params) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
