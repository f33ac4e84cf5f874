"""Anything of the model → the passages of authored text in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from quizgen.model.text import Markup, Node


def passages(value: object) -> Iterator[Markup]:
    """Every passage in a question, a blueprint, or a tuple of such, in order; no empty ones."""
    if isinstance(value, tuple) and value and all(isinstance(part, Node) for part in value):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from passages(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from passages(getattr(value, field.name))
