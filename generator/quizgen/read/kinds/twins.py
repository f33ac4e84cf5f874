"""The options of a question → problems with those that a candidate could not tell apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from quizgen.markup.characters import invisible, without_invisible
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Node, Option, walk
from quizgen.problem import visible
from quizgen.read.kinds.common import Work

_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕАВЕКМНОРСТХІЈЅαοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ−–‐‑",
    "aeopcyxijsABEKMHOPCTXIJSaoABEZHIKMNOPTYX----",
)
_LOOK_DIFFERENT = frozenset(
    {"<super>", "<sub>", "<font>", "<circle>", "<square>", "<fraction>", "<vertical>"}
)
"""Of Unicode's compatible characters those that readers can tell apart, such as x² and x2."""

_ONE_IN_BRACES = re.compile(r"(?<![A-Za-z\\])\{(\w)\}")
_TEX_BLANKS = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


def report_twins(work: Work, options: Iterable[Option]) -> None:
    """An error for options that look the same, a warning for those that nearly do."""
    seen: dict[str, Option] = {}
    alike: dict[str, Option] = {}
    for option in options:
        looks = _looks(option.text)
        nearly = looks.translate(_LOOK_ALIKES).casefold().rstrip(". ")
        if looks in seen:
            _report_same(work, seen[looks], option)
        elif nearly in alike:
            line = alike[nearly].place.line
            hint = "they differ in case, in a full stop, or in letters of different alphabets only"
            work.warn(option.place, f"this option looks like the one in line {line}", hint)
        seen.setdefault(looks, option)
        alike.setdefault(nearly, option)


def _report_same(work: Work, first: Option, second: Option) -> None:
    hidden = invisible("".join(node.text for node in walk(first.text + second.text)))
    reason = f"; they differ only in the invisible {', '.join(hidden)}" if hidden else ""
    shown = visible(one_line(second.text, 40))
    work.error(
        second.place,
        f"two options look the same: {shown!r} stands in line {first.place.line} too{reason}",
        "a candidate could not tell which is meant: change or delete one",
    )


def _looks(markup: Markup) -> str:
    """What a reader sees of an option, for comparison: also which letters are formulas or pictures."""
    parts = []
    for node in walk(markup):
        text = " ".join(_visible(node).split())
        source = node.get("picture") or node.get("src")
        if node.kind == "text":
            parts.append(text)
        elif text or source:
            parts.append(f"\0{node.kind}\0{text}{source}\0")
    return " ".join("".join(parts).split())


def _visible(node: Node) -> str:
    if node.kind in ("formula", "formula_block"):
        return _TEX_BLANKS.sub("", _ONE_IN_BRACES.sub(r"\1", node.text))
    composed = unicodedata.normalize("NFC", node.text)
    return without_invisible("".join(map(_plain, composed)))


def _plain(character: str) -> str:
    """The character that looks the same and is the usual one: a letter for its ligature, and so on."""
    kind = unicodedata.decomposition(character).split(" ", 1)[0]
    return character if kind in _LOOK_DIFFERENT else unicodedata.normalize("NFKC", character)
