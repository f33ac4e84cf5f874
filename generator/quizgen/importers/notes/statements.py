"""A statement that is true or false → the statement, and what is told of it."""

from __future__ import annotations

import re

from quizgen.importers.notes.words import truth

_EITHER = r"(?:true\s*(?:or|/)\s*false|t\s*/\s*f|richtig\s*(?:oder|/)\s*falsch|wahr\s*(?:oder|/)\s*falsch)"
_ONE = r"(?:t|f|w|true|false|wahr|falsch|richtig)"
_BEFORE = re.compile(rf"^(?:{_EITHER}\b\s*[:?.–-]*\s*|(?-i:T\s+F\s+))", re.IGNORECASE)
_BEHIND = re.compile(
    rf"\s*[(\[]?\s*\b{_EITHER}\s*[)\]]?\s*[:?]?"
    rf"(?:\s+(?:(?:answer|antwort|lösung)\s*:\s*)?[(\[]?(?P<said>{_ONE})[)\]]?\.?)?\s*$",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"^\s*\(\s*(?P<a>{_ONE})\s*\)\s*|"
    rf"\s*[(\[]\s*(?P<b>{_ONE})\s*[)\]]\s*$|"
    rf"(?<=[.!])\s+(?P<c>{_ONE})\.?\s*$",
    re.IGNORECASE,
)


def statement(text: str) -> tuple[str, bool, bool | None]:
    """A statement without `True or false:` and (T), whether it had the former, and what the latter says."""
    plain = _BEFORE.sub("", text).strip()
    behind = _BEHIND.search(plain)
    plain = plain[: behind.start()].strip() if behind else plain
    asked = plain != text.strip() and bool(plain)
    if behind and behind["said"]:
        return plain, asked, truth(behind["said"])
    found = _STATED.search(plain)
    if not found:
        return (plain if asked else text), asked, None
    return _STATED.sub("", plain).strip(), asked, truth(found["a"] or found["b"] or found["c"])


def only_asks(text: str) -> bool:
    """Whether a text says `True or false?` and nothing else."""
    return not _BEFORE.sub("", text, count=1).strip(" :?._-*")


def tells(text: str) -> bool:
    """Whether a line says of itself that it is true or false."""
    behind = _BEHIND.search(text)
    return bool(_STATED.search(text) or (behind and behind["said"]))
