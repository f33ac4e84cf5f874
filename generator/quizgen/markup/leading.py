"""A passage and what is to stand before its first words → one passage."""

from __future__ import annotations

from dataclasses import replace

from quizgen.model import Markup, Node


def led_by(first: Node, text: Markup) -> Markup:
    """The passage with something in front, in its first paragraph where it begins with one."""
    if text and text[0].kind == "paragraph":
        children = (first, Node("text", " "), *text[0].children)
        return (replace(text[0], children=children), *text[1:])
    return (Node("paragraph", children=(first,)), *text)
