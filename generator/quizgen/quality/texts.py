"""A choice question → its texts as a candidate reads them, divided into words to be judged by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from quizgen.labels import labels, languages
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words, words
from quizgen.model import DERIVED, NOWHERE, Choice, Markup, Node, Option, Place
from quizgen.read.vocabulary import vocabulary

UNREAD = "\ufffc"
"""Stands for what is no prose: a formula, a picture, code, a gap."""

_NO_PROSE = frozenset({"formula", "formula_block", "code", "code_block", "image", "gap"})
_LAST_WORDS = 6
"""An option of up to so many words may speak of all the others: "none of the above is right"."""


@dataclass(frozen=True, slots=True)
class OptionText:
    """An option: its prose, all words of it, and the stems of those that carry meaning.

    `about_others` tells of an option such as "none of the above".
    """

    right: bool
    place: Place
    markup: Markup
    prose: str
    words: tuple[str, ...]
    stems: frozenset[str]
    about_others: bool

    @property
    def all_prose(self) -> bool:
        """Whether it is words alone, and any."""
        return bool(self.words) and UNREAD not in self.prose


@dataclass(frozen=True, slots=True)
class ChoiceText:
    """A choice question: the prose of its stem, the words of it, and its options."""

    question: Choice
    prose: str
    words: tuple[str, ...]
    stems: frozenset[str]
    options: tuple[OptionText, ...]

    @property
    def language(self) -> str:
        """The language that it is written in."""
        return self.question.language

    @property
    def own(self) -> tuple[OptionText, ...]:
        """The options that say something of their own, and do not speak of the others."""
        return tuple(option for option in self.options if not option.about_others)

    @property
    def keys(self) -> tuple[OptionText, ...]:
        """The right ones of its own options."""
        return tuple(option for option in self.own if option.right)

    @property
    def distractors(self) -> tuple[OptionText, ...]:
        """The wrong ones of its own options."""
        return tuple(option for option in self.own if not option.right)

    @property
    def derived(self) -> bool:
        """Whether the author wrote a card and not this question."""
        return DERIVED in self.question.tags


def choice_text(question: Choice) -> ChoiceText:
    """The texts of a question."""
    stem, language = prose(question.stem), question.language
    stems = frozenset(content_words(stem, language))
    options = tuple(_option(option, question) for option in question.options)
    return ChoiceText(question, stem, words(stem), stems, options)


def _option(option: Option, question: Choice) -> OptionText:
    text, language = prose(option.text), question.language
    return OptionText(
        right=option.right,
        place=question.place if option.place == NOWHERE else option.place,
        markup=option.text,
        prose=text,
        words=words(text),
        stems=frozenset(content_words(text, language)),
        about_others=_about_others(text, language),
    )


def _about_others(text: str, language: str) -> bool:
    """Whether it begins with words such as "all of the above" and adds little to them."""
    parts = text.lower().split()
    known = vocabulary(language)
    starts = (" ".join(parts[:end]) for end in range(2, len(parts) + 1))
    return len(parts) <= _LAST_WORDS and any(known.means(s, "pinned_last") for s in starts)


def prose(markup: Markup) -> str:
    """The passage in one line, with `UNREAD` for each part that is no prose."""
    return one_line(tuple(map(_masked, markup)))


def _masked(node: Node) -> Node:
    if node.kind in _NO_PROSE:
        return Node("text", f" {UNREAD} ")
    return replace(node, children=tuple(map(_masked, node.children))) if node.children else node


_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)\s*")


def visible_length(markup: Markup) -> int:
    """About how many characters a reader sees; a formula's commands count as one each."""
    return len(one_line(tuple(map(_drawn, markup))))


def _drawn(node: Node) -> Node:
    if node.kind in ("formula", "formula_block"):
        return Node("text", re.sub(r"[{}_^&\s]", "", _COMMAND.sub("•", node.text)))
    return replace(node, children=tuple(map(_drawn, node.children))) if node.children else node


def listed(language: str, name: str) -> tuple[str, ...]:
    """The words of that name in the label file of a language; none for a language without a file.

    English words would find flaws in French texts that are none.
    """
    return _listed(language.split("-", 1)[0].lower(), name)


@cache
def _listed(language: str, name: str) -> tuple[str, ...]:
    return labels(language).text.get(name, ()) if language in languages() else ()


def without_curls(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with straight apostrophes, as the label files write them."""
    return tuple(word.replace("’", "'") for word in words)


def pairs(options: tuple[OptionText, ...]) -> Iterator[tuple[OptionText, OptionText]]:
    """Each two options, the earlier one first."""
    for number, first in enumerate(options):
        for second in options[number + 1 :]:
            yield first, second
