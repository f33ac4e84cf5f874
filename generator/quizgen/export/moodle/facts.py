"""What a question says, as plain values that can be compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

Facts = Mapping[str, object]
"""A question's facts by name."""

GAP = "____"


class Shown(NamedTuple):
    """A picture in a passage: its file's name, description, and the SHA-256 of its data."""

    name: str
    alt: str
    digest: str


class Passage(NamedTuple):
    """The words of a passage without any blanks, and its pictures, sorted."""

    words: str
    pictures: tuple[Shown, ...] = ()


EMPTY = Passage("")


def squeezed(text: str) -> str:
    """The text without blanks and without the word joiners that keep Moodle's filters off."""
    return "".join(text.split()).replace("\N{WORD JOINER}", "")


def digest(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def accepted(pattern: str) -> tuple[str, ...]:
    r"""The literal parts of an answer as Moodle reads it: * is a wildcard, \* a star."""
    return tuple(part.replace(r"\*", "*") for part in re.split(r"(?<!\\)\*+", pattern))
