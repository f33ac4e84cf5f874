"""Aiken, plain text with an ANSWER: below lettered options → questions.

It is described at https://docs.moodle.org/en/Aiken_format; what other programs add to it is read, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from quizgen.formats import aiken_meant
from quizgen.formats.aiken_meant import NUMBER, Broken, Question
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer
from quizgen.importers.shared.text import is_text, opened, passage, require_entries, start
from quizgen.labels import labels, languages
from quizgen.model import Choice, Note, Option, TrueFalse
from quizgen.model import Question as Ours

_LETTERED = re.compile(r"^[^\S\n]*\(?[A-Za-z][).:]", re.MULTILINE)
_ANSWERED = re.compile(r"^[^\S\n]*(?:ANSWERS?|ANS)\s*[:=]", re.MULTILINE | re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |---$|```)", re.MULTILINE)


def _recognises(file: File) -> bool:
    """Most of its lines belong to whole questions, and nothing in it is a deck's."""
    if not is_text(file.data):
        return False
    text = start(file)
    if not (_ANSWERED.search(text) and _LETTERED.search(text)) or _MARKDOWN.search(text):
        return False
    read = list(aiken_meant.read(text))
    ours = sum(each.source.count("\n") + 1 for each in read if isinstance(each, Question))
    return ours * 2 >= sum(bool(line.strip()) for line in text.split("\n"))


def _read(file: File) -> Imported:
    text, found = opened(file)
    read = tuple(aiken_meant.read(text))
    numbered = _are_numbered(read)
    for each in read:
        found.at(each.line)
        if isinstance(each, Question):
            found.add(_made(each, numbered))
        else:
            _tell(found, each)
            found.keep(each.source)
    require_entries(found)
    return found.imported()


def _tell(found: Gathering, read: Broken) -> None:
    if read.message:
        hint = "a question has a line, options that begin with A), B) and so on, and ANSWER: A"
        found.error(read.message, hint)
    else:
        found.warn("this text belongs to no question: it is kept as a note")


def _are_numbered(read: Iterable[Question | Broken]) -> bool:
    """Whether all questions are numbered from the first to the last, so that no number is of a text."""
    stems = [each.stem for each in read if isinstance(each, Question)]
    numbers = [int(number[1]) for stem in stems if (number := NUMBER.match(stem))]
    rises = all(one < other for one, other in pairwise(numbers))
    return len(numbers) == len(stems) > 1 and rises


def _made(read: Question, numbered: bool) -> Ours:
    stem = NUMBER.sub("", read.stem, count=1) if numbered else read.stem
    common: dict[str, Any] = {
        "id": "",
        "stem": passage(stem),
        "hints": (passage(read.hint),) if read.hint else (),
        "notes": (Note("feedback", passage(read.feedback)),) if read.feedback else (),
    }
    texts = tuple(option.text for option in read.options)
    if texts in _truths() and len(read.rights) == 1 and not any(o.feedback for o in read.options):
        return TrueFalse(**common, answer=read.rights == (0,))
    options = tuple(
        Option(
            text=passage(option.text),
            right=number in read.rights,
            feedback=passage(option.feedback),
        )
        for number, option in enumerate(read.options)
    )
    return Choice(**common, options=options, multiple=len(read.rights) > 1)


def _truths() -> frozenset[tuple[str, ...]]:
    """The options of a true or false, in each language."""
    words = (labels(language).print for language in languages())
    return frozenset((each["true"], each["false"]) for each in words)


AIKEN = Importer(
    "aiken", "Aiken, plain text with ANSWER: below lettered options", _recognises, _read
)
