"""Text that was surely meant as markup but is none → problems."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Place
from quizgen.problem import ERROR, WARNING, Problem

_PATTERNS = (
    (
        re.compile(r"\A#{2,6}[^\s#]"),
        ERROR,
        "this is no heading: a blank is missing behind the {found}",
        "write ## and a blank before the text",
    ),
    (
        re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,99}(?:\s[^<>]*)?/?>|<!--"),
        WARNING,
        "HTML is not interpreted: {found} is printed as it stands",
        "write it in Markdown, or between backticks if the text is about HTML",
    ),
    (
        re.compile(r"!\[[^\]]{0,500}\]\([^)]*\)?"),
        ERROR,
        "this picture cannot be read: {found}",
        "a path with blanks stands in angle brackets: ![text](<my picture.png>)",
    ),
    (
        re.compile(r"!\[[^\]]{0,500}\]\[[^\]]{0,500}\]"),
        ERROR,
        "this picture refers to a definition that is not there: {found}",
        "write the path in the picture: ![text](path.png)",
    ),
    (
        re.compile(r"(?<!!)\[[^\]\n]{1,500}\]\[[^\]\n]{1,500}\]"),
        WARNING,
        "this link refers to a definition that is not there: {found}",
        "write the address in the link, or a backslash before the bracket: \\[",
    ),
    (
        re.compile(r"(?<!!)\[[^\]\n]{1,500}\]\([^)\s][^)\n]{0,500}\)?"),
        WARNING,
        "this link cannot be read: {found} is printed as it stands",
        "an address begins with https:// or mailto: and has no blanks",
    ),
    (
        re.compile(r"\{\s*(?:width|height)\s*=[^{}\n]{0,200}\}?"),
        WARNING,
        "these braces belong to no picture: {found} is printed as it stands",
        "they stand right behind it, without a blank: ![text](path.png){width=6cm}",
    ),
    (
        re.compile(r"%%[^%\n]{1,500}%%"),
        WARNING,
        "this comment is printed as it stands: {found}",
        "notes for teachers stand in the front matter, under notes:",
    ),
    (
        re.compile(r"\{\{c\d+:?:?"),
        ERROR,
        "this gap is never closed, or is not written right: {found}",
        "a gap is written {{c1::answer}} or {{c1::answer::hint}}",
    ),
    (
        re.compile(r"\[\^[^\]\s]{1,500}\]"),
        ERROR,
        "this footnote has no text: {found}",
        "add a line such as [^1]: The note.",
    ),
    (
        re.compile(r"(?<![\\\w$])\$\$(?!\$)"),
        ERROR,
        "this $$ has no partner: a formula that is never closed",
        "close the formula with $$, or write \\$\\$ for two dollar signs",
    ),
    (
        re.compile(r"(?<![\\\w$])\$(?=[A-Za-z\\{(|])"),
        ERROR,
        "this $ has no partner: a formula that is never closed",
        "close the formula with $ (no blank before it), or write \\$ for a dollar sign",
    ),
)


def lint(text: str, place: Place) -> Iterator[Problem]:
    """Problems of a run of plain text on one line that begins at `place`, the first of each sort."""
    if not any(sign in text for sign in "<[${%"):
        return
    for pattern, severity, message, hint in _PATTERNS:
        match = pattern.search(text)
        if match:
            spoken = message.format(found=_shortened(match.group()))
            yield Problem(_at(place, match.start()), spoken, hint, severity)


def _at(place: Place, offset: int) -> Place:
    return Place(place.path, place.line, place.column + offset)


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
