"""The read-back finds every way in which a file can say something else than the exam."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import PICTURE
from lxml import etree
from lxml.etree import _Element
from test_moodle import ALL, CHOICE, MATERIALS, exam, written

import quizgen.export.moodle as moodle
from quizgen.document import NotMade
from quizgen.export.moodle import differences

EXAM = exam(*ALL, wrong="-0.25")
DATA = written(EXAM)


def test_what_was_written_is_what_was_planned() -> None:
    assert differences(EXAM, DATA) == ()


def swap(path: str, *attributes: str) -> Callable[[_Element], None]:
    """Swap the texts, or attributes, of the first two elements at the path."""

    def tamper(root: _Element) -> None:
        first, second = root.findall(path)[:2]
        for name in attributes:
            first.attrib[name], second.attrib[name] = second.attrib[name], first.attrib[name]
        if not attributes:
            first.text, second.text = second.text, first.text

    return tamper


def change(path: str, old: str, new: str) -> Callable[[_Element], None]:
    """Replace something in the text of the first element at the path."""

    def tamper(root: _Element) -> None:
        element = root.find(path)
        assert element is not None and old in (element.text or ""), path
        element.text = etree.CDATA((element.text or "").replace(old, new))

    return tamper


def assign(path: str, name: str, value: str) -> Callable[[_Element], None]:
    def tamper(root: _Element) -> None:
        element = root.find(path)
        assert element is not None and element.get(name) != value
        element.set(name, value)

    return tamper


def remove(path: str) -> Callable[[_Element], None]:
    def tamper(root: _Element) -> None:
        element = root.find(path)
        assert element is not None
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return tamper


def double(path: str) -> Callable[[_Element], None]:
    def tamper(root: _Element) -> None:
        element = root.find(path)
        assert element is not None
        element.addnext(etree.fromstring(etree.tostring(element)))

    return tamper


def copied(path: str, name: str) -> Callable[[_Element], None]:
    """The element twice, the second time with another name."""

    def tamper(root: _Element) -> None:
        double(path)(root)
        assign(f"{path}[last()]", "name", name)(root)

    return tamper


def of(kind: str, path: str) -> str:
    return f"question[@type='{kind}']/{path}"


FAULTS: dict[str, Callable[[_Element], None]] = {
    "the key goes to another option": swap(of("multichoice", "answer"), "fraction"),
    "two options swapped": swap(of("multichoice", "answer/text")),
    "an option's words": change(of("multichoice", "answer/text"), "sum", "maximum"),
    "a formula's sign": change(
        of("multichoice", "questiontext/text"), "lambda &lt;", "lambda &gt;"
    ),
    "a lost word": change(of("multichoice", "questiontext/text"), ">L1</td>", "></td>"),
    "a negative mark lost": assign(of("multichoice", "answer[2]"), "fraction", "0"),
    "a lost option": remove(of("multichoice", "answer[2]")),
    "an option twice": double(of("multichoice", "answer[4]")),
    "an option's feedback": change(of("multichoice", "answer/feedback/text"), "Yes", "No"),
    "several instead of one": change(of("multichoice", "single"), "true", "false"),
    "shuffled against the pin": change(of("multichoice", "shuffleanswers"), "0", "1"),
    "a lost picture": remove(of("multichoice", "questiontext/file")),
    "another picture": change(of("multichoice", "questiontext/file"), "iVBORw0KGgo", "iVBORw0KGgp"),
    "a picture's name": assign(of("multichoice", "questiontext/file"), "name", "secret.png"),
    "a picture's reference": change(of("multichoice", "questiontext/text"), "/picture-", "/pict-"),
    "a picture from the web": change(
        of("multichoice", "questiontext/text"), "@@PLUGINFILE@@", "http://x"
    ),
    "a picture's description": change(of("multichoice", "questiontext/text"), "A dot", "The key"),
    "the name": change(of("multichoice", "name/text"), "What", "Which"),
    "the idnumber": change(of("multichoice", "idnumber"), "l1", "l2"),
    "the points": change(of("multichoice", "defaultgrade"), "1.5", "1"),
    "a lost tag": remove(of("multichoice", "tags/tag")),
    "a lost hint": remove(of("multichoice", "hint")),
    "the feedback": change(of("multichoice", "generalfeedback/text"), "Memory tip:", ""),
    "the format": assign(of("multichoice", "questiontext"), "format", "markdown"),
    "a picture's place": assign(of("multichoice", "questiontext/file"), "path", "/a/"),
    "a picture's encoding": assign(of("multichoice", "questiontext/file"), "encoding", "hex"),
    "a picture with a blot": change(of("multichoice", "questiontext/file"), "iVBOR", "iVBO!R"),
    "a picture that no text shows": copied(of("multichoice", "questiontext/file"), "secret.png"),
    "half the points for the wrong one of two": assign(
        of("truefalse", "answer[@fraction='0']"), "fraction", "50"
    ),
    "true instead of false": swap(of("truefalse", "answer"), "fraction"),
    "an accepted answer": change(of("shortanswer", "answer/text"), "lasso", "lassoo"),
    "a star for a wildcard": change(of("shortanswer", "answer[3]/text"), r"\*", "*"),
    "half the points": assign(of("shortanswer", "answer"), "fraction", "50"),
    "case": change(of("shortanswer", "usecase"), "1", "0"),
    "the sign of a number": change(of("numerical", "answer/text"), "-", ""),
    "the tolerance": change(of("numerical", "answer/tolerance"), "0.01", "0.1"),
    "the unit": change(of("numerical", "units/unit/unit_name"), "m/s²", "m"),
    "pairs crossed": swap(of("matching", "subquestion/answer/text")),
    "a lost distractor": remove(of("matching", "subquestion[4]")),
    "the order": swap(of("ordering", "answer/text")),
    "a part of the order": change(of("ordering", "selecttype"), "ALL", "RANDOM"),
    "a gap's answer": change(of("multianswer", "questiontext/text"), "=L1*", "=L2*"),
    "a gap's weight": change(of("multianswer", "questiontext/text"), "{2:", "{1:"),
    "a gap's case": change(of("multianswer", "questiontext/text"), "SHORTANSWER_C", "SHORTANSWER"),
    "a gap broken": change(of("multianswer", "questiontext/text"), r"\#", "#"),
    "an answer for a distractor": change(of("multianswer", "questiontext/text"), "~=", "~"),
    "the words around a gap": change(of("multianswer", "questiontext/text"), " and ", " or "),
    "the marking guide": change(of("essay", "graderinfo/text"), "1,5", "5"),
    "the model answer": change(of("essay", "graderinfo/text"), "corners", "edges"),
    "room to answer": change(of("essay", "responsefieldlines"), "5", "40"),
    "another category": change("question/category/text", "Lengths", "Length"),
    "a lost question": remove("question[@type='essay']"),
    "a question twice": double("question[@type='essay']"),
    "another kind": assign("question[@type='ordering']", "type", "matching"),
    "a kind that Moodle does not know": assign("question[@type='essay']", "type", "free"),
}


def write_tampered(tamper: Callable[[_Element], None]) -> bytes:
    root = etree.fromstring(DATA, etree.XMLParser(strip_cdata=False))
    tamper(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


@pytest.mark.parametrize("name", FAULTS)
def test_a_tampered_file_is_found(name: str) -> None:
    assert differences(EXAM, write_tampered(FAULTS[name]))


def test_every_question_too_few_or_too_many_is_told() -> None:
    def cut(root: _Element) -> None:
        for question in root.findall("question")[-2:]:
            root.remove(question)

    lost = write_tampered(cut)
    assert differences(EXAM, lost) == ("question 8: missing", "question 9: missing")
    twice = write_tampered(FAULTS["a question twice"])
    assert differences(EXAM, twice) == ("question 10: not planned",)


def test_pictures_of_many_megabytes_are_read_back() -> None:
    large = replace(PICTURE, data=bytes(8_000_000))
    planned = replace(exam(CHOICE), pictures={PICTURE.key: large})
    assert differences(planned, written(planned)) == ()


def test_untouched_but_parsed_and_written_again_is_the_same() -> None:
    assert differences(EXAM, write_tampered(lambda root: None)) == ()


@pytest.mark.parametrize(
    "data", [b"", DATA[:-20], DATA.replace(b"<quiz>", b"<!DOCTYPE quiz><quiz>"), b"<quiz/>"]
)
def test_what_is_no_whole_file_is_found(data: bytes) -> None:
    assert differences(EXAM, data)


def test_a_file_that_differs_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def tampered(*_: Any) -> bytes:
        return write_tampered(FAULTS["pairs crossed"])

    monkeypatch.setattr(moodle, "write", tampered)
    with pytest.raises(NotMade, match="question 6: answers"):
        next(iter(moodle.export(EXAM, MATERIALS)))
