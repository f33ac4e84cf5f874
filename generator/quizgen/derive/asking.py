"""What is asked → the stem, by the sentences that the language's label file has for it.

A sentence may stand for all cards or for those whose label it matches; `{name}` is filled in with text
or with Markdown, and alone in a paragraph with whole blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from quizgen.derive.facts import Facts
from quizgen.labels import labels
from quizgen.meaning import words
from quizgen.model import Markup, Node, Place

_HOLE = re.compile(r"(\{\w+\})")
_LONGEST_TERM = 6


def speaks(language: str) -> bool:
    """Whether we have sentences in that language (BCP 47)."""
    return labels(language).language == language.split("-", 1)[0].lower() and bool(
        labels(language).ask
    )


def stem(name: str, fact: Facts, label: str = "", **holes: Markup) -> Markup:
    """The stem that the sentences called `name` give for a card, and a label in it ("" for none).

    `holes` fills the names that this kind of sentence knows besides context, front and label.
    """
    language, place = fact.card.language, fact.card.place
    data = labels(language).ask
    filled = {**holes, "front": _first(fact.card.front), "heading": _text(label, place)}
    filled["label"] = _label(label, language, place)
    about = subject(fact)
    filled["subject"] = _text(about, place) if about else fact.card.front
    context = data["question" if asks(fact) and not about else "subject"]
    filled["context"] = tuple(_fill(context, filled, place))
    return capital(tuple(_fill(_sentence(data[name], label), filled, place)))


def asks(fact: Facts) -> bool:
    """Whether the front is a question or a task, not a term or a phrase."""
    first = words(fact.front)[:1]
    return fact.front.rstrip().endswith(("?", "？")) or first in _starts("asks", fact.card.language)


def is_open_ended(fact: Facts) -> bool:
    """Whether the front asks for any one of several things: "Name a noble gas"."""
    patterns = labels(fact.card.language).ask.get("open_ended", ())
    return any(re.match(pattern, fact.front, re.IGNORECASE) for pattern in patterns)


def asks_yes_or_no(fact: Facts) -> bool:
    """Whether the front is a question to be answered by yes or no."""
    return words(fact.front)[:1] in _starts("yes_no", fact.card.language)


def leans(fact: Facts) -> bool:
    """Whether the front cannot stand alone: it begins as if something had been said before."""
    return words(fact.front)[:1] in _starts("leaning", fact.card.language)


def is_term(fact: Facts) -> bool:
    """Whether the front is a term: a few words that ask nothing."""
    return not asks(fact) and not leans(fact) and 0 < len(fact.front.split()) <= _LONGEST_TERM


def subject(fact: Facts) -> str:
    """What a front such as "What is X, and how …?" is about; "" if it cannot be told."""
    if any(node.kind in ("formula", "code", "image") for node in _inlines(fact.card.front)):
        return ""
    for pattern in _subjects(fact.card.language):
        found = pattern.fullmatch(fact.front)
        if found:
            return found["subject"].strip()
    return ""


def _sentence(sentences: object, label: str) -> str:
    """The first sentence whose pattern the label matches; the last has none."""
    if isinstance(sentences, str):
        return sentences
    assert isinstance(sentences, list)
    for each in sentences:
        if "label" not in each or re.fullmatch(each["label"], label, re.IGNORECASE):
            return str(each["stem"])
    raise LookupError(label)


def _first(front: Markup) -> Markup:
    """The front as far as its first question goes, which is enough to say what it is about."""
    last = front[0].children[-1:]
    text = last[0].text if last and last[0].kind == "text" else ""
    end = text.find("? ")
    if end < 0:
        return front
    cut = replace(last[0], text=text[: end + 1])
    return (replace(front[0], children=(*front[0].children[:-1], cut)),)


def _label(label: str, language: str, place: Place) -> Markup:
    """The label as it stands within a sentence: without a capital where the language writes none."""
    lower = labels(language).ask.get("lower_labels") and label[1:2].islower()
    return _text(label[:1].lower() + label[1:] if lower else label, place)


def _text(text: str, place: Place) -> Markup:
    return (Node("paragraph", children=(Node("text", text, place=place),), place=place),)


def _fill(sentence: str, holes: Mapping[str, Markup], place: Place) -> Iterator[Node]:
    for paragraph in sentence.strip().split("\n\n"):
        if _HOLE.fullmatch(paragraph.strip()):
            yield from holes[paragraph.strip()[1:-1]]
        else:
            children = tuple(_inline(paragraph.strip(), holes, place))
            yield Node("paragraph", children=children, place=place)


def _inline(paragraph: str, holes: Mapping[str, Markup], place: Place) -> Iterator[Node]:
    for piece in filter(None, _HOLE.split(paragraph)):
        if _HOLE.fullmatch(piece):
            yield from _inlines(holes[piece[1:-1]])
        else:
            yield Node("text", piece, place=place)


def _inlines(markup: Markup) -> tuple[Node, ...]:
    return tuple(child for block in markup for child in block.children)


def capital(markup: Markup) -> Markup:
    """The passage with a capital at its start, if it begins with a word in small letters."""
    return (with_capital(markup[0]), *markup[1:])


def with_capital(node: Node) -> Node:
    """The block with its first letter a capital, if it begins with a word in small letters."""
    if node.kind == "text":
        first = node.text.split(" ", 1)[0]
        plain_word = first.rstrip(",;:.").replace("-", "").replace("’", "").isalpha()
        small = (plain_word and first.islower() and len(first) > 1) or first == "a"
        return (
            Node("text", node.text[:1].upper() + node.text[1:], place=node.place) if small else node
        )
    if node.children and node.kind in ("paragraph", "strong", "emphasis"):
        children = (with_capital(node.children[0]), *node.children[1:])
        return Node(node.kind, node.text, children, node.attributes, node.place)
    return node


@cache
def _starts(name: str, language: str) -> frozenset[tuple[str, ...]]:
    return frozenset((word,) for word in labels(language).text.get(name, ()))


@cache
def _subjects(language: str) -> tuple[re.Pattern[str], ...]:
    patterns = labels(language).ask.get("subjects", ())
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
