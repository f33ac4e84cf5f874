"""Words to drag into a text, and menus in a text → gaps.

Moodle's types ddwtos and gapselect: [[2]] in the text is a gap for the second word of the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element

from quizgen.importers.broken import Broken
from quizgen.importers.moodle import texts
from quizgen.importers.moodle.given import Given
from quizgen.importers.moodle.holes import mark, offered, unmarked, with_gaps
from quizgen.importers.shared.text import paragraph
from quizgen.model import Gap, Gaps, Markup, Pattern, Question

_GAP = re.compile(r"\[\[\s*(\d{1,4})\s*\]\]")


def dragged_words(given: Given) -> Question:
    """The words are listed below the text, those too many as well."""
    stem, words, numbers = _read(given, "dragbox")
    listed = offered(word for word, _ in words)
    stem = stem + paragraph(f"({listed})")
    return _question(given, stem, [Gap(_answer(words, number)) for number in numbers])


def menus(given: Given) -> Question:
    """The words of a menu are the hint of its gap."""
    stem, words, numbers = _read(given, "selectoption")
    gaps = [Gap(_answer(words, number), _menu(words, number)) for number in numbers]
    return _question(given, stem, gaps)


Words = Sequence[tuple[str, str]]
"""Words with their groups."""


def _read(given: Given, name: str) -> tuple[Markup, Words, list[int]]:
    """The text with marks, the words, and for each gap which word, from 1, is right."""
    element = given.element.find("questiontext")
    if element is None:
        raise Broken("it has no text")
    source = unmarked(texts.as_html(texts.source(element), element.get("format", "")))
    words = [_word(given, each) for each in given.every(name)]
    numbers = [int(found[1]) for found in _GAP.finditer(source)]
    if not numbers:
        raise Broken("there is no gap such as [[1]] in its text")
    for number in numbers:
        if not 1 <= number <= len(words) or not words[number - 1][0]:
            raise Broken(f"there is no word for the gap [[{number}]]")
    html = "".join(_marked(_GAP.split(source)))
    return with_gaps(given.passage(element, html), len(numbers)), words, numbers


def _marked(parts: Sequence[str]) -> list[str]:
    """Texts with marks between them, where the numbers of words stand."""
    return [mark(place // 2) if place % 2 else part for place, part in enumerate(parts)]


def _word(given: Given, element: _Element) -> tuple[str, str]:
    group = element.findtext("group") or "1"
    return given.plain(element), group.strip()


def _answer(words: Words, number: int) -> tuple[Pattern, ...]:
    return (Pattern((words[number - 1][0],)),)


def _menu(words: Words, number: int) -> str:
    group = words[number - 1][1]
    return offered(word for word, each in words if each == group)


def _question(given: Given, stem: Markup, gaps: Sequence[Gap]) -> Question:
    given.fields = {**given.fields, "stem": stem}
    return Gaps(**given.fields, gaps=tuple(gaps))
