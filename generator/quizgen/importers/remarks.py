"""Passages in which our exporters wrote several remarks, one after the other → the remarks.

Undoes `quizgen.export.lms.remarks`: notes with their labels in bold, and what markers see. Passages of
other programs are read in the same way, where they happen to be written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from quizgen.labels import labels, languages
from quizgen.markup.plain import plain
from quizgen.model import Criterion, Markup, Node, Note

_NOTES: Final = ("feedback", "memory_tip", "analogy", "source")
_ANSWER: Final = ("model_answer",)
_LISTS = frozenset({"bullet_list", "ordered_list"})


def notes(passage: Markup) -> tuple[Note, ...]:
    """The notes in a passage: blocks up to the first label are feedback, then one for each label."""
    parts = [(name or "feedback", text) for name, text in _parts(passage, _NOTES)]
    return tuple(Note(name, text) for name, text in parts if text)


def language(passage: Markup) -> str:
    """The language of its first label, "" where there is none, or where it is a word of several."""
    known = _words((*_NOTES, *_ANSWER))
    found = [known[word][1] for block in passage if (word := _label(block)) in known]
    return found[0] if found else ""


def marking(passage: Markup) -> tuple[tuple[Criterion, ...], Markup]:
    """The lines of the rubric, and the model answer, in what is for markers only.

    Every paragraph and every entry of a list before the label of the model answer is a line.
    """
    parts = dict(_parts(passage, _ANSWER))
    lines = tuple(each for block in parts.get("", ()) for each in _criteria(block))
    return lines, parts.get("model_answer", ())


def _parts(passage: Markup, names: tuple[str, ...]) -> Iterator[tuple[str, Markup]]:
    """The passage, divided before each paragraph with one of these labels; "" for what has none."""
    name, blocks = "", list[Node]()
    known = _words(names)
    for block in passage:
        label = _label(block)
        if label in known:
            if blocks or name:
                yield name, tuple(blocks)
            name, blocks = known[label][0], list(_unlabelled(block))
        else:
            blocks.append(block)
    if blocks or name:
        yield name, tuple(blocks)


@cache
def _words(names: tuple[str, ...]) -> Mapping[str, tuple[str, str]]:
    """The printed words of all languages → what they mean, and in which language ("" in several)."""
    found: dict[str, tuple[str, str]] = {}
    for tongue in languages():
        for name in names:
            word = labels(tongue).print[name]
            found[word] = (name, "" if word in found else tongue)
    return found


def _label(block: Node) -> str:
    """The word in bold, with a colon at its end, that a paragraph begins with; "" for none."""
    if block.kind != "paragraph" or not block.children or block.children[0].kind != "strong":
        return ""
    word = plain(block.children[0].children).strip()
    return word[:-1] if word.endswith(":") else ""


def _unlabelled(block: Node) -> Iterator[Node]:
    rest = block.children[1:]
    if rest and rest[0].kind == "text":
        rest = (replace(rest[0], text=rest[0].text.lstrip()), *rest[1:])
    if any(node.kind != "text" or node.text for node in rest):
        yield replace(block, children=rest)


def _criteria(block: Node) -> Iterator[Criterion]:
    for blocks in (
        (item.children for item in block.children) if block.kind in _LISTS else ((block,),)
    ):
        yield _weighed(blocks)


def _weighed(blocks: Markup) -> Criterion:
    """A line, with its points where it begins or ends with them in brackets."""
    if not blocks or blocks[0].kind != "paragraph" or not blocks[0].children:
        return Criterion(blocks)
    children = blocks[0].children
    for index, pattern in zip((0, len(children) - 1), _points(), strict=True):
        text = children[index]
        found = pattern.search(text.text) if text.kind == "text" else None
        if found:
            left = replace(text, text=text.text[: found.start()] + text.text[found.end() :])
            kept = (*children[:index], *((left,) if left.text else ()), *children[index + 1 :])
            first = (replace(blocks[0], children=kept),) if kept else ()
            return Criterion((*first, *blocks[1:]), Decimal(found[1].replace(",", ".")))
    return Criterion(blocks)


@cache
def _points() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(2 points) at the beginning, and at the end, in any of our languages."""
    words = {labels(each).print[name] for each in languages() for name in ("point", "points")}
    units = "|".join(re.escape(word.replace("{points}", "").strip()) for word in sorted(words))
    amount = rf"\((\d{{1,6}}(?:[.,]\d{{1,7}})?) (?:{units})\)"
    return re.compile(rf"^{amount}\s*"), re.compile(rf"\s*{amount}$")
