"""The bytes of an H5P package → the facts that it states, read as H5P's content types read it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any
from zipfile import ZipFile

from quizgen.export.lms.facts import GAP, Facts, Passage, Shown, digest
from quizgen.markup.seen import squeezed

_TAG = re.compile(r"</?(\w+)( [^>]*)?>")
_OURS = frozenset({"p", "div", "br", "strong", "em"})
_BLANK = re.compile(r"\*([^*]*)\*")
_TITLE, _CONTENT, _BELOW = "h5p.json", "content/content.json", "content/"
_UNUSED = "no question shows this file"

_Files = Mapping[str, bytes]


def found(data: bytes) -> Iterator[Facts]:
    """The facts of the package, then those of each question; raises where it is no such package."""
    with ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    package, content = (json.loads(files[name]) for name in (_TITLE, _CONTENT))
    questions = [_question(each, files) for each in content["questions"]]
    yield _package(package, content, questions, files)
    yield from questions


def _package(package: Any, content: Any, questions: list[Facts], files: _Files) -> Facts:
    shown = {name for each in questions for name in each["files"]}  # type: ignore[attr-defined]
    stray = files.keys() - {_TITLE, _CONTENT} - shown
    return {
        "title": package["title"],
        "language": package["language"],
        "main": package["mainLibrary"],
        "libraries": tuple(sorted(map(_library, package["preloadedDependencies"]))),
        "shuffled": content["randomQuestions"],
        "stray": tuple(sorted(stray)),
    }


def _library(dependency: Any) -> str:
    version = f"{dependency['majorVersion']}.{dependency['minorVersion']}"
    return f"{dependency['machineName']} {version}"


def _question(content: Any, files: _Files) -> Facts:
    library, params = content["library"], content["params"]
    image = params.get("media", {}).get("type")
    pictures = (_picture(image["params"], files),) if image else ()
    named = (image["library"], image["subContentId"]) if image else ()
    return {
        "library": library,
        "id": content["subContentId"],
        "title": content["metadata"]["title"],
        "pictures": pictures,
        "picture": named,
        "files": tuple(_BELOW + image["params"]["file"]["path"] for _ in pictures),
        **_KINDS[library.split()[0]](params),
    }


def _picture(image: Any, files: _Files) -> Shown:
    path = image["file"]["path"]
    return Shown(path.rpartition("/")[2], unescape(image["alt"]), digest(files[_BELOW + path]))


def _passage(html: str) -> Passage:
    for tag, attributes in _TAG.findall(html):
        if tag not in _OURS or attributes:
            raise ValueError(f"H5P would take <{tag}{attributes}> away")
    return Passage(_words(_TAG.sub("", html)))


def _words(text: str) -> str:
    if "<" in text:
        raise ValueError("text that is not escaped")
    return squeezed(unescape(text))


def _feedback(params: Any) -> str:
    (whole,) = params["overallFeedback"]
    if (whole["from"], whole["to"]) != (0, 100):
        raise ValueError("feedback that is not for every score")
    return _words(whole.get("feedback", ""))


def _choice(params: Any) -> Facts:
    behaviour = params["behaviour"]
    return {
        "text": _passage(params["question"]),
        "feedback": _feedback(params),
        "in parts": not behaviour["singlePoint"],
        "several": {"multi": True, "single": False}[behaviour["type"]],
        "options shuffled": behaviour["randomAnswers"],
        "answers": tuple(map(_option, params["answers"])),
    }


def _option(answer: Any) -> tuple[Passage, bool, Passage]:
    feedback = _passage(answer["tipsAndFeedback"]["chosenFeedback"])
    return _passage(answer["text"]), answer["correct"], feedback


def _truefalse(params: Any) -> Facts:
    told = {params["behaviour"].get(name, "") for name in ("feedbackOnCorrect", "feedbackOnWrong")}
    (feedback,) = told
    return {
        "text": _passage(params["question"]),
        "feedback": _words(feedback),
        "answers": ({"true": True, "false": False}[params["correct"]],),
    }


def _blanks(params: Any) -> Facts:
    (text,) = params["questions"]
    around = _BLANK.sub(GAP, text)
    if "*" in around:
        raise ValueError("a star that begins no gap")
    return {
        "text": _passage(params["text"]),
        "gapped": _passage(around),
        "feedback": _feedback(params),
        "case": params["behaviour"]["caseSensitive"],
        "answers": tuple(map(_gap, _BLANK.findall(text))),
    }


def _gap(inside: str) -> tuple[tuple[str, ...], str]:
    answers, _, tip = inside.partition(":")
    return tuple(unescape(answer.strip()) for answer in answers.split("/")), _words(tip)


def _drag(params: Any) -> Facts:
    lines = params["textField"].split("\n")
    return {
        "text": _passage(params["taskDescription"]),
        "feedback": _feedback(params),
        "answers": tuple(map(_pair, lines)),
        "surplus": tuple(map(_dragged, _BLANK.findall(params["distractors"]))),
    }


def _pair(line: str) -> tuple[str, str]:
    (right,) = _BLANK.findall(line)
    left = line.removesuffix(f"*{right}*").removesuffix(": ")
    if "*" in left:
        raise ValueError("a line with more than one place")
    return _words(left), _dragged(right)


def _dragged(text: str) -> str:
    if set(text) & set(":\\"):
        raise ValueError("an entry that would be cut")
    return _words(text)


def _essay(params: Any) -> Facts:
    return {
        "text": _passage(params["taskDescription"]),
        "feedback": _passage(params["solution"]["introduction"]).words,
        "answers": (_passage(params["solution"]["sample"]),),
        "scored": not params["behaviour"]["ignoreScoring"],
    }


_KINDS: Mapping[str, Callable[[Any], Facts]] = {
    "H5P.MultiChoice": _choice,
    "H5P.TrueFalse": _truefalse,
    "H5P.Blanks": _blanks,
    "H5P.DragText": _drag,
    "H5P.Essay": _essay,
}
