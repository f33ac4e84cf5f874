r"""Nodes with TeX between delimiters in their text → nodes with formulas.

The delimiters are those of MathJax and of the TeX filter of Moodle: \(…\), \[…\], $$…$$, [tex]…[/tex].
As MathJax does, \) and \] within braces of the formula are taken for its own, such as in \(\text{if \(x\)}\).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from quizgen.model import Markup, Node

_LONGEST: Final = 4000
_SIGNS = r"""
    (?<!\\)\\\((?P<inline>)
  | (?<!\\)\\\[(?P<display>)
  | (?<![\\$])\$\$(?P<dollars>[^$]{1,4000}?)(?<!\\)\$\$
  | \[tex\](?P<tex>.{0,4000}?)\[/tex\]
"""
_DOLLAR = r"""
  | (?<![\\$\w])\$(?P<dollar>(?=[^\s$])[^$\n]{0,2000}?(?<=[^\s\\]))\$(?![\d$])
"""
_FLAGS = re.VERBOSE | re.DOTALL
_USUAL, _WITH_DOLLAR = re.compile(_SIGNS, _FLAGS), re.compile(_SIGNS + _DOLLAR, _FLAGS)
_NESTING = re.compile(r"\\.|[{}]", re.DOTALL)
_CLOSED_BY: Final[Mapping[str, str]] = {r"\(": r"\)", r"\[": r"\]"}
_GUARD = re.compile("(?<=[\\\\$])\N{WORD JOINER}(?=[(\\[$])")
"""What keeps MathJax from reading a formula into words (`export/lms/media.py`)."""

_VERBATIM = frozenset({"code", "code_block", "formula", "formula_block"})


def with_formulas(markup: Markup, dollars: bool = False) -> Markup:
    """The passage with its formulas as such; with `dollars`, those between single dollars, too.

    A displayed formula that is alone in its paragraph is a block.
    """
    found = _with_parts(markup, lambda text: split(text, dollars))
    return tuple(map(_block, _unguarded(found)))


def split(text: str, dollars: bool = False) -> Iterator[Node]:
    """The same for a run of text: nodes of text and formulas."""
    if not any(sign in text for sign in (r"\(", r"\[", "$", "[tex]")):
        yield from _text(text)
        return
    signs, ends = _WITH_DOLLAR if dollars else _USUAL, _ends(text)
    done = at = 0
    while match := signs.search(text, at):
        at, node = _formula(match, ends)
        if node:
            yield from _text(text[done : match.start()])
            yield node
            done = at
    yield from _text(text[done:])


def replaced(
    markup: Markup, pattern: re.Pattern[str], made: Callable[[re.Match[str]], Node]
) -> Markup:
    """The passage with every match in its texts, but for code and formulas, made a node."""
    return _with_parts(markup, lambda text: _parts(text, pattern, made))


def _with_parts(markup: Markup, parts: Callable[[str], Iterator[Node]]) -> Markup:
    return tuple(node for each in markup for node in _replaced(each, parts))


def _replaced(node: Node, parts: Callable[[str], Iterator[Node]]) -> Iterator[Node]:
    if node.kind == "text":
        yield from parts(node.text)
    elif node.kind in _VERBATIM or not node.children:
        yield node
    else:
        yield replace(node, children=_with_parts(node.children, parts))


def _parts(
    text: str, pattern: re.Pattern[str], made: Callable[[re.Match[str]], Node]
) -> Iterator[Node]:
    end = 0
    for match in pattern.finditer(text):
        yield from _text(text[end : match.start()])
        yield made(match)
        end = match.end()
    yield from _text(text[end:])


def _text(text: str) -> Iterator[Node]:
    if text:
        yield Node("text", text)


def _ends(text: str) -> Mapping[int, int]:
    r"""Where each \( and \[ is closed: by the next \) or \] outside of braces opened since, else by the next.

    One pass over the text from its end: an end that stands deeper in braces than what is passed is of
    no use to all before it.
    """
    signs, depth = [], 0
    for match in _NESTING.finditer(text):
        depth += (match[0] == "{") - (match[0] == "}")
        signs.append((match[0], match.start(), depth))
    found: dict[int, int] = {}
    closing: dict[str, list[tuple[int, int]]] = {sign: [] for sign in _CLOSED_BY.values()}
    nearest: dict[str, int] = {}
    for sign, start, depth in reversed(signs):
        for ends in closing.values():
            while ends and ends[-1][0] > depth:
                ends.pop()
        if sign in closing:
            closing[sign].append((depth, start))
            nearest[sign] = start
        elif (end := _CLOSED_BY.get(sign)) in nearest:
            found[start] = closing[end][-1][1] if closing[end] else nearest[end]
    return found


def _formula(match: re.Match[str], ends: Mapping[int, int]) -> tuple[int, Node | None]:
    """Where to look on, and the formula, None where it has no end or nothing in it."""
    tex, end = match[match.lastgroup or 0], match.end()
    if match.lastgroup in ("inline", "display"):
        last = ends.get(match.start(), end)
        if not 0 < last - end <= _LONGEST:
            return end, None
        tex, end = match.string[end:last], last + 2
    if not tex.strip():
        return end, None
    shown = match.lastgroup in ("display", "dollars")
    return end, Node("formula", tex.strip(), attributes=(("display", "true"),) if shown else ())


def _block(node: Node) -> Node:
    children = tuple(map(_block, node.children))
    alone = [child for child in children if child.kind != "text" or child.text.strip()]
    if node.kind == "paragraph" and len(alone) == 1 and alone[0].get("display"):
        return Node("formula_block", alone[0].text)
    return replace(node, children=children) if children != node.children else node


def _unguarded(markup: Markup) -> Markup:
    return tuple(
        replace(node, text=_GUARD.sub("", node.text))
        if node.kind == "text"
        else replace(node, children=_unguarded(node.children))
        if node.children
        else node
        for node in markup
    )
