"""What a question says, as plain values that can be compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from quizgen.markup.seen import seen, squeezed
from quizgen.model import Gaps, Markup, Node, Picture, Question, walk

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


def digest(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def accepted(pattern: str) -> tuple[str, ...]:
    r"""The literal parts of an answer as Moodle reads it: * is a wildcard, \* a star."""
    return tuple(part.replace(r"\*", "*") for part in re.split(r"(?<!\\)\*+", pattern))


def tex_in_delimiters(tex: str, display: bool) -> str:
    """A formula as most platforms get it."""
    return rf"\[{tex}\]" if display else rf"\({tex}\)"


def planned_passage(
    markup: Markup,
    pictures: Mapping[str, Picture],
    gap_hints: tuple[str, ...] = (),
    formula: Callable[[str, bool], str] = tex_in_delimiters,
) -> Passage:
    """What a reader of the passage sees, told from its nodes and not from our HTML.

    `formula` says what TeX becomes (True: displayed) where the platform gets something else.
    """
    images = (node for node in walk(markup) if node.kind == "image")
    shown = (_shown(pictures[node.get("picture")], node.get("alt")) for node in images)
    return Passage(squeezed(seen(markup, formula, _gap(gap_hints))), tuple(sorted(shown)))


def gap_hints(question: Question) -> tuple[str, ...]:
    """The hints of a question's gaps, in their order; none where it has no gaps."""
    return tuple(gap.hint for gap in question.gaps) if isinstance(question, Gaps) else ()


def _shown(picture: Picture, alt: str) -> Shown:
    return Shown(picture.name, alt, digest(picture.data))


def _gap(hints: tuple[str, ...]) -> Callable[[Node], str]:
    def shown(node: Node) -> str:
        hint = hints[int(node.get("number"))] if hints else ""
        return f"{GAP}({hint})" if hint else GAP

    return shown
