"""Matching, by menus or by dragging, and ordering."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

from lxml.etree import _Element

from quizgen.importers.broken import Broken
from quizgen.importers.moodle import texts
from quizgen.importers.moodle.given import Given, plain_text
from quizgen.importers.shared.text import passage as plain_passage
from quizgen.markup.plain import plain
from quizgen.model import Markup, Matching, Ordering, Pair, Question


def matching(given: Given) -> Question:
    """Answers are plain text with entities, as Moodle shows them in menus."""
    return _matching(given, lambda answer: plain_passage(unescape(plain_text(answer))))


def dragged(given: Given) -> Question:
    """The type ddmatch, whose answers are HTML."""
    return _matching(given, given.passage)


def _matching(given: Given, right: Callable[[_Element | None], Markup]) -> Question:
    """Pairs; an answer without a stem is a distractor."""
    pairs, distractors = list[Pair](), list[Markup]()
    for each in given.every("subquestion"):
        left, answer = given.passage(each), right(each.find("answer"))
        if texts.empty(answer):
            if not texts.empty(left):
                raise Broken(f"nothing matches {plain(left)[:60]!r}")
        elif texts.empty(left):
            distractors.append(answer)
        else:
            pairs.append(Pair(left, answer))
    if not pairs:
        raise Broken("there is nothing to match")
    rights = {pair.right for pair in pairs}
    surplus = tuple(each for each in dict.fromkeys(distractors) if each not in rights)
    return Matching(**given.fields, pairs=tuple(pairs), distractors=surplus)


def ordering(given: Given) -> Question:
    """The answers stand in the right order."""
    entries = [
        text for each in given.every("answer") if not texts.empty(text := given.passage(each))
    ]
    if len(entries) < 2:
        raise Broken("there are fewer than two entries to bring into order")
    return Ordering(**given.fields, entries=tuple(entries))
