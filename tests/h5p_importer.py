"""The bytes of an H5P package → its questions as H5P shows and marks them, or why H5P refuses or changes it.

Written from the content types' semantics (h5p_semantics.yaml) and scripts and from what H5P's core was seen
to do; shares nothing with the exporter. Whatever core would take away in silence is an error here.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from lxml import html

SUFFIXES = {"json", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"}
ALWAYS = {"div", "span", "p", "br"}
UUID = re.compile(r"[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}")
DRAGGED = re.compile(r"(\*.*?\*)")
HEAD = {
    "title": re.compile(r".{1,255}", re.DOTALL),
    "language": re.compile(r"[-a-zA-Z]{1,10}"),
    "mainLibrary": re.compile(r"[$a-z_][0-9a-z_.$]{1,254}", re.IGNORECASE),
    "license": re.compile(r"U"),
}


class Refused(Exception):
    """H5P would refuse the package, or change it without a word."""


@dataclass(frozen=True)
class Played:
    """A question on screen: what is read, what can be chosen or filled in, and what is right."""

    kind: str
    id: str
    text: str
    feedback: str
    picture: tuple[str, bytes] | None = None
    options: tuple[tuple[str, bool, str], ...] = ()
    several: bool = False
    shuffled: bool = False
    answer: bool | None = None
    blanks: tuple[tuple[tuple[str, ...], str], ...] = ()
    case: bool = False
    dragged: tuple[str, ...] = ()
    sample: str = ""
    around: str = field(default="")

    def accepts(self, blank: int, typed: str) -> bool:
        """Whether what is typed into a blank is right."""
        answers = self.blanks[blank][0]
        if self.case:
            return typed.strip() in answers
        return typed.strip().lower() in [answer.lower() for answer in answers]


def imported(data: bytes) -> tuple[Played, ...]:
    """The questions; raises `Refused`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name in files:
        if name.rpartition(".")[2].lower() not in SUFFIXES:
            raise Refused(f"{name}: no file of this type is allowed")
    head, content = json.loads(files["h5p.json"]), json.loads(files["content/content.json"])
    _head(head)
    main = _known(head)[head["mainLibrary"]]
    _group(content, semantics()[main], "content", files)
    used = {f"content/{path}" for path in _paths(content)}
    if files.keys() - {"h5p.json", "content/content.json"} != used:
        raise Refused("a file that nothing shows, or none where one is shown")
    named = {main, *_libraries(content)}
    if named != {f"{name} {version.split()[1]}" for name, version in _known(head).items()}:
        raise Refused("the dependencies are not what the content uses")
    ids = [question["subContentId"] for question in content["questions"]]
    if len(set(ids)) < len(ids):
        raise Refused("two questions with one id")
    return tuple(_played(question, files) for question in content["questions"])


