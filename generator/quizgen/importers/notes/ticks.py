"""The marks by which notes tell that an option is right: a star, a tick, bold type, a word."""

from __future__ import annotations

import re

from quizgen.importers.notes.marks import bare

SIGNS = "✓✔✅☑"
_TICK = re.compile(rf"\s*[{SIGNS}]\ufe0f?\s*$")
_WORD = re.compile(
    r"\s*[(\[←<-]+\s*"
    r"(?:correct(?: answer)?|right(?: answer)?|richtig(?:e antwort)?|korrekt|answer)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_STAR = re.compile(r"(?<=\S)\s+\*{1,3}$|(?<=[\w).])\*$")
_WRONG = re.compile(r"\s*[✗✘❌]\ufe0f?\s*$|^[✗✘❌]\ufe0f?\s*")


def without_wrong(text: str) -> tuple[str, bool]:
    """An option without a cross that tells that it is wrong, and whether it has one."""
    return _WRONG.sub("", text), bool(_WRONG.search(text))


def ticked(text: str) -> tuple[str, frozenset[str]]:
    """An option without the marks that tell that it is right, and the kinds of these."""
    kinds = set()
    for kind, pattern in (("word", _WORD), ("tick", _TICK), ("star", _STAR)):
        found = pattern.search(text)
        if not found or not text[: found.start()].strip():
            continue
        # A star that closes emphasis is none: *this*.
        if kind == "star" and found[0] == "*" and text.count("*") > 1:
            continue
        text = text[: found.start()]
        kinds.add(kind)
    if text.startswith("**") and text.endswith("**") and bare(text) != text:
        text = bare(text)
        kinds.add("bold")
    return text, frozenset(kinds)
