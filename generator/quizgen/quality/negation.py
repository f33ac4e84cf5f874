"""A stem → the words in it that turn the question round and are easily overlooked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.meaning import words
from quizgen.model import Markup, Node, Place, walk
from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText, listed, prose, without_curls

_EMPHASIS = frozenset({"strong", "emphasis", "mark"})
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def plain_negation(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if the sentence that asks is negated by a word that is neither emphasised nor in capitals."""
    found = _negation(text)
    if found is None:
        return
    place = _plain_place(text.question.stem, found)
    if place:
        hint = f"ask for what is right, or make the word stand out: **{found}**"
        yield Flaw(place, f"the stem is negated by {found!r}, which is easily overlooked", hint)


def _negation(text: ChoiceText) -> str | None:
    """The word that negates the main clause of the sentence that asks, or None."""
    asking = without_curls(words(_asking_sentence(text.question.stem)))
    negative = listed(text.language, "negation")
    at = next((i for i, word in enumerate(asking) if word in negative), None)
    if at is None or asking[0] in listed(text.language, "reason"):
        return None
    if set(asking[1:at]) & set(listed(text.language, "subordinate")):
        return None
    partly = asking[at + 1 : at + 2]
    return None if set(partly) & set(listed(text.language, "sweeping")) else asking[at]


def _asking_sentence(stem: Markup) -> str:
    """The last question of the stem, or its last sentence where it asks nothing."""
    sentences = _SENTENCE_END.split(" \n".join(prose((block,)) for block in stem))
    questions = [sentence for sentence in sentences if sentence.endswith("?")]
    return (questions or sentences or [""])[-1]


def _plain_place(stem: Markup, word: str) -> Place | None:
    """Where the word stands, or None where it is emphasised or in capitals anywhere."""
    emphasised = {id(node) for n in walk(stem) if n.kind in _EMPHASIS for node in n.walk()}
    hits = [hit for node in walk(stem) if node.kind == "text" for hit in _hits(node, word)]
    if any(id(node) in emphasised or node.text[at:].startswith(word.upper()) for node, at in hits):
        return None
    return next((_shifted(node, at) for node, at in reversed(hits)), None)


def _hits(node: Node, word: str) -> Iterator[tuple[Node, int]]:
    for found in _WORD.finditer(node.text):
        if found.group().casefold().replace("’", "'") == word:
            yield node, found.start()


def _shifted(node: Node, columns: int) -> Place:
    return replace(node.place, column=node.place.column + columns)
