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
from itertools import takewhile

from quizgen.labels import labels, languages
from quizgen.markup.leading import led_by
from quizgen.markup.plain import plain
from quizgen.model import Criterion, Markup, Node, Note
from quizgen.read.kinds.common import NOTES

_ANSWER = ("model_answer",)
_LISTS = frozenset({"bullet_list", "ordered_list"})


def notes(passage: Markup) -> tuple[Note, ...]:
    """The notes in a passage: blocks up to the first label are feedback, then one for each label."""
    named = [(name or "feedback", text) for name, text in parts(passage, NOTES)]
    return tuple(Note(name, text) for name, text in named if text)


def language(passage: Markup) -> str:
    """The language of its first label, "" where there is none, or where it is a word of several."""
    known = printed((*NOTES, *_ANSWER))
    found = [known[word][1] for block in passage if (word := _label(block)) in known]
    return found[0] if found else ""


def marking(passage: Markup) -> tuple[tuple[Criterion, ...], Markup]:
    """The lines of the rubric, and the model answer, in what is for markers only.

    Every paragraph and every entry of a list before the label of the model answer is a line.
    """
    lines, answer = list[Criterion](), list[Node]()
    for name, text in parts(passage, _ANSWER):
        if name:
            answer += text
        else:
            lines += criteria(text)
    return tuple(lines), tuple(answer)


def answer_key(passage: Markup) -> tuple[tuple[Criterion, ...], Markup]:
    """The same in what may be a model answer without a label: a rubric are only lists, before the label.

    Without a label, it is a list in which every line has its points.
    """
    rubric, answer = marking(passage)
    before = tuple(takewhile(lambda block: block.kind == "bullet_list", passage))
    if answer and criteria(before) == rubric:
        return rubric, answer
    weighed = all(line.points is not None for line in rubric)
    return (rubric, ()) if len(before) == len(passage) == 1 and weighed else ((), passage)


def on_answer(answer: str, feedback: Markup) -> tuple[Note, ...]:
    """Feedback on one of several answers, with the answer in bold before it; () where there is none."""
    return (Note("feedback", led(f"{answer}:", feedback)),) if feedback else ()


def led(words: str, passage: Markup) -> Markup:
    """The passage with words in bold before it, if there are any."""
    label = Node("strong", children=(Node("text", words),))
    return led_by(label, passage) if words else passage


def apart(label: str, text: Markup) -> tuple[Note, ...]:
    """A note for each block: behind a label in a deck stands one."""
    return tuple(Note(label, (block,)) for block in text)


def parts(passage: Markup, names: tuple[str, ...]) -> Iterator[tuple[str, Markup]]:
    """The passage, divided before each paragraph with one of these labels; "" for what has none."""
    name, blocks = "", list[Node]()
    known = printed(names)
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
def printed(names: tuple[str, ...]) -> Mapping[str, tuple[str, str]]:
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


def criteria(passage: Markup) -> tuple[Criterion, ...]:
    """Every paragraph, and every entry of a list, as a line of a rubric."""
    lines = (
        entry
        for block in passage
        for entry in (
            (item.children for item in block.children) if block.kind in _LISTS else ((block,),)
        )
    )
    return tuple(map(_weighed, lines))


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
