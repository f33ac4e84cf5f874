"""Anything of the model → the same with some of its parts changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any


def rebuilt(value: Any, change: Callable[[Any], Any]) -> Any:
    """What `change` makes of the value, and of all parts of that; what is unchanged stays the same object."""
    value = change(value)
    names: tuple[str, ...] = ()
    if isinstance(value, tuple):
        before = list(value)
    elif is_dataclass(value) and not isinstance(value, type):
        names = tuple(field.name for field in fields(value))
        before = [getattr(value, name) for name in names]
    else:
        return value
    after = before.copy()
    for place, part in enumerate(before):  # a loop: deep texts have few frames to spare
        after[place] = rebuilt(part, change)
    if all(new is old for new, old in zip(after, before, strict=True)):
        return value
    return replace(value, **dict(zip(names, after, strict=True))) if names else tuple(after)
