"""What quizgen itself writes for kinds that GIFT has not → the questions that they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache

from quizgen.labels import labels, languages
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Matching, Node, Ordering, Question


def as_ordering(question: Matching) -> Question:
    """A matching of entries with their numbers, and the instruction to number them, was an ordering."""
    rights = [one_line(pair.right) for pair in question.pairs]
    numbers = [str(number) for number in range(1, len(rights) + 1)]
    last = one_line(question.stem[-1:])
    if sorted(rights) != sorted(numbers) or question.distractors or last not in _instructions():
        return question
    entries = {right: pair.left for right, pair in zip(rights, question.pairs, strict=True)}
    common = {each.name: getattr(question, each.name) for each in fields(Question)}
    stem = {"stem": question.stem[:-1]}
    return Ordering(**{**common, **stem}, entries=tuple(entries[number] for number in numbers))


@cache
def _instructions() -> frozenset[str]:
    return frozenset(labels(language).print["order"] for language in languages())


def hinted(stem: Markup) -> tuple[Markup, str]:
    """The stem without the hint that stands in brackets and in italics behind its gap, and that hint."""
    hints: list[str] = []
    return tuple(_without_hint(node, hints) for node in stem), "".join(hints)


def _without_hint(node: Node, hints: list[str]) -> Node:
    return replace(node, children=tuple(_without(node.children, hints))) if node.children else node


def _without(nodes: Markup, hints: list[str]) -> Iterator[Node]:
    position = 0
    while position < len(nodes):
        node = nodes[position]
        yield _without_hint(node, hints)
        if node.kind == "gap" and (hint := _hint(nodes[position + 1 : position + 3])):
            hints.append(hint)
            position += 2
        position += 1


def _hint(nodes: Markup) -> str:
    """The hint that follows a gap, "" for none."""
    if len(nodes) < 2 or nodes[0].text != " " or nodes[1].kind != "emphasis":
        return ""
    words = nodes[1].children[0].text if len(nodes[1].children) == 1 else ""
    return words[1:-1] if words.startswith("(") and words.endswith(")") else ""
