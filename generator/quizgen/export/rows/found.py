"""A field of HTML → its words, read as a browser shows them."""

from __future__ import annotations

import re
from html import unescape

from quizgen.markup.seen import squeezed

_TAG = re.compile(r"</?([a-z][a-z0-9]*)\b[^<>]*>")
_HARMLESS = frozenset(
    "a blockquote br code dd div dl dt em hr li mark ol p pre s span strong sub sup table tbody td"
    " th thead tr ul".split()
)


def words(html: str) -> str:
    """The words without blanks. Raises ValueError at an element that is none of ours."""
    odd = {match[1] for match in _TAG.finditer(html)} - _HARMLESS
    rest = _TAG.sub("", html)
    if odd or "<" in rest or ">" in rest:
        raise ValueError(f"an element that has no business here: {sorted(odd)}")
    return squeezed(unescape(rest))
