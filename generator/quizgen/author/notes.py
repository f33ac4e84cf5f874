"""Footnotes, which nodes hold within their signs → names for them, and the notes to write below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from quizgen.model import Markup, Node


@dataclass
class Notes:
    """The footnotes of one card or passage. `taken` are names that the file has already."""

    taken: frozenset[str] = frozenset()
    found: dict[str, Markup] = field(default_factory=dict)

    def label(self, sign: Node) -> str:
        """The name of a sign's note: the author's own where no other note has it."""
        names = _names(sign.get("label") or "1")
        name = next(name for name in names if self._free(name, sign))
        self.found[name] = sign.children
        return name

    def _free(self, name: str, sign: Node) -> bool:
        return name not in self.taken and self.found.get(name, sign.children) == sign.children


def _names(wanted: str) -> Iterator[str]:
    yield wanted
    yield from (f"{wanted}-{number}" for number in count(2))
