"""The bytes of a Moodle XML file → the facts that it states, read as Moodle's importer reads it."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from html import unescape
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms.facts import (
    GAP,
    Facts,
    Passage,
    Shown,
    accepted,
    digest,
)
from quizgen.markup.seen import squeezed

_PARSER = etree.XMLParser(huge_tree=True)
_BEGINNING = re.compile(rb"<\?xml version='1.0' encoding='UTF-8'\?>\n<quiz>")
_TAG = re.compile(r"<[^>]*>")
_IMAGE = re.compile(r'<img src="@@PLUGINFILE@@/([^"]*)" alt="([^"]*)"')
_ANY_IMAGE = re.compile(r"<img\b|@@PLUGINFILE@@")
_UNREFERENCED = "no text shows this file"
_MISSING = "no such file"

# The importer's own expressions (question/type/multianswer/questiontype.php) in Python's dialect.
_ALTERNATIVE = (
    r"(?:(=)|%-?[0-9]+(?:[.,][0-9]*)?%)?"
    r"(.+?(?<!\\)(?<!&)(?<!&amp;)(?=[~#}]|$))(?:#.*?(?<!\\)(?=[~}]|$))?"
)
_PLAIN_ALTERNATIVE = re.sub(r"\((?!\?)", "(?:", _ALTERNATIVE)
_CLOZE = re.compile(
    r"\{([0-9]*):([A-Z_]+):((?:"
    + _PLAIN_ALTERNATIVE
    + r")(?:~(?:"
    + _PLAIN_ALTERNATIVE
    + r"))*)\}",
    re.DOTALL,
)
_ONE = re.compile("~?" + _ALTERNATIVE, re.DOTALL)


def found(data: bytes) -> Iterator[Facts]:
    """The facts of all questions. Raises ValueError or XMLSyntaxError where it is no such file."""
    if not _BEGINNING.match(data):  # and therefore without a DOCTYPE, which could do harm
        raise ValueError("not a plain <quiz>")
    root = etree.fromstring(data, _PARSER)
    category = ""
    for question in root:
        kind = question.get("type", "")
        if kind == "category":
            category = _text(_child(question, "category"))
            continue
        if kind not in _KINDS:
            raise ValueError(f"no question type of Moodle's: {kind}")
        yield {"category": category, "kind": kind, **_common(question), **_KINDS[kind](question)}


def _common(question: _Element) -> Facts:
    text = _passage(_child(question, "questiontext"))
    return {
        "idnumber": question.findtext("idnumber", ""),
        "name": _text(_child(question, "name")),
        "points": Decimal(question.findtext("defaultgrade", "")),
        "tags": tuple(_text(tag) for tag in question.iterfind("tags/tag")),
        "text": text,
        "feedback": _passage(_child(question, "generalfeedback")),
        "hints": tuple(_passage(hint) for hint in question.iterfind("hint")),
    }


def _child(parent: _Element, tag: str) -> _Element:
    children = parent.findall(tag)
    if len(children) != 1:
        raise ValueError(f"{len(children)} <{tag}> in <{parent.tag}>")
    return children[0]


def _text(parent: _Element) -> str:
    child = _child(parent, "text")
    if len(child):
        raise ValueError("markup inside <text>")
    return (child.text or "").strip()


def _passage(parent: _Element) -> Passage:
    if parent.get("format") != "html":
        raise ValueError(f"<{parent.tag}> is not in the format html")
    html = _text(parent)
    shown = sorted(_pictures(html, _files(parent)))
    if parent.tag == "questiontext":
        html = _CLOZE.sub(GAP, html) if _is_cloze(parent) else html
    return Passage(squeezed(unescape(_TAG.sub("", html))), tuple(shown))


def _files(parent: _Element) -> Mapping[str, str]:
    return {
        file.get("name", ""): digest(b64decode(file.text or "", validate=True))
        for file in parent.iterfind("file")
        if file.get("encoding") == "base64" and file.get("path") == "/"
    }


def _pictures(html: str, files: Mapping[str, str]) -> Iterator[Shown]:
    """Every picture that is referred to, and every file whether referred to or not."""
    references = [(unquote(name), unescape(alt)) for name, alt in _IMAGE.findall(html)]
    if len(_ANY_IMAGE.findall(html)) != 2 * len(references):
        raise ValueError("a picture from elsewhere")
    for name, alt in references:
        yield Shown(name, alt, files.get(name, _MISSING))
    for name in files.keys() - {name for name, _ in references}:
        yield Shown(name, _UNREFERENCED, files[name])


def _is_cloze(parent: _Element) -> bool:
    question = parent.getparent()
    return question is not None and question.get("type") == "multianswer"


def _grade(answer: _Element) -> Decimal:
    return Decimal(answer.get("fraction", ""))


def _flag(question: _Element, tag: str) -> bool:
    value = _child(question, tag).text or ""
    if value not in {"0", "1", "true", "false"}:
        raise ValueError(f"<{tag}> is {value}")
    return value in {"1", "true"}


def _multichoice(question: _Element) -> Facts:
    return {
        "single": _flag(question, "single"),
        "shuffled": _flag(question, "shuffleanswers"),
        "answers": tuple(
            (_passage(answer), _grade(answer), _passage(_child(answer, "feedback")))
            for answer in question.iterfind("answer")
        ),
    }


def _truefalse(question: _Element) -> Facts:
    graded = {_text(answer): _grade(answer) for answer in question.iterfind("answer")}
    if sorted(graded) != ["false", "true"] or sorted(graded.values()) != [0, 100]:
        raise ValueError("a true or false without its two answers")
    return {"answers": tuple(text for text, grade in graded.items() if grade == 100)}


def _all_right(question: _Element) -> Iterator[_Element]:
    for answer in question.iterfind("answer"):
        if _grade(answer) != 100:
            raise ValueError("an accepted answer that does not earn everything")
        yield answer


def _shortanswer(question: _Element) -> Facts:
    return {
        "case": _flag(question, "usecase"),
        "answers": tuple(accepted(_text(answer)) for answer in _all_right(question)),
    }


def _numerical(question: _Element) -> Facts:
    return {
        "answers": tuple(
            (Decimal(_text(answer)), Decimal(answer.findtext("tolerance", "")))
            for answer in _all_right(question)
        ),
        "units": tuple(unit.findtext("unit_name", "") for unit in question.iterfind("units/unit")),
    }


def _matching(question: _Element) -> Facts:
    return {
        "shuffled": _flag(question, "shuffleanswers"),
        "answers": tuple(
            (_passage(sub), unescape(_text(_child(sub, "answer"))))
            for sub in question.iterfind("subquestion")
        ),
    }


def _ordering(question: _Element) -> Facts:
    return {
        "answers": tuple(_passage(answer) for answer in question.iterfind("answer")),
        "all asked": question.findtext("selecttype") == "ALL",
    }


def _multianswer(question: _Element) -> Facts:
    html = _text(_child(question, "questiontext"))
    return {"answers": tuple(_gap(*match.groups()) for match in _CLOZE.finditer(html))}


def _gap(weight: str, kind: str, alternatives: str) -> tuple[object, ...]:
    if kind not in {"SHORTANSWER", "SHORTANSWER_C"}:
        raise ValueError(f"a gap of kind {kind}")
    answers = []
    for match in _ONE.finditer(alternatives):
        if not match.group(1):
            raise ValueError("a gap's answer that does not earn everything")
        text = unescape(match.group(2)).replace(r"\}", "}").replace(r"\#", "#")
        answers.append(accepted(text))
    return int(weight), kind.endswith("_C"), tuple(answers)


def _essay(question: _Element) -> Facts:
    return {
        "answers": (_passage(_child(question, "graderinfo")),),
        "lines": int(question.findtext("responsefieldlines", "")),
    }


_KINDS: Mapping[str, Callable[[_Element], Facts]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "multianswer": _multianswer,
    "essay": _essay,
}
