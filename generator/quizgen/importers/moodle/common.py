"""What questions of all types have: name, number, category, tags, points, hints, feedback."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from lxml.etree import _Element

from quizgen.importers.moodle.files import decoded
from quizgen.importers.moodle.given import Given, plain_text
from quizgen.importers.shared import remarks
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Node, Note
from quizgen.read.attributes import is_id

_FEEDBACK = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_WITH_GAPS = frozenset({"multianswer", "cloze", "ddwtos", "gapselect"})
_SEPARATORS = re.compile(r"[,{}\s]+")
_ELLIPSIS = "…"


class Shared:
    """What is the same in several questions of a file: names, and Moodle's sentences of feedback."""

    def __init__(self, root: _Element) -> None:
        questions = [each for each in root.iter("question") if each.get("type") != "category"]
        self._names = Counter(plain_text(each.find("name")) for each in questions)
        each = (found for name in _FEEDBACK for found in root.iter(name))
        self._feedback = Counter(map(plain_text, each))

    def unique(self, name: str) -> bool:
        """Whether one question only is called so."""
        return self._names[name] == 1

    def usual(self, feedback: str) -> bool:
        """Whether this is a sentence that Moodle puts to every question, and no feedback to one."""
        return self._feedback[feedback] > 1 or feedback in _USUAL


_USUAL = frozenset(
    f"{start}Your answer is {how}.{end}"
    for how in ("correct", "partially correct", "incorrect")
    for start, end in (("", ""), ("<p>", "</p>"))
)
"""What Moodle writes in English."""


def read(given: Given, topic: str, shared: Shared) -> None:
    """Set the fields of all kinds; tell, and keep, what no question can hold."""
    stem = _stem(given)
    feedback = given.passage(given.element.find("generalfeedback"))
    given.found.language = given.found.language or remarks.language(feedback)
    given.fields = {
        "id": given.value("idnumber") or _named(given, stem, shared),
        "stem": stem,
        "topic": topic,
        "tags": tuple(_tags(given)),
        "points": given.number("defaultgrade", Decimal(1)),
        "hints": tuple(filter(None, map(given.passage, given.every("hint")))),
        "notes": remarks.notes(feedback),
    }
    _feedback_to_all(given, shared)
    if given.flag("hidden"):
        given.warn("it is hidden in Moodle, as old or deleted questions are")


def _stem(given: Given) -> Markup:
    """The text; where it has gaps in it, those read it who know their notation."""
    if given.kind in _WITH_GAPS:
        return ()
    return given.passage(given.element.find("questiontext")) + old_picture(given)


def with_note(given: Given, feedback: Markup) -> None:
    """Add feedback that belongs to an answer, and here to the question; not what is there already."""
    notes = given.fields["notes"]
    if feedback and Note("feedback", feedback) not in notes:
        given.fields = {**given.fields, "notes": (*notes, Note("feedback", feedback))}


def _named(given: Given, stem: Markup, shared: Shared) -> str:
    """The name, where it is one that a teacher gave, such as Q17, and no beginning of the text."""
    name = given.value("name")
    text = one_line(stem)
    copied = bool(text) and (text.startswith(name.rstrip(_ELLIPSIS)) or name.startswith(text))
    return name if is_id(name) and not copied and shared.unique(name) else ""


def old_picture(given: Given) -> Markup:
    """The picture that Moodle 1.9 showed below the text."""
    name = given.value("image")
    if not name:
        return ()
    data = decoded(given.value("image_base64"))
    if not data:
        given.found.error(f"the picture {name} is not in the file", "export it again with pictures")
        return ()
    return (Node("paragraph", children=(given.found.picture(name, data),)),)


def _tags(given: Given) -> Iterator[str]:
    """The tags, each once; signs that would divide them in a deck are left out."""
    tags = (plain_text(tag) for parent in given.every("tags") for tag in parent.findall("tag"))
    yield from dict.fromkeys(filter(None, (_SEPARATORS.sub(" ", tag).strip() for tag in tags)))


def _feedback_to_all(given: Given, shared: Shared) -> None:
    """Feedback that hangs on how well a question was answered: of ours, none does."""
    lines = []
    for name, words in zip(_FEEDBACK, ("right", "half right", "wrong"), strict=True):
        element = given.element.find(name)
        text = given.plain(element)
        if element is not None and text and not shared.usual(plain_text(element)):
            lines.append(f"If the answer is {words}: {text}")
    if lines:
        given.lose("feedback that depends on the answer is kept as a note", lines)
