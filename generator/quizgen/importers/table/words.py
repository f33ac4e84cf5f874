"""The words of tables: headings, kinds of questions, true and false, in several languages (words.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_BRACKETS = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?")
_EXPLAINED = re.compile(r"\s+[-–—]\s+.*")
_SIGNS = re.compile(r"[\s_*:.?\u00a0]+")
_NUMBERED = re.compile(
    r"(?P<name>.*?)[\s_#-]*(?:(?P<number>\d{1,2})|(?<![^\W\d_])(?P<letter>[a-z]))\)?"
)
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds, and which of several it is, from 1 (0: there is one)."""

    role: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """`columns` gives what a heading says, by language; the others what a cell says."""

    columns: Mapping[str, Mapping[str, str]]
    numbered: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    truth: Mapping[str, str]
    difficulty: Mapping[str, str]
    pairs: tuple[tuple[str, str], ...]


@cache
def words() -> Words:
    """All of them."""
    data: Any = yaml.safe_load((files(__package__) / "words.yaml").read_text(encoding="utf-8"))
    columns = {language: _turned(roles) for language, roles in data["columns"].items()}
    wanted = set(data["numbered"])
    return Words(
        columns,
        {
            language: _turned({r: names for r, names in roles.items() if r in wanted})
            for language, roles in data["columns"].items()
        },
        _turned(data["kinds"]),
        _turned(data["truth"]),
        _turned(data["difficulty"]),
        tuple(map(tuple, data["pairs"])),
    )


def _turned(lists: Mapping[str, list[str]]) -> dict[str, str]:
    """What each word means; the first meaning counts where there are two."""
    found: dict[str, str] = {}
    for meaning, names in lists.items():
        for word in names:
            found.setdefault(word, meaning)
    return found


def simple(text: str) -> str:
    """A heading or a kind in small letters, without signs and what stands in brackets or behind a dash."""
    text = _EXPLAINED.sub("", _BRACKETS.sub("", text.strip()) or text)
    return _SIGNS.sub(" ", _CAMEL.sub(" ", text) if " " not in text else text).strip().casefold()


def heading(text: str, language: str) -> Heading | None:
    """What a column of that heading holds, in that language or in English; None if no word says it."""
    name = simple(text)
    for known in dict.fromkeys((language, "en")):
        if role := words().columns[known].get(name):
            return Heading(role)
    found = _NUMBERED.fullmatch(name)
    if not found:
        return None
    number = int(found["number"]) if found["number"] else ord(found["letter"]) - ord("a") + 1
    base = found["name"].strip()
    if not base:
        return Heading("option", number)
    for known in dict.fromkeys((language, "en")):
        if role := words().numbered[known].get(base):
            return Heading(role, number)
    return None


def languages() -> tuple[str, ...]:
    """Those in which headings are known."""
    return tuple(words().columns)


def kind(text: str) -> str:
    """The kind of question that a cell names, "" if it is none that we know."""
    name = re.sub(r"[\s/_,&+-]+", " ", text.strip().casefold()).strip()
    return words().kinds.get(name) or words().kinds.get(name.removesuffix(" question"), "")


def truth(text: str) -> bool | None:
    """Whether a cell says that something is true or false; None if neither."""
    said = words().truth.get(" ".join(text.casefold().split()).rstrip("."))
    return None if said is None else said == "true"
