"""Anything of the model → the nodes of all texts in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from quizgen.model.text import Node


def nodes(value: object) -> Iterator[Node]:
    """Every node in a node, a passage, a question, a blueprint, or a tuple of such, in order."""
    if isinstance(value, Node):
        yield from value.walk()
    elif isinstance(value, tuple):
        for part in value:
            yield from nodes(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from nodes(getattr(value, field.name))
