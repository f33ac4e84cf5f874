"""A template of Anki and the fields of a note → a side of a card.

In templates, {{Field}} stands for a field, {{#Field}}…{{/Field}} for what is shown where it holds
something, {{^Field}}…{{/Field}} where it does not, and {{filter:Field}} for a field in another form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_FIELD = re.compile(r"\{\{\s*((?:[^{}:#^/]{0,100}:)*)\s*([^{}#^/:][^{}:]{0,200}?)\s*\}\}")
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_MARK = re.compile(r"\{\{\s*([#^/])\s*([^{}]{1,200}?)\s*\}\}")
_UNSEEN = frozenset({"type", "hint", "tts", "cloze", "cloze-only"})
"""Filters that show something else than the field: a box, a link, a voice."""

_LONGEST = 500_000
_BLANK = re.compile(r"<[^<>]*>|&nbsp;|\s")


def rendered(template: str, fields: Mapping[str, str]) -> str:
    """The side as HTML. Boxes to type into, links to hints and the front on the back are left out."""
    shown = "".join(_shown(_COMMENT.sub("", template), fields))
    length = len(shown)

    def value(match: re.Match[str]) -> str:
        nonlocal length
        text = "" if _filters(match) & _UNSEEN else fields.get(match[2], "")
        length += len(text)
        return text if length < _LONGEST else ""

    return _FIELD.sub(value, shown)


def named(template: str, filter: str = "") -> tuple[str, ...]:
    """The names that a template shows with that filter, such as "type"; those shown as they are, if ""."""
    found = (m[2] for m in _FIELD.finditer(_COMMENT.sub("", template)) if _asked(m, filter))
    return tuple(dict.fromkeys(found))


def switches(template: str) -> set[str]:
    """The names of fields that decide what a template shows."""
    return {match[2] for match in _MARK.finditer(_COMMENT.sub("", template))}


def is_blank(html: str) -> bool:
    """Whether there is nothing to read, see or hear in HTML."""
    return "<img" not in html.lower() and not _BLANK.sub("", html)


def _asked(match: re.Match[str], filter: str) -> bool:
    filters = _filters(match)
    return filter in filters if filter else not filters & _UNSEEN


def _filters(match: re.Match[str]) -> set[str]:
    return {part.strip().split(" ")[0].lower() for part in match[1].split(":") if part.strip()}


def _shown(template: str, fields: Mapping[str, str]) -> Iterator[str]:
    """The parts whose conditions hold."""
    hidden: list[bool] = []
    end = 0
    for mark in _MARK.finditer(template):
        if not any(hidden):
            yield template[end : mark.start()]
        end = mark.end()
        if mark[1] == "/":
            hidden = hidden[:-1]
        else:
            hidden.append(is_blank(fields.get(mark[2], "")) == (mark[1] == "#"))
    if not any(hidden):
        yield template[end:]
