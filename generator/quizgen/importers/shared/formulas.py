r"""Nodes with TeX between delimiters in their text → nodes with formulas.

The delimiters are those of MathJax and of the TeX filter of Moodle: \(…\), \[…\], $$…$$, [tex]…[/tex].
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from quizgen.model import Markup, Node

_SIGNS = r"""
    (?<!\\)\\\((?P<inline>(?:[^\\]|\\(?!\)).){0,4000}?)\\\)
  | (?<!\\)\\\[(?P<display>(?:[^\\]|\\(?!\]).){0,4000}?)\\\]
  | (?<![\\$])\$\$(?P<dollars>[^$]{1,4000}?)(?<!\\)\$\$
  | \[tex\](?P<tex>.{0,4000}?)\[/tex\]
"""
_DOLLAR = r"""
  | (?<![\\$\w])\$(?P<dollar>(?=[^\s$])[^$\n]{0,2000}?(?<=[^\s\\]))\$(?![\d$])
"""
_FLAGS = re.VERBOSE | re.DOTALL
_USUAL, _WITH_DOLLAR = re.compile(_SIGNS, _FLAGS), re.compile(_SIGNS + _DOLLAR, _FLAGS)
_GUARD = re.compile("(?<=[\\\\$])\N{WORD JOINER}(?=[(\\[$])")
"""What keeps MathJax from reading a formula into words (`export/lms/media.py`)."""

_VERBATIM = frozenset({"code", "code_block", "formula", "formula_block"})


def with_formulas(markup: Markup, dollars: bool = False) -> Markup:
    """The passage with its formulas as such; with `dollars`, those between single dollars, too.

    A displayed formula that is alone in its paragraph is a block.
    """
    found = replaced(markup, _WITH_DOLLAR if dollars else _USUAL, _formula)
    return tuple(map(_block, _unguarded(found)))


def split(text: str, dollars: bool = False) -> Iterator[Node]:
    """The same for a run of text: nodes of text and formulas."""
    return _parts(text, _WITH_DOLLAR if dollars else _USUAL, _formula)


def replaced(
    markup: Markup, pattern: re.Pattern[str], made: Callable[[re.Match[str]], Node]
) -> Markup:
    """The passage with every match in its texts, but for code and formulas, made a node."""
    return tuple(node for each in markup for node in _replaced(each, pattern, made))


def _replaced(
    node: Node, pattern: re.Pattern[str], made: Callable[[re.Match[str]], Node]
) -> Iterator[Node]:
    if node.kind == "text":
        yield from _parts(node.text, pattern, made)
    elif node.kind in _VERBATIM or not node.children:
        yield node
    else:
        yield replace(node, children=replaced(node.children, pattern, made))


def _parts(
    text: str, pattern: re.Pattern[str], made: Callable[[re.Match[str]], Node]
) -> Iterator[Node]:
    end = 0
    for match in pattern.finditer(text):
        if text[end : match.start()]:
            yield Node("text", text[end : match.start()])
        yield made(match)
        end = match.end()
    if text[end:]:
        yield Node("text", text[end:])


def _formula(match: re.Match[str]) -> Node:
    tex = match[match.lastgroup or 0].strip()
    if not tex:
        return Node("text", match[0])
    shown = match.lastgroup in ("display", "dollars")
    return Node("formula", tex, attributes=(("display", "true"),) if shown else ())


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
