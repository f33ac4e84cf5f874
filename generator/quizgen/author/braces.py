"""Attributes as nodes carry them → the braces that authors write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.model import Node

_BARE = re.compile(r"[^\s{}\"']+")
_SIGNS = ("#", ".", "!", "=")


def braces(node: Node) -> str:
    """The braces of a heading or an option, with a blank before them; empty where there are none."""
    named = [pair for pair in node.attributes if pair[0][0] in _SIGNS]
    parts = [_part(name, value) for sign in _SIGNS for name, value in _of_sort(named, sign)]
    return f" {{{' '.join(parts)}}}" if parts else ""


def _of_sort(named: Iterable[tuple[str, str]], sign: str) -> list[tuple[str, str]]:
    return [pair for pair in named if pair[0][0] == sign]


def _part(name: str, value: str) -> str:
    if name == "#":
        return f"#{value}"
    if not name.startswith("="):
        return name.removeprefix("!")
    return f"{name[1:]}={_quoted(value)}"


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value) and "," not in value:
        return value
    return f'"{value}"' if '"' not in value else f"'{value}'"
