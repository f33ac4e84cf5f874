"""Inline nodes of HTML → the same with blanks only where a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.model import Markup, Node

_BLANKS = re.compile(r" {2,}")


def trimmed(nodes: Markup) -> Markup:
    """Without blanks and line breaks at the ends, without blanks beside line breaks.

    Nothing is left of hard blanks alone, with which editors fill lines.
    """
    kept: list[Node] = []
    for node in nodes:
        if node.kind == "text":
            _add_text(kept, node.text)
        elif node.kind != "linebreak":
            kept.append(node)
        elif kept:
            _end_line(kept)
            kept.append(node)
    _end(kept)
    return tuple(kept) if any(n.kind != "text" or n.text.strip() for n in kept) else ()


def parted(nodes: Markup) -> Iterator[Markup]:
    """What is trimmed, divided where lines are empty: two line breaks part paragraphs."""
    part: list[Node] = []
    for before, node in zip((None, *nodes), nodes, strict=False):
        if before and before.kind == node.kind == "linebreak":
            _end(part)
            yield from (tuple(part),) if part else ()
            part = []
        elif part or node.kind != "linebreak":
            part.append(node)
    yield from (tuple(part),) if part else ()


def _add_text(kept: list[Node], text: str) -> None:
    if kept and kept[-1].kind == "text":
        text = kept.pop().text + text
    if not kept or kept[-1].kind == "linebreak":
        text = text.lstrip(" ")
    if text:
        kept.append(Node("text", _BLANKS.sub(" ", text)))


def _end(kept: list[Node]) -> None:
    while kept:
        _end_line(kept)
        if not kept or kept[-1].kind != "linebreak":
            return
        kept.pop()


def _end_line(kept: list[Node]) -> None:
    """No blank at the end."""
    if kept and kept[-1].kind == "text":
        text = kept.pop().text.rstrip(" ")
        if text:
            kept.append(replace(Node("text"), text=text))
