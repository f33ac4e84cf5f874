"""A language → its words: those we print, those that label parts of a card, and how it builds words.

Each language is one file, NAME.yaml beside this one, NAME being its BCP 47 primary subtag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language.

    `print` gives the words of our documents by name, `practice` those of the page to practise with, `screen`
    those that some platforms show; `read` the words by which authors label the parts of a card, lower
    case, by what they mean; `text` lists by which texts are compared and judged; `ask` the sentences by
    which derived questions ask.
    """

    language: str
    print: Mapping[str, str]
    practice: Mapping[str, str]
    screen: Mapping[str, str]
    read: Mapping[str, tuple[str, ...]]
    text: Mapping[str, tuple[str, ...]]
    ask: Mapping[str, Any]


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, sorted."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name[: -len(".yaml")] for name in names if name.endswith(".yaml")))


@cache
def labels(language: str) -> Labels:
    """The words of a language given as BCP 47 tag ("de-AT" is "de"); English where there is no file."""
    name = language.split("-", 1)[0].lower()
    if name not in languages():
        name = FALLBACK
    data = yaml.safe_load((files(__package__) / f"{name}.yaml").read_text(encoding="utf-8"))
    read, text = (
        {name: tuple(words) for name, words in data.get(part, {}).items()}
        for part in ("read", "text")
    )
    words = data.get("print", {}), data.get("practice", {}), data.get("screen", {})
    return Labels(name, *words, read, text, data.get("ask", {}))
