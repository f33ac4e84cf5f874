"""A cell of a table that quizgen wrote → nodes: the other way of `export/spreadsheets/text.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count, groupby

from quizgen.importers.shared.formulas import replaced
from quizgen.importers.shared.gaps import node
from quizgen.model import Markup, Node

_INLINE = re.compile(
    r"""
    `(?P<code>[^`\n]+)`
  | \$(?P<formula>[^\s$](?:[^$\n]*[^\s$])?)\$(?!\d)
  | \*\*(?P<strong>[^\s*](?:[^\n]*?[^\s*])??)\*\*
  | ~~(?P<strike>[^\s~](?:[^\n]*?[^\s~])??)~~
  | ==(?P<mark>[^\s=](?:[^\n]*?[^\s=])??)==
  | (?<![\w*])\*(?P<emphasis>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])
  | <(?P<link>(?:https?://|mailto:)[^<>\s]+)>
    """,
    re.VERBOSE,
)
_VERBATIM = frozenset({"code", "formula"})
_SHOWN = re.compile(r"\$\$(?P<tex>.+)\$\$")
_BULLET = re.compile(r"(?P<mark>[•◦▪]) +(?P<words>.+)")
_NUMBER = re.compile(r"(?P<number>\d{1,3})\. +(?P<words>.+)")
_BULLETS = "•◦▪"
_BORDER = " | "
_LABEL = re.compile(r"\*\*[^*]+:\*\*")
_BLANK = re.compile("____")
_HOLE = re.compile(r"____(?: \((?P<hint>[^()]*)\))?")


def passage(text: str) -> Markup:
    """The blocks: a line of words is a paragraph, lines with bullets or numbers are lists."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    blocks: list[Node] = []
    for sort, group in groupby(lines, key=_sort):
        blocks += _MAKERS.get(sort, _rows)(list(group))
    return tuple(blocks)


def with_gaps(text: str) -> tuple[Markup, tuple[str, ...]]:
    """The passage with a node for each ____, and the hints in brackets behind them."""
    hints = tuple(match["hint"] or "" for match in _HOLE.finditer(text))
    return holes(passage(_HOLE.sub("____", text))), hints


def holes(markup: Markup) -> Markup:
    """The passage with a node for each ____ in its words, numbered from 0."""
    numbers = count()
    return replaced(markup, _BLANK, lambda _: node(next(numbers)))


def inline(text: str) -> Iterator[Node]:
    """The nodes of a line."""
    end = 0
    for match in _INLINE.finditer(text):
        if text[end : match.start()]:
            yield Node("text", text[end : match.start()])
        kind = match.lastgroup or ""
        words = match[kind]
        if kind in _VERBATIM:
            yield Node(kind, words)
        elif kind == "link":
            yield Node(kind, children=(Node("text", words),), attributes=(("href", words),))
        else:
            yield Node(kind, children=tuple(inline(words)))
        end = match.end()
    if text[end:]:
        yield Node("text", text[end:])


def _sort(line: str) -> str:
    if _SHOWN.fullmatch(line):
        return "shown"
    if _BULLET.fullmatch(line):
        return "bullets"
    if _NUMBER.fullmatch(line):
        return "numbers"
    is_row = _BORDER in line and not _LABEL.match(line)
    return f"rows of {line.count(_BORDER)}" if is_row else "words"


def _paragraph(words: str, tight: bool = False) -> Node:
    attributes = (("tight", "true"),) if tight else ()
    return Node("paragraph", children=tuple(inline(words)), attributes=attributes)


def _item(words: str, *more: Node) -> Node:
    return Node("item", children=(_paragraph(words, tight=True), *more))


def _bullets(lines: list[str]) -> list[Node]:
    """Lists within lists, as their bullets tell."""
    found = [_BULLET.fullmatch(line) for line in lines]
    return list(_nested([(_BULLETS.index(m["mark"]), m["words"]) for m in found if m]))


def _nested(entries: list[tuple[int, str]]) -> Iterator[Node]:
    items: list[Node] = []
    level = min(depth for depth, _ in entries)
    place = 0
    while place < len(entries):
        end = place + 1
        while end < len(entries) and entries[end][0] > level:
            end += 1
        deeper = tuple(_nested(entries[place + 1 : end])) if end > place + 1 else ()
        items.append(_item(entries[place][1], *deeper))
        place = end
    yield Node("bullet_list", children=tuple(items))


def _numbers(lines: list[str]) -> list[Node]:
    found = [match for line in lines if (match := _NUMBER.fullmatch(line))]
    first = found[0]["number"]
    wanted = [str(int(first) + place) for place in range(len(found))]
    if [match["number"] for match in found] != wanted:
        return [_paragraph(line) for line in lines]
    start = (("start", first),) if first != "1" else ()
    items = tuple(_item(match["words"]) for match in found)
    return [Node("ordered_list", children=items, attributes=start)]


def _rows(lines: list[str]) -> list[Node]:
    """A table, whose head is the first row; a single line is words."""
    if len(lines) < 2:
        return list(map(_paragraph, lines))
    rows = (Node("row", children=tuple(_cells(line, line is lines[0]))) for line in lines)
    return [Node("table", children=tuple(rows))]


def _cells(line: str, head: bool) -> Iterator[Node]:
    attributes = (("header", "true"),) if head else ()
    for words in line.split(_BORDER):
        yield Node("cell", children=tuple(inline(words.strip())), attributes=attributes)


def _shown(lines: list[str]) -> list[Node]:
    return [Node("formula_block", line[2:-2]) for line in lines]


_MAKERS: Mapping[str, Callable[[list[str]], list[Node]]] = {
    "shown": _shown,
    "bullets": _bullets,
    "numbers": _numbers,
    "words": lambda lines: list(map(_paragraph, lines)),
}
