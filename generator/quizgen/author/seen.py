"""Passages and questions → what a reader sees of them, to tell whether two are the same.

Notation that nobody sees is left out: where lines end within a paragraph, whether a list has blank
lines between its items, how footnotes are named, a link that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from urllib.parse import unquote

from quizgen.model import Markup, Node, Open, Question

NO_PICTURES: Mapping[str, str] = MappingProxyType({})

_UNSEEN = {"paragraph": "tight", "footnote": "label"}


def seen(markup: Markup, pictures: Mapping[str, str] = NO_PICTURES) -> Markup:
    """The passage without what nobody sees.

    A picture is named by its path: `pictures` gives that of each key.
    """
    return joined(node for block in markup for node in _seen(block, pictures))


def joined(nodes: Iterator[Node] | Markup) -> Markup:
    """The nodes with texts that follow each other made one, and empty ones left out."""
    found: list[Node] = []
    for node in nodes:
        if node.kind == "text" and found and found[-1].kind == "text":
            found[-1] = replace(found[-1], text=found[-1].text + node.text)
        elif node.kind != "text" or node.text:
            found.append(node)
    return tuple(found)


def same(first: Question, second: Question, pictures: Mapping[str, str] = NO_PICTURES) -> bool:
    """Whether two questions are the same to everybody who reads and marks them.

    Deck, topic and place are left out, since they say where a question stands, and the id where one
    has none yet. An open question without a rubric has the one that is read from its answer.
    """
    return not differences(first, second, pictures)


def differences(
    first: Question, second: Question, pictures: Mapping[str, str] = NO_PICTURES
) -> tuple[str, ...]:
    """The names of the fields in which two questions differ; ("kind",) where they are of two kinds."""
    if type(first) is not type(second):
        return ("kind",)
    left_out = {"deck", "topic", "place"} | _free(first) | _free(second)
    return tuple(
        field.name
        for field in fields(first)
        if field.name not in left_out
        and _value(getattr(first, field.name), pictures)
        != _value(getattr(second, field.name), pictures)
    )


def _free(question: Question) -> set[str]:
    rubric = {"rubric"} if isinstance(question, Open) and not question.rubric else set()
    return rubric | ({"id"} if not question.id else set())


def _value(value: object, pictures: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        if all(isinstance(part, Node) for part in value):
            return seen(value, pictures)
        return tuple(_value(part, pictures) for part in value)
    if is_dataclass(value):
        compared = (field.name for field in fields(value) if field.compare)
        return tuple(_value(getattr(value, name), pictures) for name in compared)
    return value


def _seen(node: Node, pictures: Mapping[str, str]) -> Iterator[Node]:
    if node.kind == "softbreak":
        yield Node("text", " ")
        return
    children = seen(node.children, pictures)
    if node.kind == "link" and not node.get("href"):
        yield from children
    elif node.kind != "paragraph" or children:
        attributes = tuple(_attributes(node, pictures))
        yield replace(node, text=_text(node), children=children, attributes=attributes)


def _text(node: Node) -> str:
    """The text; whether the last line of code has an end depends on what follows in the file."""
    unended = node.kind == "code_block" and node.text and not node.text.endswith("\n")
    return f"{node.text}\n" if unended else node.text


def _attributes(node: Node, pictures: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in node.attributes:
        if node.kind == "image" and name == "picture":
            yield "src", pictures.get(value, "")
        elif node.kind == "image" and name == "src":
            yield "src", unquote(value)
        elif name != _UNSEEN.get(node.kind) and (name, value) != ("alt", ""):
            yield name, value
