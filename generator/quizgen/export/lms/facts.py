"""What a question says, as plain values that can be compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from quizgen.model import Markup, Node, Picture, walk

Facts = Mapping[str, object]
"""A question's facts by name."""

GAP = "____"


class Shown(NamedTuple):
    """A picture in a passage: its file's name, description, and the SHA-256 of its data."""

    name: str
    alt: str
    digest: str


class Passage(NamedTuple):
    """The words of a passage without any blanks, and its pictures, sorted."""

    words: str
    pictures: tuple[Shown, ...] = ()


EMPTY = Passage("")


def squeezed(text: str) -> str:
    """The text without blanks and without the word joiners that keep filters for formulas off."""
    return "".join(text.split()).replace("\N{WORD JOINER}", "")


def digest(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def accepted(pattern: str) -> tuple[str, ...]:
    r"""The literal parts of an answer as Moodle reads it: * is a wildcard, \* a star."""
    return tuple(part.replace(r"\*", "*") for part in re.split(r"(?<!\\)\*+", pattern))


def planned_passage(
    markup: Markup, pictures: Mapping[str, Picture], gap_hints: tuple[str, ...] = ()
) -> Passage:
    """What a reader of the passage sees, told from its nodes and not from our HTML."""
    images = (node for node in walk(markup) if node.kind == "image")
    shown = (_shown(pictures[node.get("picture")], node.get("alt")) for node in images)
    return Passage(squeezed(_visible(markup, gap_hints)), tuple(sorted(shown)))


def _shown(picture: Picture, alt: str) -> Shown:
    return Shown(picture.name, alt, digest(picture.data))


def _visible(markup: Markup, gap_hints: tuple[str, ...]) -> str:
    """The text, then the notes to the signs in it."""
    notes: list[str] = []
    body = "".join(_leaf(node, notes, gap_hints) for node in markup)
    return body + "".join(f"{number}{note}" for number, note in enumerate(notes, start=1))


def _leaf(node: Node, notes: list[str], gap_hints: tuple[str, ...]) -> str:
    if node.kind == "footnote":
        notes.append(_visible(node.children, gap_hints))
        return str(len(notes))
    if node.kind in {"formula", "formula_block"}:
        display = node.kind == "formula_block" or node.get("display")
        return rf"\[{node.text}\]" if display else rf"\({node.text}\)"
    if node.kind == "gap":
        hint = gap_hints[int(node.get("number"))] if gap_hints else ""
        return f"{GAP}({hint})" if hint else GAP
    return node.text + "".join(_leaf(child, notes, gap_hints) for child in node.children)
