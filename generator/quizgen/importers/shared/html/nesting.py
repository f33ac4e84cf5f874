"""HTML of any depth → HTML with few elements in each other, which can be read in bounded time and depth."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

DEEPEST: Final = 60
"""Elements in each other. Pages of editors have a dozen; each further one costs time for all before it."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/<>]*)[^<>]*>?")
_ALONE: Final = frozenset(
    """area base br col embed hr img input link meta param source track wbr
    p li dt dd option optgroup tr td th thead tbody tfoot colgroup rb rt rtc rp html head body""".split()
)
"""Elements that hold nothing, and those that another of their sort ends without an end tag."""


def shallow(text: str) -> str:
    """The HTML without the tags of elements that are deeper than that; what they hold stays."""
    opened: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        name = match["name"].lower()
        if name in _ALONE:
            return match[0]
        if not match["end"]:
            if depth >= DEEPEST:
                dropped[name] += 1
                return " "
            opened[name] += 1
            depth += 1
        elif dropped[name]:
            dropped[name] -= 1
            return " "
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        return match[0]

    return _TAG.sub(kept, text) if text.count("<") > DEEPEST else text
