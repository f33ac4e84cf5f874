"""A style sheet or a template → the pieces of it in one of which a fault can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from quizgen.model import Place
from quizgen.paper.styles.own_files import STYLE, TEMPLATES, our_template

_MOST_LEVELS = 30
"""So deep may rules be nested to be told apart."""

_LINE_END = re.compile(r"\r\n|[\r\f]")  # as CSS counts lines
_HIDDEN = re.compile(r"<style\b.*?</style>", re.IGNORECASE)
_OPENED = re.compile(r"<style\b(?!.*</style)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z](?:\{\{.*?\}\}|\{%.*?%\}|[^<>])*>")
_COMPUTED = re.compile(r"\{\{.*?\}\}")
_LOOP = re.compile(r"(\{%-?\s*for\b.*?\bin\b).*?(-?%\})")
_BEGINNING = re.compile(r"(?:.*<body[^>]*>)?(?:\s|\{#.*?#\})*", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a template, counted from 1."""

    template: str
    number: int
    column: int = 1

    @property
    def place(self) -> Place:
        """Where it stands in the project."""
        return Place(f"{TEMPLATES}{self.template}", self.number, self.column)


def style_places(style: str) -> tuple[Place, ...]:
    """Where the rules and declarations of a style sheet begin, in order."""
    try:
        rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    except (ValueError, RecursionError):
        return ()
    return tuple(Place(STYLE, *place) for place in sorted(set(_starts(rules, _MOST_LEVELS))))


def _starts(nodes: list[Any], levels: int) -> Iterator[tuple[int, int]]:
    for node in nodes:
        yield node.source_line, node.source_column
        if levels and getattr(node, "content", None):
            inner = tinycss2.parse_blocks_contents(
                node.content, skip_comments=True, skip_whitespace=True
            )
            yield from _starts(inner, levels - 1)


def style_before(style: str, place: Place) -> str:
    """What stands before a place. CSS closes by itself what is still open where it ends."""
    lines = _LINE_END.sub("\n", style).split("\n")
    return "\n".join((*lines[: place.line - 1], lines[place.line - 1][: place.column - 1]))


def suspect_lines(name: str, template: str) -> tuple[Line, ...]:
    """The lines of a teacher's template that are not in ours and say how something looks, or compute."""
    ours, lines = _our_lines(name), template.split("\n")
    styles = _style_lines(lines)
    found = (
        (n, 1 if n in styles else _column(text))
        for n, text in enumerate(lines, 1)
        if text not in ours
    )
    return tuple(Line(name, number, column) for number, column in found if column)


def bare(template: str, numbers: frozenset[int], texts: bool) -> str:
    """The template with no more tags and styles on these lines.

    The texts between them stay, and what is computed only if `texts`.
    """
    lines = template.split("\n")
    styles = _style_lines(lines) & numbers
    return "\n".join(
        ("" if n in styles else _bare(line, texts)) if n in numbers else line
        for n, line in enumerate(lines, 1)
    )


def _bare(line: str, texts: bool) -> str:
    plain = _TAG.sub("", _HIDDEN.sub("", line))
    return plain if texts else _LOOP.sub(r"\1[]\2", _COMPUTED.sub("", plain))


def _column(line: str) -> int:
    """Where on a line the first of what may do harm stands; 0 if there is nothing.

    The tag of a style that goes on below is not it, but what is in there.
    """
    if _OPENED.search(line):
        return 0
    found = [each.start() for p in (_TAG, _COMPUTED, _LOOP) if (each := p.search(line))]
    return min(found, default=-1) + 1


def _style_lines(lines: list[str]) -> frozenset[int]:
    """The lines that stand wholly within an element <style>."""
    inside, found = False, set()
    for number, line in enumerate(lines, 1):
        if inside and "</style" not in line.lower():
            found.add(number)
        inside = (inside or "<style" in line.lower()) and "</style" not in line.lower()
    return frozenset(found)


def beginning(name: str, template: str) -> Line:
    """Where what a template prints begins to differ from ours."""
    found, ours = _BEGINNING.match(template), _our_lines(name)
    first = template[: found.end()].count("\n") + 1 if found else 1
    lines = template.split("\n")
    own = (n for n in range(first, len(lines) + 1) if lines[n - 1] not in ours)
    return Line(name, next(own, first))


def _our_lines(name: str) -> frozenset[str]:
    return frozenset((our_template(name) or "").split("\n"))