@cache
def semantics() -> Mapping[str, Any]:
    """The fields of each content type."""
    text = Path(__file__).with_name("h5p_semantics.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def _head(head: Any) -> None:
    for name, pattern in HEAD.items():
        # Core's expressions count bytes.
        if not pattern.fullmatch(head[name].encode().decode("latin-1")):
            raise Refused(f"h5p.json: {name} is {head[name]!r}")
    if not head["embedTypes"] or set(head["embedTypes"]) - {"div", "iframe"}:
        raise Refused("h5p.json: embedTypes")


def _known(head: Any) -> Mapping[str, str]:
    """The libraries that the package asks for, by name."""
    return {
        each["machineName"]: "{machineName} {majorVersion:d}.{minorVersion:d}".format(**each)
        for each in head["preloadedDependencies"]
    }


def _libraries(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "library" in value:
            yield value["library"]
        for part in value.values():
            yield from _libraries(part)
    elif isinstance(value, list):
        for part in value:
            yield from _libraries(part)


def _paths(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "path" in value:
            yield value["path"]
        for part in value.values():
            yield from _paths(part)
    elif isinstance(value, list):
        for part in value:
            yield from _paths(part)


_Files = Mapping[str, bytes]


def _group(value: Any, fields: Mapping[str, Any], place: str, files: _Files) -> None:
    if not isinstance(value, dict):
        raise Refused(f"{place} is no group")
    if strange := value.keys() - fields.keys():
        raise Refused(f"{place}: H5P would take away {sorted(strange)}")
    for name, rule in fields.items():
        if name in value:
            _field(value[name], rule, f"{place}.{name}", files)
        elif isinstance(rule, str) and "optional" not in rule.split():
            raise Refused(f"{place}.{name} is missing")


def _field(value: Any, rule: Any, place: str, files: _Files) -> None:
    if isinstance(rule, dict):
        _group(value, rule, place, files)
    elif isinstance(rule, list):
        if not isinstance(value, list) or not (value or place.endswith("alternatives")):
            raise Refused(f"{place} is no list of at least one")
        for number, each in enumerate(value):
            _field(each, rule[0], f"{place}[{number}]", files)
    else:
        kind, *rules = rule.split(" ", 1)
        _TYPES[kind](value, rules[0] if rules else "", place, files)


def _text(value: Any, rules: str, place: str, files: _Files) -> None:
    if not isinstance(value, str):
        raise Refused(f"{place} is no text")
    named = dict(rule.split("=", 1) for rule in rules.split() if "=" in rule)
    if len(value) > int(named.get("length", len(value))):
        raise Refused(f"{place} would be cut")
    allowed = ALWAYS | set(named["tags"].split(",")) if "tags" in named else set()
    if set("<>") & set(re.sub(r"</?[a-z0-9]+>", "", value)):
        raise Refused(f"{place}: a sign that is not escaped, or an attribute: {value!r}")
    for tag in re.findall(r"</?([a-z0-9]+)>", value):
        if tag not in allowed:
            raise Refused(f"{place}: H5P would take <{tag}> away")
    if re.search(r"&(?!(#[0-9]+|#x([0-9A-Fa-f]{2})+|[A-Za-z][A-Za-z0-9]*);)", value):
        raise Refused(f"{place}: an ampersand that is not escaped")


def _boolean(value: Any, rules: str, place: str, files: _Files) -> None:
    if not isinstance(value, bool):
        raise Refused(f"{place} is neither true nor false")


def _number(value: Any, rules: str, place: str, files: _Files) -> None:
    named = dict(rule.split("=") for rule in rules.split() if "=" in rule)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(f"{place} is no number")
    low, high = int(named.get("at-least", value)), int(named.get("at-most", value))
    if not low <= value <= high:
        raise Refused(f"{place} is {value}")


def _select(value: Any, rules: str, place: str, files: _Files) -> None:
    if value not in rules.removeprefix("optional ").split("|"):
        raise Refused(f"{place} is {value!r}")


def _library(value: Any, rules: str, place: str, files: _Files) -> None:
    if value["library"] not in rules.removeprefix("optional ").split("|"):
        raise Refused(f"{place}: {value['library']} is not allowed here")
    if value.keys() != {"library", "params", "subContentId", "metadata"}:
        raise Refused(f"{place}: H5P would take something away, or misses it")
    if not UUID.fullmatch(value["subContentId"]):
        raise Refused(f"{place}: {value['subContentId']} is no id")
    if not 0 < len(value["metadata"]["title"]) <= 255:
        raise Refused(f"{place}: the title is empty or too long")
    _group(value["params"], semantics()[value["library"]], place, files)


def _image(value: Any, rules: str, place: str, files: _Files) -> None:
    if value.keys() - {"path", "mime", "copyright", "width", "height"}:
        raise Refused(f"{place}: H5P would take something away")
    data = files.get(f"content/{value['path']}", b"")
    starts = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
    if not data.startswith(starts[value["mime"]]) or not value["path"].startswith("images/"):
        raise Refused(f"{place} is no picture of its type")


_TYPES: Mapping[str, Callable[[Any, str, str, _Files], None]] = {
    "text": _text,
    "boolean": _boolean,
    "number": _number,
    "select": _select,
    "library": _library,
    "image": _image,
}


def words(markup: str) -> str:
    """What is read of HTML, each block on a line of its own."""
    apart = re.sub(r"<br>|</p>|</div>", "\n\\g<0>", markup)
    read = "".join(map(str, html.fromstring(f"<div>{apart}</div>").itertext())) if markup else ""
    lines = (" ".join(line.split()) for line in read.split("\n"))
    return "\n".join(line for line in lines if line)


def _played(content: Any, files: _Files) -> Played:
    library, params = content["library"].split()[0], content["params"]
    shown = _PLAYERS[library](params)
    image = params.get("media", {}).get("type")
    if image:
        file = image["params"]
        picture = (unescape(file["alt"]), files[f"content/{file['file']['path']}"])
        shown["picture"] = picture
    return Played(kind=library, id=content["subContentId"], **shown)


def _overall(params: Any) -> str:
    (whole,) = params["overallFeedback"]
    assert (whole["from"], whole["to"]) == (0, 100)
    return words(whole.get("feedback", ""))


def _multichoice(params: Any) -> dict[str, Any]:
    options = tuple(
        (words(a["text"]), a["correct"], words(a["tipsAndFeedback"]["chosenFeedback"]))
        for a in params["answers"]
    )
    return {
        "text": words(params["question"]),
        "feedback": _overall(params),
        "options": options,
        "several": params["behaviour"]["type"] == "multi",
        "shuffled": params["behaviour"]["randomAnswers"],
    }


def _truefalse(params: Any) -> dict[str, Any]:
    behaviour = params["behaviour"]
    assert behaviour.get("feedbackOnCorrect") == behaviour.get("feedbackOnWrong")
    return {
        "text": words(params["question"]),
        "feedback": words(behaviour.get("feedbackOnWrong", "")),
        "answer": params["correct"] == "true",
    }


def _blanks(params: Any) -> dict[str, Any]:
    found: list[tuple[tuple[str, ...], str]] = []
    around = "\n".join(words(_filled(each, found)) for each in params["questions"])
    return {
        "text": words(params["text"]),
        "around": around,
        "feedback": _overall(params),
        "blanks": tuple(found),
        "case": params["behaviour"]["caseSensitive"],
    }


def _filled(text: str, found: list[tuple[tuple[str, ...], str]]) -> str:
    """The text with ____ for each blank, found one after the other as the content type's script does."""
    start = text.find("*")
    while start != -1:
        end = text.find("*", start + 1)
        if end in (-1, start + 1):
            raise Refused(f"a star that makes no blank: {text!r}")
        inside, text = text[start + 1 : end], f"{text[:start]}____{text[end + 1 :]}"
        solution, _, tip = inside.partition(":")
        answers = tuple(unescape(each.strip()) for each in solution.split("/"))
        found.append((answers, words(tip)))
        start = text.find("*", start + 4)
    return text


def _dragtext(params: Any) -> dict[str, Any]:
    around, blanks = "", []
    for part in DRAGGED.split(params["textField"].replace("\n", "<br>")):
        if DRAGGED.fullmatch(part):
            around += "____"
            blanks.append(((_entry(part),), ""))
        else:
            around += part
    more = [each for each in DRAGGED.split(params["distractors"]) if DRAGGED.fullmatch(each)]
    return {
        "text": words(params["taskDescription"]),
        "around": words(around),
        "feedback": _overall(params),
        "blanks": tuple(blanks),
        "dragged": (*(entry for (entry,), _ in blanks), *map(_entry, more)),
        "case": True,
    }


def _entry(part: str) -> str:
    if re.search(r":[^\\*]|\\[+-]", part):
        raise Refused(f"part of an entry would become a tip or feedback: {part!r}")
    return words(part.strip("*").rstrip())


def _essay(params: Any) -> dict[str, Any]:
    # Without a score no overall feedback is shown; a keyword of * alone never ends.
    assert params["behaviour"]["ignoreScoring"] and "*" not in params["keywords"][0]["keyword"]
    return {
        "text": words(params["taskDescription"]),
        "feedback": words(params["solution"]["introduction"]),
        "sample": words(params["solution"]["sample"]),
    }


_PLAYERS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "H5P.MultiChoice": _multichoice,
    "H5P.TrueFalse": _truefalse,
    "H5P.Blanks": _blanks,
    "H5P.DragText": _dragtext,
    "H5P.Essay": _essay,
}
